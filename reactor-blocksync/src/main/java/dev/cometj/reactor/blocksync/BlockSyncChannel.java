package dev.cometj.reactor.blocksync;

import dev.cometj.chain.BlockLimits;
import dev.cometj.p2p.Channel;

/// The channel of block sync, 0x40.
final class BlockSyncChannel {
  /// The largest message, in bytes; `MaxMsgSize` of `blocksync/msgs.go`.
  static final int MAX_MESSAGE_BYTES = BlockLimits.MAX_BLOCK_BYTES + 5;

  static final Channel<BlockSyncMessage> BLOCKSYNC =
      Channel.define(0x40, "blocksync", new BlockSyncCodec())
          .priority(5)
          .sendQueueCapacity(1000)
          .receiveBufferBytes(50 * 4096)
          .maxMessageBytes(MAX_MESSAGE_BYTES)
          .solicited()
          .build();

  private BlockSyncChannel() {}
}
