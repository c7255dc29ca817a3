package dev.cometj.chain;

/// What this module throws at mistakes of its caller and of operators. What a peer sent and is invalid is an
/// [InvalidChainDataException] instead.
public class ChainException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// Says what is wrong.
  ///
  /// @param message one line
  public ChainException(String message) {
    super(message);
  }

  /// Says what is wrong and why.
  ///
  /// @param message one line
  /// @param cause the reason
  public ChainException(String message, Throwable cause) {
    super(message, cause);
  }
}
