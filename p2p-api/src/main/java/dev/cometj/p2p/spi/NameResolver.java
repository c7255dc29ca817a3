package dev.cometj.p2p.spi;

import dev.cometj.p2p.IpAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Looks host names up. Only names that an operator wrote may be looked up, never a peer's (A44).
@FunctionalInterface
public interface NameResolver {
  /// Look a name up, anew on every call.
  ///
  /// @param host a name or an IP literal
  /// @return a stage that ends with at least one address, or fails with
  ///     [dev.cometj.p2p.InvalidAddressException] of kind `UNRESOLVED`; on any thread
  CompletionStage<List<IpAddress>> resolve(String host);
}
