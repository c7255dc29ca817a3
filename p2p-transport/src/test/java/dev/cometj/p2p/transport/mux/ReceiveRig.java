package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Metrics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The receiving half of a link, and a clock that is moved by hand.
final class ReceiveRig implements InboundMux.Receiver {
  /// A message delivered.
  record Delivered(int channelId, String hex) {}

  final List<Delivered> delivered = new ArrayList<>();
  final FlowMonitor monitor;
  final InboundMux mux;
  final ReassemblyBudget budget;
  int pings;
  int pongs;
  @Nullable StopReason evicted;
  long now = Long.MAX_VALUE - 1_000_000_000L;

  ReceiveRig(MuxSettings settings, Channel<?>... channels) {
    this(settings, new ReassemblyBudget(settings.reassemblyBytes()), Metrics.none(), channels);
  }

  ReceiveRig(
      MuxSettings settings, ReassemblyBudget budget, Metrics metrics, Channel<?>... channels) {
    this.budget = budget;
    ChannelTable table = new ChannelTable(List.of(channels));
    monitor = new FlowMonitor(Instant.EPOCH, now);
    mux =
        new InboundMux(
            table,
            settings,
            budget,
            this,
            monitor,
            new TrafficCounters(metrics, "peer", table),
            now);
  }

  /// Feed a stream in runs of a size.
  ///
  /// @return the reason to stop, or null
  @Nullable StopReason feed(byte[] stream, int run) {
    mux.begin(now);
    for (int at = 0; at < stream.length && mux.fault() == null; at += run) {
      byte[] copy = Arrays.copyOfRange(stream, at, Math.min(stream.length, at + run));
      mux.take(copy, 0, copy.length);
      Arrays.fill(copy, (byte) 0xA5);
    }
    mux.end();
    return fault();
  }

  @Nullable StopReason feed(byte[] stream) {
    return feed(stream, Math.max(1, stream.length));
  }

  @Nullable StopReason fault() {
    LinkFaultException fault = mux.fault();
    return fault == null ? null : fault.reason();
  }

  void pass(Duration time) {
    now += time.toNanos();
  }

  @Override
  public void message(int channelId, ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    delivered.add(new Delivered(channelId, HexFormat.of().formatHex(bytes)));
  }

  @Override
  public void pingReceived() {
    pings++;
  }

  @Override
  public void pongReceived() {
    pongs++;
  }

  @Override
  public void evict(StopReason reason) {
    evicted = reason;
  }
}
