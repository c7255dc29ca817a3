package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.spi.NodeRuntime;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/// Where a contract runs and how it waits. Ends with the test.
public interface ContractWorld extends AutoCloseable {
  /// Give a node's runtime.
  ///
  /// @param node the node's name
  /// @return the runtime; the same for the same name
  NodeRuntime runtime(String node);

  /// Learn that something changed that somebody may wait for. From any thread.
  void changed();

  /// Wait until something is true.
  ///
  /// @param what the condition in words, for the failure
  /// @param condition what to wait for
  /// @throws AssertionError if it does not become true in time
  void await(String what, BooleanSupplier condition);

  /// Wait for a stage.
  ///
  /// @param <T> the result
  /// @param stage what to wait for
  /// @return its result
  /// @throws AssertionError if it does not end in time
  /// @throws RuntimeException the failure of the stage, itself if it is unchecked
  <T> T await(CompletionStage<T> stage);

  /// Let time pass, to see that nothing happens.
  ///
  /// @param duration how long; with real threads much less may pass
  void pass(Duration duration);

  /// Release what the world holds.
  @Override
  void close();
}
