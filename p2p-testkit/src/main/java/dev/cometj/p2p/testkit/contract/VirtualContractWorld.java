package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/// A contract's world in virtual time.
public final class VirtualContractWorld implements ContractWorld {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final VirtualWorld world;

  /// Wrap a world.
  ///
  /// @param world the virtual world
  public VirtualContractWorld(VirtualWorld world) {
    this.world = world;
  }

  @Override
  public NodeRuntime runtime(String node) {
    return world.node(node);
  }

  @Override
  public void changed() {}

  @Override
  public void await(String what, BooleanSupplier condition) {
    world.runUntil(what, condition, PATIENCE);
  }

  @Override
  public <T> T await(CompletionStage<T> stage) {
    return world.await(stage, PATIENCE);
  }

  @Override
  public void pass(Duration duration) {
    world.runFor(duration);
  }

  @Override
  public void close() {}
}
