package dev.cometj.reactor.evidence;

import dev.cometj.chain.EvidenceList;
import dev.cometj.p2p.Channel;

/// The channel of evidence, 0x38.
final class EvidenceChannel {
  /// The largest message, in bytes; who sends one more is stopped.
  static final int MAX_MESSAGE_BYTES = 1_048_576;

  static final Channel<EvidenceList> EVIDENCE =
      Channel.define(0x38, "evidence", new EvidenceMessageCodec())
          .priority(6)
          .maxMessageBytes(MAX_MESSAGE_BYTES)
          .lossy()
          .build();

  private EvidenceChannel() {}
}
