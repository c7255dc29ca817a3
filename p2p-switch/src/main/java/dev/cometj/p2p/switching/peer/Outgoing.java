package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.spi.Metrics;

/// An encoded message with the counter of its type; shared by all peers of a broadcast.
///
/// @param channelId the channel it goes out on
/// @param payload its bytes
/// @param sentBytes counts the bytes of each peer that took it
public record Outgoing(int channelId, Payload payload, Metrics.Counter sentBytes) {
  /// Encode a message.
  ///
  /// @param <M> the messages of the channel
  /// @param channel the channel
  /// @param message the message
  /// @param meters the meters by message type
  /// @return the encoded message
  public static <M> Outgoing of(Channel<M> channel, M message, MessageMeters meters) {
    return new Outgoing(
        channel.id(),
        Payload.of(channel.codec().encode(message)),
        meters.sentBytes(channel.codec().typeLabel(message)));
  }

  SendResult counted(SendResult result) {
    if (result.isQueued()) {
      sentBytes.add(payload.length());
    }
    return result;
  }
}
