package dev.cometj.reactor.mempool;

import dev.cometj.p2p.Channel;

/// The channel of transactions, 0x30. It is not lossy: whoever sent a transaction does not send it again, so what is
/// dropped here may never come. When the reactor does not keep up, which takes it no more than a place in a line for
/// each, the peer is read no further for that moment.
final class MempoolChannel {
  static final int ID = 0x30;

  /// How many transactions may wait to be sent to one peer. The original keeps one, and a thread that waits to send the
  /// next; here nobody waits, so there are enough to fill what is sealed and written at once.
  private static final int SEND_QUEUE = 256;

  private MempoolChannel() {}

  static Channel<MempoolMessage> of(BatchLimits limits) {
    return Channel.define(ID, "mempool", new MempoolCodec())
        .priority(5)
        .sendQueueCapacity(SEND_QUEUE)
        .maxMessageBytes(limits.maxMessageBytes())
        .build();
  }
}
