package dev.cometj.p2p;

/// A connection that never became a peer; what a dial's stage fails with.
public final class RejectedException extends P2pException {
  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  /// Make the failure.
  ///
  /// @param rejection the typed reason
  public RejectedException(Rejection rejection) {
    super(rejection.toString());
    this.rejection = rejection;
  }

  /// Tell why.
  ///
  /// @return the typed reason
  public Rejection rejection() {
    return rejection;
  }
}
