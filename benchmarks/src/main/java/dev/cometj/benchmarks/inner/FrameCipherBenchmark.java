package dev.cometj.benchmarks.inner;

import dev.cometj.crypto.ForgedFrameException;
import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.crypto.FrameFormat;
import dev.cometj.crypto.FrameOpener;
import dev.cometj.crypto.FrameSealer;
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

/// Sealing, and sealing plus opening, since only what was sealed with the next number can be opened. Time per frame, for
/// one frame at a time and for as many as a full encoder hands over.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameCipherBenchmark {
  private static final int MANY = 62;

  /// The JDK's cipher, or the best there is: with the Vector API, where the JVM has it.
  @Param({"jdk", "preferred"})
  public String provider = "";

  private final byte[] frames = new byte[MANY * FrameFormat.SEALED_BYTES];
  private FrameSealer sealer = FrameCipherProvider.jdk().sealer(new byte[32], 0);
  private FrameSealer sealerOfOpened = sealer;
  private FrameOpener opener = FrameCipherProvider.jdk().opener(new byte[32], 0);

  /// Take the ciphers.
  @Setup
  public void choose() {
    FrameCipherProvider ciphers =
        provider.equals("jdk") ? FrameCipherProvider.jdk() : FrameCipherProvider.preferred();
    byte[] key = new byte[FrameFormat.KEY_BYTES];
    sealer = ciphers.sealer(key, 0);
    sealerOfOpened = ciphers.sealer(key, 0);
    opener = ciphers.opener(key, 0);
  }

  @Benchmark
  public byte[] sealOne() {
    sealer.seal(frames, 0, 1);
    return frames;
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public byte[] sealMany() {
    sealer.seal(frames, 0, MANY);
    return frames;
  }

  @Benchmark
  public byte[] sealAndOpenOne() throws ForgedFrameException {
    sealerOfOpened.seal(frames, 0, 1);
    opener.open(frames, 0, 1);
    return frames;
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public byte[] sealAndOpenMany() throws ForgedFrameException {
    sealerOfOpened.seal(frames, 0, MANY);
    opener.open(frames, 0, MANY);
    return frames;
  }
}
