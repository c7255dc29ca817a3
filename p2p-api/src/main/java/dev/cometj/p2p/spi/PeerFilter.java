package dev.cometj.p2p.spi;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeInfo;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Decides about a node after the handshake, when its id is known; Go's `PeerFilterFunc`. Inbound and outbound
/// connections are asked about. A component that offers this interface as a service is asked for every peer.
@FunctionalInterface
public interface PeerFilter {
  /// Decide. Must not block; called in the Switch's mailbox.
  ///
  /// @param info what the node told of itself; its id is authenticated
  /// @param socketAddress outbound: the address dialled; inbound: the remote socket's
  /// @return a stage that ends with a reason to refuse, or empty to go on; five seconds at most, on any thread
  CompletionStage<Optional<String>> refusal(NodeInfo info, NetAddress socketAddress);
}
