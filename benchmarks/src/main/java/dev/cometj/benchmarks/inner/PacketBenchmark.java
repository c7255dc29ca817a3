package dev.cometj.benchmarks.inner;

import dev.cometj.p2p.Payload;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.transport.mux.ChannelTable;
import dev.cometj.p2p.transport.mux.InboundMux;
import dev.cometj.p2p.transport.mux.MuxSettings;
import dev.cometj.p2p.transport.mux.PacketWriter;
import dev.cometj.p2p.transport.mux.ReassemblyBudget;
import dev.cometj.p2p.transport.secret.PlainEncoder;
import java.nio.ByteBuffer;
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

/// Packets to bytes, and bytes to delivered messages, without ciphers. Time per packet.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PacketBenchmark {
  private static final int PACKETS = 60;
  private static final int CHANNEL = 1;

  /// How a secret connection delivers.
  private static final int FRAME = 1024;

  /// Of one packet, so that a message is a packet.
  @Param({"64", "1024"})
  public int size = 64;

  private final PacketWriter writer = new PacketWriter();
  private final PlainEncoder encoder = new PlainEncoder(PACKETS * 2 * FRAME);
  private Payload message = Payload.of(new byte[0]);
  private byte[] encoded = {};
  private Receiving receiving = new Receiving();

  private static final class Receiving implements InboundMux.Receiver {
    private final InboundMux mux;
    private int messages;

    Receiving() {
      ChannelTable table = Fixture.channels(1);
      MuxSettings settings = Fixture.settings();
      mux =
          new InboundMux(
              table,
              settings,
              new ReassemblyBudget(settings.reassemblyBytes()),
              this,
              Fixture.monitor(),
              Fixture.counters(table),
              0);
    }

    @Override
    public void message(int channelId, ByteBuffer message) {
      messages++;
    }

    @Override
    public void pingReceived() {}

    @Override
    public void pongReceived() {}

    @Override
    public void evict(StopReason reason) {}
  }

  /// Make a message and its packets.
  @Setup
  public void make() {
    message = Payload.of(new byte[size]);
    ByteBuffer bytes = encode();
    encoded = new byte[bytes.remaining()];
    bytes.get(encoded);
    receiving = new Receiving();
  }

  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public ByteBuffer encode() {
    for (int i = 0; i < PACKETS; i++) {
      int _ = writer.message(encoder, CHANNEL, message, 0, message.length(), true);
    }
    return encoder.drain();
  }

  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public int decode() {
    receiving.messages = 0;
    receiving.mux.begin(1);
    for (int at = 0; at < encoded.length; at += FRAME) {
      boolean _ = receiving.mux.take(encoded, at, Math.min(FRAME, encoded.length - at));
    }
    long _ = receiving.mux.end();
    if (receiving.messages != PACKETS) {
      throw new IllegalStateException(receiving.messages + " messages came");
    }
    return receiving.messages;
  }
}
