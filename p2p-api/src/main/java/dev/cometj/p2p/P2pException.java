package dev.cometj.p2p;

import org.jspecify.annotations.Nullable;

/// The base of all failures this API raises. They are unchecked: a caller that feeds untrusted input catches
/// this one type at its edge.
public class P2pException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Make a failure with a text for people.
  ///
  /// @param message what is wrong, without a stack of causes
  public P2pException(String message) {
    super(message);
  }

  /// Make a failure with a text for people and its cause.
  ///
  /// @param message what is wrong
  /// @param cause what led to it, or null
  public P2pException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
