package dev.cometj.p2p;

import java.nio.ByteBuffer;

/// The wire form of a channel's messages. Stateless; called from any thread, several at once.
///
/// @param <M> the messages of the channel, usually a sealed interface of records
public interface MessageCodec<M> {
  /// Encode a message, wrapped as the channel demands.
  ///
  /// @param message the message
  /// @return its bytes, owned by the caller
  byte[] encode(M message);

  /// Decode a peer's bytes. Must not throw, must not allocate by what the bytes merely claim, and must not keep
  /// unknown fields.
  ///
  /// @param bytes the whole message, from position to limit, backed by an array; owned by the codec from here on
  /// @return the message, or why there is none
  Decoded<M> decode(ByteBuffer bytes);

  /// Name the type of a message for the byte counters by message type.
  ///
  /// @param message the message
  /// @return for example `p2p_PexRequest`; one of a fixed few
  String typeLabel(M message);
}
