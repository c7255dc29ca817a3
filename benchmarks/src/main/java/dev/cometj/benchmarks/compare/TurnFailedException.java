package dev.cometj.benchmarks.compare;

import java.io.Serial;

/// A turn did not end well, or what it yielded cannot be true.
final class TurnFailedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  TurnFailedException(String message) {
    super(message);
  }
}
