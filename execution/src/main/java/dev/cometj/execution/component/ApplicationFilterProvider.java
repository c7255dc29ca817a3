package dev.cometj.execution.component;

import com.google.protobuf.ByteString;
import dev.cometj.chain.abci.AppConnections;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.ConnectionFilter;
import dev.cometj.p2p.spi.PeerFilter;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.wire.abci.RequestQuery;
import dev.cometj.wire.abci.ResponseQuery;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Asks the application whether a peer is welcome, if `filter_peers` says so: first by its address, then by its id;
/// `createTransport` of Go's `node/setup.go`. Who cannot be asked about is not let in.
public final class ApplicationFilterProvider implements ComponentProvider {
  /// Make the provider; `ServiceLoader` does.
  public ApplicationFilterProvider() {}

  @Override
  public String name() {
    return "ABCI-FILTER";
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(ConnectionFilter.class, PeerFilter.class);
  }

  @Override
  public Set<Class<?>> needs() {
    return Set.of(AppConnections.class);
  }

  @Override
  public Optional<String> declines(Settings settings) {
    return settings.flag("filter_peers", false)
        ? Optional.empty()
        : Optional.of("filter_peers = false");
  }

  @Override
  public Component create(ComponentContext context) {
    return new Asking(new AtomicReference<>());
  }

  private record Asking(AtomicReference<@Nullable AppConnections> application)
      implements Component {
    @Override
    public CompletionStage<Void> start(Services services) {
      application.set(services.need(AppConnections.class));
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public <S> S service(Class<S> type) {
      ConnectionFilter byAddress =
          (remote, port) -> refusal("/p2p/filter/addr/" + new HostPort(remote.toString(), port));
      PeerFilter byId = (info, address) -> refusal("/p2p/filter/id/" + info.id());
      return type.cast(type == ConnectionFilter.class ? byAddress : byId);
    }

    private CompletionStage<Optional<String>> refusal(String path) {
      AppConnections asked = application.get();
      if (asked == null) {
        return CompletableFuture.completedFuture(Optional.of("the application is not there yet"));
      }
      return asked
          .query()
          .query(RequestQuery.newBuilder().setPath(path).setData(ByteString.EMPTY).build())
          .thenApply(Asking::verdict)
          .exceptionally(
              failure -> Optional.of("the application was not asked: " + failure.getMessage()));
    }

    private static Optional<String> verdict(ResponseQuery response) {
      return response.getCode() == 0
          ? Optional.empty()
          : Optional.of(
              "the application refuses it: code %d %s"
                  .formatted(response.getCode(), response.getLog()));
    }
  }
}
