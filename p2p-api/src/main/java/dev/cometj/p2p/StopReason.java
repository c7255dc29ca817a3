package dev.cometj.p2p;

/// Why a peer was stopped. The redial policy and the ledger are pattern switches over it.
public sealed interface StopReason {
  /// Say it in words for logs and the ledger.
  ///
  /// @return one line
  String describe();

  /// Bytes that are no message: broken framing, protobuf, or an unknown oneof member.
  ///
  /// @param detail the broken rule
  record Malformed(String detail) implements StopReason {
    @Override
    public String describe() {
      return "malformed: " + detail;
    }
  }

  /// A well-formed message that no honest node sends.
  ///
  /// @param detail the broken rule
  record ProtocolViolation(String detail) implements StopReason {
    @Override
    public String describe() {
      return "protocol violation: " + detail;
    }
  }

  /// A limit or a budget of sizes, counts or rates is exceeded.
  ///
  /// @param detail which one, and by what
  record LimitExceeded(String detail) implements StopReason {
    @Override
    public String describe() {
      return "limit exceeded: " + detail;
    }
  }

  /// The peer did not answer or read in time.
  ///
  /// @param detail what was waited for, and how long
  record TimedOut(String detail) implements StopReason {
    @Override
    public String describe() {
      return "timed out: " + detail;
    }
  }

  /// The connection broke: closed or reset by the peer, or an I/O error of ours.
  ///
  /// @param detail what the network reported
  record LinkFailure(String detail) implements StopReason {
    @Override
    public String describe() {
      return "link failure: " + detail;
    }
  }

  /// The peer sent evidence that does not hold.
  ///
  /// @param detail what is wrong with it
  record InvalidEvidence(String detail) implements StopReason {
    @Override
    public String describe() {
      return "invalid evidence: " + detail;
    }
  }

  /// A reactor let the peer go; nothing is wrong with it. Go's nil reason.
  ///
  /// @param detail why it is no longer needed
  record Requested(String detail) implements StopReason {
    @Override
    public String describe() {
      return "requested: " + detail;
    }
  }

  /// The peer was admitted by some reactors, but did not make it into the peer set.
  ///
  /// @param detail what stood in the way
  record NotAdmitted(String detail) implements StopReason {
    @Override
    public String describe() {
      return "not admitted: " + detail;
    }
  }

  /// The Switch is stopping.
  record SwitchStopped() implements StopReason {
    @Override
    public String describe() {
      return "the switch is stopping";
    }
  }

  /// Code of ours failed while it worked for the peer.
  ///
  /// @param detail the failure
  record OwnFault(String detail) implements StopReason {
    @Override
    public String describe() {
      return "fault of ours: " + detail;
    }
  }
}
