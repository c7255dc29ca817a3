package dev.cometj.benchmarks.inner;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.MessageCodec;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.transport.mux.ChannelTable;
import dev.cometj.p2p.transport.mux.FlowMonitor;
import dev.cometj.p2p.transport.mux.MuxSettings;
import dev.cometj.p2p.transport.mux.TrafficCounters;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// What a multiplexer stands between, with nothing behind it: a network that takes everything at once, and rates that
/// never end.
final class Fixture {
  static final int QUEUE = 1000;
  private static final int MESSAGE_LIMIT = 1 << 20;

  private Fixture() {}

  static MuxSettings settings() {
    MuxSettings defaults = MuxSettings.defaults();
    return new MuxSettings(
        0,
        0,
        defaults.packetPayloadBytes(),
        defaults.pingInterval(),
        defaults.pongTimeout(),
        defaults.unaskedPongInterval(),
        defaults.writeStallTimeout(),
        defaults.watermarkBytes(),
        defaults.peerQueueBytes(),
        defaults.nodeQueueBytes(),
        defaults.reassemblyBytes());
  }

  /// Channels 1, 2, … with priorities 1, 2, ….
  static ChannelTable channels(int count) {
    List<Channel<byte[]>> channels =
        IntStream.rangeClosed(1, count)
            .mapToObj(id ->
                Channel.define(id, "c" + id, new Raw())
                    .priority(id)
                    .sendQueueCapacity(QUEUE)
                    .receiveBufferBytes(4096)
                    .maxMessageBytes(MESSAGE_LIMIT)
                    .build())
            .toList();
    return new ChannelTable(channels);
  }

  static FlowMonitor monitor() {
    return new FlowMonitor(Instant.EPOCH, 0);
  }

  static TrafficCounters counters(ChannelTable table) {
    return new TrafficCounters(Metrics.none(), "peer", table);
  }

  private static final class Raw implements MessageCodec<byte[]> {
    @Override
    public byte[] encode(byte[] message) {
      return message;
    }

    @Override
    public Decoded<byte[]> decode(ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return new Decoded.Message<>(copy);
    }

    @Override
    public String typeLabel(byte[] message) {
      return "raw";
    }
  }

  /// Takes everything and keeps nothing.
  static final class Sink implements ByteStream {
    private static final HostPort NOWHERE = new HostPort("127.0.0.1", 1);

    @Override
    public HostPort remote() {
      return NOWHERE;
    }

    @Override
    public HostPort local() {
      return NOWHERE;
    }

    @Override
    public void open(Handler handler) {}

    @Override
    public void execute(Runnable task) {}

    @Override
    public boolean isOnThread() {
      return true;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      return () -> {};
    }

    @Override
    public void write(ByteBuffer bytes) {
      bytes.position(bytes.limit());
    }

    @Override
    public long pendingBytes() {
      return 0;
    }

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public void closeAfterFlush(Runnable done) {}

    @Override
    public void close() {}
  }
}
