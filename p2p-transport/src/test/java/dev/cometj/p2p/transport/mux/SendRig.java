package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.transport.secret.BrokenStreamException;
import dev.cometj.p2p.transport.secret.PlainEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The sending half of a link with plain frames, a stream that obeys the test, and a clock that is moved by hand.
final class SendRig {
  final ManualStream stream = new ManualStream();
  final ChannelTable table;
  final SendBudget budget;
  final SendQueues queues;
  final OutboundMux mux;
  final FlowMonitor monitor;
  long now = Long.MAX_VALUE - 1_000_000_000L;
  int drainWakes;
  int waiterWakes;

  SendRig(MuxSettings settings, Channel<?>... channels) {
    this(settings, new SendBudget(settings.nodeQueueBytes()), Metrics.none(), channels);
  }

  SendRig(MuxSettings settings, SendBudget budget, Metrics metrics, Channel<?>... channels) {
    this.budget = budget;
    table = new ChannelTable(List.of(channels));
    queues =
        new SendQueues(
            table,
            id -> true,
            settings.peerQueueBytes(),
            budget,
            new SendQueues.Consumer() {
              @Override
              public void wakeToDrain() {
                drainWakes++;
              }

              @Override
              public void wakeWaiters() {
                waiterWakes++;
              }
            });
    monitor = new FlowMonitor(Instant.EPOCH, now);
    mux =
        new OutboundMux(
            queues,
            new PlainEncoder(1),
            stream,
            settings,
            monitor,
            new TrafficCounters(metrics, "peer", table),
            now);
  }

  static MuxSettings unlimited() {
    return with(0, 0, 1024);
  }

  static MuxSettings with(long sendRate, long receiveRate, int payload) {
    MuxSettings base = MuxSettings.defaults();
    return new MuxSettings(
        sendRate,
        receiveRate,
        payload,
        base.pingInterval(),
        base.pongTimeout(),
        base.unaskedPongInterval(),
        base.writeStallTimeout(),
        base.watermarkBytes(),
        base.peerQueueBytes(),
        base.nodeQueueBytes(),
        base.reassemblyBytes());
  }

  static Payload payload(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return Payload.of(bytes);
  }

  SendResult offer(int channelId, Payload message) {
    return queues.offer(channelId, message);
  }

  SendResult offer(int channelId, int size) {
    return offer(channelId, payload(size, size));
  }

  OutboundMux.Pause drain() {
    try {
      return mux.drain(now);
    } catch (BrokenStreamException e) {
      throw new AssertionError(e);
    }
  }

  void pass(Duration time) {
    now += time.toNanos();
  }

  /// The packets written so far.
  List<Seen> packets() {
    return Seen.in(stream.written());
  }

  /// A packet on the wire.
  record Seen(WholePacket.Kind kind, int channelId, int dataBytes, boolean eof) {
    static List<Seen> in(byte[] stream) {
      List<Seen> found = new ArrayList<>();
      PacketReader reader = new PacketReader(1 << 21, new Recorder(found));
      try {
        reader.accept(stream, 0, stream.length);
      } catch (LinkFaultException e) {
        throw new AssertionError(e);
      }
      return found;
    }
  }

  private record Recorder(List<Seen> found) implements PacketSink {
    @Override
    public void ping() {
      found.add(new Seen(WholePacket.Kind.PING, 0, 0, false));
    }

    @Override
    public void pong() {
      found.add(new Seen(WholePacket.Kind.PONG, 0, 0, false));
    }

    @Override
    public void begin(int channelId, int dataBytes, boolean eof) {
      found.add(new Seen(WholePacket.Kind.MESSAGE, channelId, dataBytes, eof));
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {}

    @Override
    public void end() {}
  }
}
