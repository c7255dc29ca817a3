package dev.cometj.p2p;

/// A [NodeInfo] that breaks a rule of the handshake.
public final class InvalidNodeInfoException extends P2pException {
  private static final long serialVersionUID = 1L;

  /// Make the failure.
  ///
  /// @param message the broken rule and the offending value
  public InvalidNodeInfoException(String message) {
    super(message);
  }
}
