package dev.cometj.execution.component;

import dev.cometj.chain.abci.AppConnections;
import dev.cometj.execution.abci.ApplicationConnections;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The node's application, as `proxy_app` names it. An application behind a socket is not dialled before somebody has
/// something to ask, so a node without chain runs without one.
public final class ApplicationProvider implements ComponentProvider {
  /// Make the provider; `ServiceLoader` does.
  public ApplicationProvider() {}

  @Override
  public String name() {
    return "ABCI";
  }

  @Override
  public Optional<String> declines(Settings settings) {
    return ApplicationChoice.isNone(settings) ? Optional.of("proxy_app = none") : Optional.empty();
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(AppConnections.class);
  }

  @Override
  public Component create(ComponentContext context) {
    ApplicationChoice choice = ApplicationChoice.of(context.settings());
    return new Joined(choice, context, new AtomicReference<>());
  }

  private record Joined(
      ApplicationChoice choice,
      ComponentContext context,
      AtomicReference<@Nullable ApplicationConnections> connections)
      implements Component {

    @Override
    public CompletionStage<Void> start(Services services) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop() {
      ApplicationConnections joined = connections.get();
      if (joined != null) {
        joined.close();
      }
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public <S> S service(Class<S> type) {
      ApplicationConnections joined = choice.join(context.runtime().blocking());
      connections.set(joined);
      joined
          .lost()
          .thenAccept(failure ->
              context.fail(
                  failure.getMessage()
                      + "; did the application crash? Start it and the node again"));
      return type.cast(joined);
    }
  }
}
