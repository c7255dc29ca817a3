package dev.cometj.p2p.testkit;

import org.jspecify.annotations.Nullable;

/// A test in a [VirtualWorld] failed. The message names the virtual time and the seed to replay it with.
public final class WorldFailedError extends AssertionError {
  private static final long serialVersionUID = 1L;

  WorldFailedError(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
