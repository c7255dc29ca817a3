package dev.cometj.p2p.testkit.reactor;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import java.nio.ByteBuffer;

/// Encodes and decodes a message as if it had travelled.
final class OverTheWire {
  private OverTheWire() {}

  /// Tell what the other side gets.
  ///
  /// @throws AssertionError if the other side would not understand it, or it is over the channel's limit
  static <M> M pass(Channel<M> channel, M message) {
    byte[] bytes = channel.codec().encode(message);
    if (bytes.length > channel.maxMessageBytes()) {
      throw new AssertionError(
          "%s is %d bytes long, but %s allows only %d"
              .formatted(message, bytes.length, channel, channel.maxMessageBytes()));
    }
    return switch (channel.codec().decode(ByteBuffer.wrap(bytes))) {
      case Decoded.Message<M>(M decoded) -> decoded;
      case Decoded.Ignored<M>(String what) ->
          throw new AssertionError("the other side ignores " + message + ": " + what);
      case Decoded.Malformed<M>(String why) ->
          throw new AssertionError("the other side refuses " + message + ": " + why);
    };
  }
}
