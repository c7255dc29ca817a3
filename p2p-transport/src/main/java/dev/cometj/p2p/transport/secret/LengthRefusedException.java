package dev.cometj.p2p.transport.secret;

/// The length in front of a message is over its limit, or no length at all. Checked and without a stack trace: a
/// peer may cause many.
final class LengthRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  LengthRefusedException(String message) {
    super(message, null, false, false);
  }
}
