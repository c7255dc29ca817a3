package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.StreamNetwork;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Spoils the streams of another network, real or simulated: `FuzzedConnection` of the original's `p2p/fuzz.go`.
///
/// As there, a read that is dropped is only tried again, so that bytes get lost when they are written; and each
/// direction of a stream keeps its order.
public final class FuzzedStreamNetwork implements StreamNetwork {
  private final StreamNetwork network;
  private final NodeRuntime runtime;
  private final Fuzz fuzz;
  private final ReentrantLock lock = new ReentrantLock();
  private final SplittableRandom seeds;

  /// Wrap a network.
  ///
  /// @param network the good network
  /// @param runtime gives time and randomness
  /// @param fuzz what to do to its streams
  public FuzzedStreamNetwork(StreamNetwork network, NodeRuntime runtime, Fuzz fuzz) {
    this.network = network;
    this.runtime = runtime;
    this.fuzz = fuzz;
    this.seeds = new SplittableRandom(runtime.random("fuzz").nextLong());
  }

  @Override
  public CompletionStage<HostPort> listen(
      HostPort address, Consumer<ByteStream> accepted, Consumer<Throwable> failed) {
    return network.listen(address, stream -> accepted.accept(spoil(stream)), failed);
  }

  @Override
  public CompletionStage<ByteStream> connect(HostPort address, Duration timeout) {
    return network.connect(address, timeout).thenApply(this::spoil);
  }

  @Override
  public CompletionStage<Void> close() {
    return network.close();
  }

  private ByteStream spoil(ByteStream stream) {
    lock.lock();
    try {
      return new FuzzedStream(stream, new FuzzDice(fuzz, runtime, seeds.split()));
    } finally {
      lock.unlock();
    }
  }
}
