package dev.cometj.p2p.spi;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// A part of a node with a life cycle. Calls run in the component's mailbox.
public interface Component {
  /// Start: take the declared services and begin to work. Called once.
  ///
  /// @param services what other components offer
  /// @return a stage that ends when the component works; if it fails the node does not start
  CompletionStage<Void> start(Services services);

  /// Stop and release everything. Called once, and only after [#start].
  ///
  /// @return a stage that ends when all is released
  CompletionStage<Void> stop();

  /// Give a service its provider offers. Called once for each, between creation and start.
  ///
  /// @param <S> the service
  /// @param type an interface of the provider's `offers()`
  /// @return the service; usable by others after their start
  /// @throws AssemblyException if it is not offered
  default <S> S service(Class<S> type) {
    throw new AssemblyException(
        List.of(getClass().getName() + " does not offer " + type.getName()));
  }
}
