package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.StopReason;

/// Something a peer did that ends the link with it.
///
/// Checked and without a stack trace: a peer may cause many.
public final class LinkFaultException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient StopReason reason;

  /// Make the failure.
  ///
  /// @param reason why the link must end
  public LinkFaultException(StopReason reason) {
    super(reason.describe(), null, false, false);
    this.reason = reason;
  }

  static LinkFaultException malformed(String detail) {
    return new LinkFaultException(new StopReason.Malformed(detail));
  }

  static LinkFaultException violation(String detail) {
    return new LinkFaultException(new StopReason.ProtocolViolation(detail));
  }

  static LinkFaultException limit(String detail) {
    return new LinkFaultException(new StopReason.LimitExceeded(detail));
  }

  /// Tell why the link must end.
  ///
  /// @return the reason
  public StopReason reason() {
    return reason;
  }
}
