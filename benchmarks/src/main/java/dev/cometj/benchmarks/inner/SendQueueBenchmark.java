package dev.cometj.benchmarks.inner;

import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.transport.mux.ChannelTable;
import dev.cometj.p2p.transport.mux.MuxSettings;
import dev.cometj.p2p.transport.mux.OutboundMux;
import dev.cometj.p2p.transport.mux.SendBudget;
import dev.cometj.p2p.transport.mux.SendQueues;
import dev.cometj.p2p.transport.secret.BrokenStreamException;
import dev.cometj.p2p.transport.secret.PlainEncoder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// From offering a message to its plain packets, without sealing: claim, queue, announce, pick by priority, encode, and
/// give places and bytes back. Time per message. One channel has nothing to pick; with more of them all are busy at once,
/// and the difference is the pick.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SendQueueBenchmark {
  private static final int BATCH = 240;

  @Param({"1", "4", "12"})
  public int channels = 1;

  /// Of one packet, so that a message is a packet.
  @Param({"64", "1024"})
  public int size = 64;

  private Sender sender = new Sender(1);
  private Payload message = Payload.of(new byte[0]);

  /// Both sides of the queues of one peer.
  private static final class Sender {
    private final SendQueues queues;
    private final OutboundMux mux;

    Sender(int channels) {
      ChannelTable table = Fixture.channels(channels);
      MuxSettings settings = Fixture.settings();
      SendBudget budget = new SendBudget(settings.nodeQueueBytes());
      queues = new SendQueues(table, _ -> true, settings.peerQueueBytes(), budget, new Asleep());
      mux =
          new OutboundMux(
              queues,
              new PlainEncoder(settings.maxDelimitedBytes()),
              new Fixture.Sink(),
              settings,
              Fixture.monitor(),
              Fixture.counters(table),
              0);
    }
  }

  /// The drain is called by the benchmark itself.
  private static final class Asleep implements SendQueues.Consumer {
    @Override
    public void wakeToDrain() {}

    @Override
    public void wakeWaiters() {}
  }

  /// Make the queues.
  @Setup
  public void make() {
    sender = new Sender(channels);
    message = Payload.of(new byte[size]);
  }

  /// A message into an idle link.
  @Benchmark
  public OutboundMux.Pause offerAndDrainOne() throws BrokenStreamException {
    offer(1);
    return drain();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public OutboundMux.Pause offerAndDrainMany() throws BrokenStreamException {
    for (int i = 0; i < BATCH; i++) {
      offer(1 + i % channels);
    }
    return drain();
  }

  private void offer(int channel) {
    SendResult result = sender.queues.offer(channel, message);
    if (result != SendResult.QUEUED) {
      throw new IllegalStateException("not queued: " + result);
    }
  }

  private OutboundMux.Pause drain() throws BrokenStreamException {
    OutboundMux.Pause pause = sender.mux.drain(1);
    while (pause == OutboundMux.Pause.TURN) {
      pause = sender.mux.drain(1);
    }
    if (pause != OutboundMux.Pause.IDLE) {
      throw new IllegalStateException("stopped for " + pause);
    }
    return pause;
  }
}
