package dev.cometj.p2p.switching.assembly;

import dev.cometj.p2p.ProtocolVersions;
import java.util.function.Supplier;

/// What a node tells of itself besides its id, its listen address and its channels.
///
/// @param network the chain id
/// @param moniker a name for people
/// @param version the software's version
/// @param versions gives the protocol numbers, once the components have started
/// @param txIndex `on`, `off` or empty
/// @param rpcAddress where the RPC listens
public record NodeProfile(
    String network,
    String moniker,
    String version,
    Supplier<ProtocolVersions> versions,
    String txIndex,
    String rpcAddress) {

  /// The profile while it is collected, with the defaults.
  public static final class Builder {
    /// The chain id.
    public String network = "";

    /// A name for people.
    public String moniker = "anonymous";

    /// The software's version.
    public String version = "";

    /// Gives the protocol numbers.
    public Supplier<ProtocolVersions> versions =
        () -> new ProtocolVersions(ProtocolVersions.P2P, ProtocolVersions.BLOCK, 0);

    /// The state of the transaction index.
    public String txIndex = "";

    /// Where the RPC listens.
    public String rpcAddress = "";

    /// Begin with the defaults.
    public Builder() {}

    /// End the collection.
    ///
    /// @return the profile
    public NodeProfile build() {
      return new NodeProfile(network, moniker, version, versions, txIndex, rpcAddress);
    }
  }
}
