package dev.cometj.p2p.transport.secret;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.Rejection;
import org.jspecify.annotations.Nullable;

/// A handshake that came to nothing; whatever a peer sends, this is all that comes of it. The connection must be
/// closed.
///
/// Checked and without a stack trace: a peer may cause many.
public final class HandshakeFailedException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MAX_DETAIL = 200;

  private final transient Rejection rejection;

  /// Make the failure.
  ///
  /// @param rejection the typed reason
  public HandshakeFailedException(Rejection rejection) {
    super(rejection.toString(), null, false, false);
    this.rejection = rejection;
  }

  static HandshakeFailedException of(Rejection.Kind kind, @Nullable String detail) {
    return new HandshakeFailedException(Rejection.of(kind, printable(detail)));
  }

  static HandshakeFailedException of(Rejection.Kind kind, NodeId id, @Nullable String detail) {
    return new HandshakeFailedException(Rejection.of(kind, id, printable(detail)));
  }

  /// Details quote what a peer sent, and end up in logs.
  private static String printable(@Nullable String detail) {
    if (detail == null) {
      return "no detail";
    }
    String start = detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "...";
    return start.chars().allMatch(HandshakeFailedException::isPrintable)
        ? start
        : start
            .chars()
            .map(c -> isPrintable(c) ? c : '?')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isPrintable(int c) {
    return c >= ' ' && c <= '~';
  }

  /// Tell why.
  ///
  /// @return the typed reason
  public Rejection rejection() {
    return rejection;
  }
}
