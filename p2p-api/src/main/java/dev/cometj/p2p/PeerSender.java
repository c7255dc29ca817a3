package dev.cometj.p2p;

import java.util.concurrent.CompletionStage;

/// Sends to one peer. Usable from any thread; never blocks. Messages of one channel arrive in the order in which
/// they were queued.
public interface PeerSender {
  /// Queue a message, waiting up to ten seconds for room without blocking a thread; PR-05. Waiting sends of a
  /// channel are served in the order of the calls. When more than 8 MiB wait so for the peer already, it ends at once
  /// with `QUEUE_FULL`.
  ///
  /// @param <M> the messages of the channel
  /// @param channel the channel
  /// @param message the message
  /// @return a stage that ends with `QUEUED`, `TIMED_OUT`, `QUEUE_FULL`, `PEER_STOPPED` or `CHANNEL_UNSUPPORTED`,
  ///     as an event in the reactor's mailbox unless it has ended already when this returns
  <M> CompletionStage<SendResult> send(Channel<M> channel, M message);

  /// Queue a message if there is room now; PR-06.
  ///
  /// @param <M> the messages of the channel
  /// @param channel the channel
  /// @param message the message
  /// @return what happened; never `TIMED_OUT`
  <M> SendResult trySend(Channel<M> channel, M message);

  /// Be told once when the channel has room again.
  ///
  /// @param channel the channel
  /// @param action an event in the reactor's mailbox; soon, if there is room already; never after the peer stopped
  void whenWritable(Channel<?> channel, Runnable action);
}
