package dev.cometj.execution.block;

import dev.cometj.chain.service.AppliedBlock;
import dev.cometj.chain.service.BlockEvents;
import dev.cometj.chain.service.EventBus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Tells every listener of every executed block; the part of Go's `types/event_bus.go` that other modules build on.
/// Usable from any thread.
public final class BlockEventBus implements EventBus, BlockEvents {
  private static final Logger LOG = System.getLogger(BlockEventBus.class.getPackageName());

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /// Makes a bus without listeners.
  public BlockEventBus() {}

  /// One subscription: the same action may be subscribed twice.
  private static final class Listener {
    private final Consumer<AppliedBlock> action;

    Listener(Consumer<AppliedBlock> action) {
      this.action = action;
    }
  }

  @Override
  public void publish(AppliedBlock applied) {
    for (Listener listener : listeners) {
      try {
        listener.action.accept(applied);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "A listener failed at height " + applied.block().height(), e);
      }
    }
  }

  @Override
  public Subscription subscribe(Consumer<AppliedBlock> action) {
    Listener listener = new Listener(action);
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
