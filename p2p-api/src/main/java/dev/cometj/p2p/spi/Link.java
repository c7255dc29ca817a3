package dev.cometj.p2p.spi;

import dev.cometj.p2p.ConnectionStatus;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import java.util.concurrent.CompletionStage;

/// An authenticated connection with one node that carries whole messages on channels.
///
/// Messages of one channel arrive whole, once, in the order in which they were offered; channels share the
/// connection by priority. All methods may be called from any thread and return at once.
public interface Link {
  /// Give what the remote node told of itself; its id is authenticated.
  ///
  /// @return the info
  NodeInfo remoteInfo();

  /// Give the remote end with its authenticated id.
  ///
  /// @return outbound: the address dialled; inbound: the remote socket's
  NetAddress socketAddress();

  /// Tell who opened the connection.
  ///
  /// @return true if we did
  boolean isOutbound();

  /// Begin to read. Called once; keep-alive runs from here on.
  ///
  /// @param handler gets the messages and the end; called from one transport thread at a time
  void open(LinkHandler handler);

  /// Queue a message if there is room. Works before [#open] too.
  ///
  /// @param channelId 0..255
  /// @param message the encoded message
  /// @return `QUEUED`, `QUEUE_FULL`, `PEER_STOPPED`, or `CHANNEL_UNSUPPORTED` if either side does not serve the channel
  SendResult offer(int channelId, Payload message);

  /// Be told once when a channel has room again. A link may wait until there is room for more than one message, but not
  /// until its queue is empty.
  ///
  /// @param channelId 0..255
  /// @param action runs on a transport thread, at once if there is room; also when the link ends
  void whenWritable(int channelId, Runnable action);

  /// Read no further until [#resumeReading]. Keep-alive goes on: the remote node must not notice. A few messages
  /// read already may still come.
  void pauseReading();

  /// Read on.
  void resumeReading();

  /// Expect an answer that was asked for; see [dev.cometj.p2p.ReceiveBudget].
  ///
  /// @param channelId 0..255
  /// @param bytes how large it may be, added to what is expected already; negative to take back
  void expect(int channelId, long bytes);

  /// Look at the connection.
  ///
  /// @return its state now
  ConnectionStatus status();

  /// Take no more messages, send all that are queued, and close.
  ///
  /// @return a stage that ends when all is handed to the network or the link broke, on any thread
  CompletionStage<Void> flushAndClose();

  /// Close now; queued messages are lost. The handler learns the reason. A second close does nothing.
  ///
  /// @param reason why
  void close(StopReason reason);
}
