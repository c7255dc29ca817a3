package dev.cometj.p2p.transport.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.LinkHandler;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.reactor.RecordingMetrics;
import dev.cometj.p2p.transport.mux.ChannelTable;
import dev.cometj.p2p.transport.mux.MuxSettings;
import dev.cometj.p2p.transport.mux.TestChannels;
import dev.cometj.p2p.transport.secret.PlainDecoder;
import dev.cometj.p2p.transport.secret.PlainEncoder;
import dev.cometj.p2p.transport.secret.Session;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class DrainTurnsTest {
  private static final int BULK = 1;
  private static final Payload BLOCK = Payload.of(new byte[64 * 1024]);

  @Test
  void aNetworkThatTakesEverythingAtOnceDoesNotKeepTheLinkFromReading() {
    Channel<?> bulk = TestChannels.channel(BULK).sendQueueCapacity(100).build();
    GreedyStream stream = new GreedyStream();
    StreamLink link = link(stream, List.of(bulk));
    stream.open(link.handler());
    link.open(new Silent());
    keepFull(link);

    for (int pass = 0; pass < 20; pass++) {
      long before = stream.taken;
      stream.pass();
      assertThat(stream.taken - before).isPositive().isLessThan(1 << 20);
    }
  }

  private static void keepFull(StreamLink link) {
    while (link.offer(BULK, BLOCK).isQueued()) {}
    link.whenWritable(BULK, () -> keepFull(link));
  }

  private static StreamLink link(ByteStream stream, List<Channel<?>> channels) {
    MuxSettings base = MuxSettings.defaults();
    MuxSettings unlimited =
        new MuxSettings(
            0,
            0,
            1024,
            base.pingInterval(),
            base.pongTimeout(),
            base.unaskedPongInterval(),
            base.writeStallTimeout(),
            base.watermarkBytes(),
            base.peerQueueBytes(),
            base.nodeQueueBytes(),
            base.reassemblyBytes());
    Links links =
        new Links(
            unlimited,
            new ChannelTable(channels),
            VirtualWorld.create().node("node"),
            new RecordingMetrics());
    NodeInfo remote = LinkRig.info(2, channels);
    return links.create(
        stream,
        new Session(
            remote,
            new NetAddress(remote.id(), LinkRig.THERE, 26656),
            true,
            new PlainEncoder(64),
            new PlainDecoder(),
            ByteBuffer.allocate(0)));
  }

  private static final class Silent implements LinkHandler {
    @Override
    public void received(int channelId, ByteBuffer message) {}

    @Override
    public void closed(StopReason reason) {}
  }

  /// A stream whose network takes what is written as soon as it is flushed. Its thread works in passes, as an event loop
  /// does: it reads, and then runs tasks until there are none; timers that are due become tasks with the next pass.
  private static final class GreedyStream implements ByteStream {
    private static final int TOO_MANY = 10_000;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Queue<Runnable> due = new ArrayDeque<>();
    private final ByteStream.Handler[] handler = new ByteStream.Handler[1];
    private long pending;
    private long taken;

    void pass() {
      tasks.addAll(due);
      due.clear();
      for (int run = 0; !tasks.isEmpty(); run++) {
        assertThat(run).as("tasks without reading between them").isLessThan(TOO_MANY);
        tasks.remove().run();
      }
    }

    @Override
    public void write(ByteBuffer bytes) {
      if (pending == 0) {
        tasks.add(this::flush);
      }
      pending += bytes.remaining();
      bytes.position(bytes.limit());
    }

    private void flush() {
      taken += pending;
      pending = 0;
      handler[0].drained();
    }

    @Override
    public long pendingBytes() {
      return pending;
    }

    @Override
    public void open(Handler opened) {
      handler[0] = opened;
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      if (delay.isZero()) {
        due.add(task);
      }
      return () -> {};
    }

    @Override
    public boolean isOnThread() {
      return true;
    }

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public void closeAfterFlush(Runnable done) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    @Override
    public HostPort remote() {
      return new HostPort("10.0.0.2", 26656);
    }

    @Override
    public HostPort local() {
      return new HostPort("10.0.0.1", 26656);
    }
  }
}
