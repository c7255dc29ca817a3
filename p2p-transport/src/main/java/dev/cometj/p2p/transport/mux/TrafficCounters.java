package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.spi.Metrics;
import org.jspecify.annotations.Nullable;

/// The meters of one link (L-O01): `p2p_peer_send_bytes_total` and `p2p_peer_receive_bytes_total` by peer and channel,
/// and `p2p_peer_pending_send_bytes` by peer; Go's `p2p/metrics.go`.
///
/// Bytes are those of messages, added up per batch: those sent when they leave their queue. Pending are bytes that
/// wait, where the original, for all its name, counts messages. A meter is made when it first has something to tell.
/// Used by the stream's thread only.
public final class TrafficCounters {
  private final Metrics metrics;
  private final String peerId;
  private final ChannelTable table;
  private final Metrics.@Nullable Counter[] sent;
  private final Metrics.@Nullable Counter[] received;
  private Metrics.@Nullable Gauge pending;
  private boolean pendingShown;

  /// Make the meters of a link.
  ///
  /// @param metrics where they are made
  /// @param peerId the label `peer_id`
  /// @param table the channels
  public TrafficCounters(Metrics metrics, String peerId, ChannelTable table) {
    this.metrics = metrics;
    this.peerId = peerId;
    this.table = table;
    sent = new Metrics.Counter[table.size()];
    received = new Metrics.Counter[table.size()];
  }

  void sent(int place, long bytes) {
    Metrics.Counter counter = sent[place];
    if (counter == null) {
      counter =
          counter("p2p_peer_send_bytes_total", "Number of bytes sent to a given peer.", place);
      sent[place] = counter;
    }
    counter.add(bytes);
  }

  void received(int place, long bytes) {
    Metrics.Counter counter = received[place];
    if (counter == null) {
      counter =
          counter(
              "p2p_peer_receive_bytes_total", "Number of bytes received from a given peer.", place);
      received[place] = counter;
    }
    counter.add(bytes);
  }

  private Metrics.Counter counter(String name, String help, int place) {
    String channel = "0x" + Integer.toHexString(table.at(place).id());
    return metrics.counter(name, help, "peer_id", peerId, "chID", channel);
  }

  /// Show how much waits to be sent.
  ///
  /// @param bytes of messages
  public void pending(long bytes) {
    if (bytes == 0 && !pendingShown) {
      return;
    }
    Metrics.Gauge gauge = pending;
    if (gauge == null) {
      gauge =
          metrics.gauge(
              "p2p_peer_pending_send_bytes",
              "Pending bytes to be sent to a given peer.",
              "peer_id",
              peerId);
      pending = gauge;
    }
    gauge.set((double) bytes);
    pendingShown = bytes != 0;
  }

  /// Tell whether the last amount shown is not zero, so that it must be corrected later.
  ///
  /// @return true if so
  public boolean isPendingShown() {
    return pendingShown;
  }
}
