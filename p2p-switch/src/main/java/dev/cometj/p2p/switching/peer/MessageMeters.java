package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.spi.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts messages by type; L-O01. Counters are looked up once per type. Usable from any thread.
public final class MessageMeters {
  private final Metrics metrics;
  private final Map<String, Metrics.Counter> sent = new ConcurrentHashMap<>();
  private final Map<String, Metrics.Counter> received = new ConcurrentHashMap<>();
  private final Map<String, Metrics.Counter> ignored = new ConcurrentHashMap<>();
  private final Map<Integer, Metrics.Counter> dropped = new ConcurrentHashMap<>();

  /// Make the meters of a node.
  ///
  /// @param metrics the node's meters
  public MessageMeters(Metrics metrics) {
    this.metrics = metrics;
  }

  /// Find the counter of bytes sent.
  ///
  /// @param type the message's type
  /// @return its counter
  public Metrics.Counter sentBytes(String type) {
    return sent.computeIfAbsent(
        type,
        label ->
            metrics.counter(
                "p2p_message_send_bytes_total",
                "Number of bytes of each message type sent.",
                "message_type",
                label));
  }

  Metrics.Counter receivedBytes(String type) {
    return received.computeIfAbsent(
        type,
        label ->
            metrics.counter(
                "p2p_message_receive_bytes_total",
                "Number of bytes of each message type received.",
                "message_type",
                label));
  }

  Metrics.Counter ignored(String what) {
    return ignored.computeIfAbsent(
        what,
        label ->
            metrics.counter(
                "p2p_messages_ignored_total",
                "Number of messages that were well formed, but not known to this node.",
                "message_type",
                label));
  }

  Metrics.Counter dropped(Channel<?> channel) {
    return dropped.computeIfAbsent(
        channel.id(),
        id ->
            metrics.counter(
                "p2p_messages_dropped_total",
                "Number of messages of lossy channels dropped because the reactor did not keep up.",
                "chID",
                "0x" + Integer.toHexString(id)));
  }
}
