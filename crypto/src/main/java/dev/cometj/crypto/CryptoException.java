package dev.cometj.crypto;

/// What a peer's bytes can bring about in this module.
///
/// Checked, so that no code that handles a peer's bytes forgets it, and without a stack trace, because a peer may
/// cause many. The answer is always to end the connection.
public abstract sealed class CryptoException extends Exception
    permits ForgedFrameException, LowOrderPointException {

  private static final long serialVersionUID = 1L;

  CryptoException(String message) {
    super(message, null, false, false);
  }
}
