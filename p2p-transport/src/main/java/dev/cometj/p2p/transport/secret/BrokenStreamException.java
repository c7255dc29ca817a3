package dev.cometj.p2p.transport.secret;

/// Network bytes that are no secret connection, or one that has come to its end. The connection must be closed.
///
/// Checked and without a stack trace: a peer may cause many.
public final class BrokenStreamException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Fault fault;

  /// Make the failure.
  ///
  /// @param fault what is wrong
  /// @param detail one line in words
  public BrokenStreamException(Fault fault, String detail) {
    super(detail, null, false, false);
    this.fault = fault;
  }

  /// Tell what is wrong.
  ///
  /// @return the fault
  public Fault fault() {
    return fault;
  }

  /// What can be wrong with a stream of frames.
  public enum Fault {
    /// A frame's tag does not fit: it was changed on the way, or sealed with another key or number.
    FORGED_FRAME,
    /// A frame claims more data than a frame can hold.
    OVERLONG_FRAME,
    /// Every number that a frame may be sealed with has been used.
    COUNTER_EXHAUSTED
  }
}
