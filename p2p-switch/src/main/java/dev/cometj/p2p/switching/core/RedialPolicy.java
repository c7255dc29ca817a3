package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.StopReason;

/// Which ends of a connection make us dial a persistent peer again; as Go does, in one place.
final class RedialPolicy {
  private RedialPolicy() {}

  /// Decide after a peer was stopped. Go redials after every fault, whatever it is.
  static boolean redialsAfter(StopReason reason) {
    return switch (reason) {
      case StopReason.Malformed ignored -> true;
      case StopReason.ProtocolViolation ignored -> true;
      case StopReason.LimitExceeded ignored -> true;
      case StopReason.TimedOut ignored -> true;
      case StopReason.LinkFailure ignored -> true;
      case StopReason.InvalidEvidence ignored -> true;
      case StopReason.OwnFault ignored -> true;
      case StopReason.Requested ignored -> false;
      case StopReason.NotAdmitted ignored -> false;
      case StopReason.SwitchStopped ignored -> false;
    };
  }

  /// Decide after a dial failed. Go redials after everything that happens in the transport, except when it met itself,
  /// and after nothing that happens later. A duplicate is redialled nevertheless: should the other connection not last,
  /// nobody else would.
  static boolean redialsAfter(Rejection.Kind kind) {
    return switch (kind) {
      case UNREACHABLE,
          DUPLICATE_CONNECTION,
          DUPLICATE_IP,
          TOO_MANY_HANDSHAKES,
          HANDSHAKE_TIMEOUT,
          AUTHENTICATION_FAILED,
          WRONG_ID,
          INVALID_NODE_INFO,
          INCOMPATIBLE,
          DUPLICATE_ID,
          NOT_ADMITTED ->
          true;
      case SELF, FILTERED, FILTER_TIMEOUT, TOO_MANY_INBOUND, STOPPING -> false;
    };
  }

  /// Decide whether the tries go on after one of them failed: also if the handshake or a filter refused, as in Go.
  static boolean goesOnAfter(Rejection.Kind kind) {
    return switch (kind) {
      case SELF, STOPPING -> false;
      default -> true;
    };
  }
}
