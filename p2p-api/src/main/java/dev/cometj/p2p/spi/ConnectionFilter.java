package dev.cometj.p2p.spi;

import dev.cometj.p2p.IpAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Decides about a connection before the handshake, by its remote end alone; Go's `ConnFilterFunc`. Inbound and
/// outbound connections are asked about.
@FunctionalInterface
public interface ConnectionFilter {
  /// Decide. Must not block; may be called from any thread.
  ///
  /// @param remote the remote IP
  /// @param port the remote port
  /// @return a stage that ends with a reason to refuse, or empty to go on; five seconds at most
  CompletionStage<Optional<String>> refusal(IpAddress remote, int port);
}
