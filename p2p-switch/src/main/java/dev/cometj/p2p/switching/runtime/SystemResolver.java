package dev.cometj.p2p.switching.runtime;

import dev.cometj.p2p.InvalidAddressException;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.spi.NameResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Looks names up with the platform's resolver, whose cache obeys the security property
/// `networkaddress.cache.ttl`.
public final class SystemResolver implements NameResolver {
  private final Executor blocking;

  /// Make a resolver.
  ///
  /// @param blocking where look-ups wait
  public SystemResolver(Executor blocking) {
    this.blocking = blocking;
  }

  @Override
  public CompletionStage<List<IpAddress>> resolve(String host) {
    return IpAddress.parse(host)
        .<CompletionStage<List<IpAddress>>>map(ip -> CompletableFuture.completedStage(List.of(ip)))
        .orElseGet(() -> CompletableFuture.supplyAsync(() -> lookUp(host), blocking));
  }

  private static List<IpAddress> lookUp(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).map(IpAddress::of).distinct().toList();
    } catch (UnknownHostException e) {
      throw new InvalidAddressException(
          InvalidAddressException.Kind.UNRESOLVED,
          "the name '%s' cannot be looked up: %s".formatted(host, e.getMessage()));
    }
  }
}
