package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.MessageCodec;
import java.nio.ByteBuffer;

/// Channels of plain bytes.
public final class TestChannels {
  private static final MessageCodec<byte[]> BYTES =
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

  private TestChannels() {}

  /// Start to define a channel.
  public static Channel.Builder<byte[]> channel(int id) {
    return Channel.define(id, "test", BYTES);
  }
}
