package dev.cometj.p2p;

/// How a send ended. Only [#QUEUED] is a success, and it promises a place in the queue, not delivery.
public enum SendResult {
  /// The message has a place in the peer's send queue, in order.
  QUEUED,
  /// The queue is full; nothing was kept.
  QUEUE_FULL,
  /// There was no room within ten seconds.
  TIMED_OUT,
  /// The peer is stopped or stopping.
  PEER_STOPPED,
  /// The peer did not announce the channel.
  CHANNEL_UNSUPPORTED;

  /// Tell whether the message was taken.
  ///
  /// @return true for [#QUEUED]
  public boolean isQueued() {
    return this == QUEUED;
  }
}
