package dev.cometj.p2p;

/// What came of decoding a peer's bytes.
///
/// @param <M> the messages of the channel
public sealed interface Decoded<M> {
  /// The bytes are a valid message.
  ///
  /// @param <M> the messages of the channel
  /// @param message the message
  record Message<M>(M message) implements Decoded<M> {}

  /// The bytes are well formed, but carry nothing that this node knows. They are counted and dropped, and the
  /// peer stays (A52).
  ///
  /// @param <M> the messages of the channel
  /// @param what a short name for the counter
  record Ignored<M>(String what) implements Decoded<M> {}

  /// No honest node sends these bytes. The peer is stopped.
  ///
  /// @param <M> the messages of the channel
  /// @param reason the broken rule
  record Malformed<M>(String reason) implements Decoded<M> {}
}
