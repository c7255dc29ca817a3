package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.NodeSigner;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.spi.TransportProvider;
import java.util.List;

/// What the host of a [ReactorContract] is made of.
///
/// @param settings the node's configuration; `p2p.laddr` selects the transport
/// @param runtime the node's runtime, in virtual time
/// @param signer the node's identity
/// @param network the chain id
/// @param transport the transport
/// @param reactors the reactors, in no particular order
public record HostPlan(
    Settings settings,
    NodeRuntime runtime,
    NodeSigner signer,
    String network,
    TransportProvider transport,
    List<ReactorProvider> reactors) {
  /// Keep an unmodifiable copy.
  public HostPlan {
    reactors = List.copyOf(reactors);
  }
}
