package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.MessageCodec;
import java.nio.ByteBuffer;
import java.util.List;

/// The channels that the contracts talk on. Their messages are plain bytes.
final class ContractChannels {
  /// The wire form of plain bytes.
  static final MessageCodec<byte[]> BYTES =
      new MessageCodec<>() {
        @Override
        public byte[] encode(byte[] message) {
          return message.clone();
        }

        @Override
        public Decoded<byte[]> decode(ByteBuffer bytes) {
          byte[] message = new byte[bytes.remaining()];
          bytes.get(message);
          return new Decoded.Message<>(message);
        }

        @Override
        public String typeLabel(byte[] message) {
          return "bytes";
        }
      };

  /// Some large messages.
  static final Channel<byte[]> BULK =
      Channel.define(0x71, "bulk", BYTES)
          .priority(1)
          .sendQueueCapacity(4)
          .maxMessageBytes(200_000)
          .build();

  /// Many small messages.
  static final Channel<byte[]> CHAT =
      Channel.define(0x72, "chat", BYTES)
          .priority(7)
          .sendQueueCapacity(32)
          .maxMessageBytes(10_000)
          .build();

  /// As [#CHAT], for a node that does not know the limit.
  static final Channel<byte[]> CARELESS_CHAT =
      Channel.define(0x72, "careless chat", BYTES).priority(7).sendQueueCapacity(32).build();

  /// Served by some nodes only.
  static final Channel<byte[]> RARE = Channel.define(0x73, "rare", BYTES).build();

  static final List<Channel<?>> USUAL = List.of(BULK, CHAT);

  private ContractChannels() {}
}
