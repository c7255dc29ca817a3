package dev.cometj.p2p.spi;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import java.util.concurrent.CompletionStage;

/// Makes authenticated links to other nodes. The handshake, up to comparing [dev.cometj.p2p.NodeInfo]s, is inside:
/// whoever gets a [Link] knows who is at the other end and that both can talk.
///
/// All methods return at once and may be called from any thread; stages end on any thread. The published
/// `TransportContract` of the testkit states the rules as tests.
public interface Transport {
  /// Listen for connections. Called at most once.
  ///
  /// @param address where; port 0 picks a free one
  /// @param acceptor gets what comes of each connection
  /// @return a stage that ends with the address really bound, or fails with an [java.io.IOException] that names the
  ///     address
  CompletionStage<HostPort> listen(HostPort address, LinkAcceptor acceptor);

  /// Connect to a node.
  ///
  /// @param address whom and where; a node with another id is refused
  /// @return a stage that ends with the link, or fails with [dev.cometj.p2p.RejectedException]
  CompletionStage<Link> dial(NetAddress address);

  /// Stop listening, refuse what is in its handshake, close all links, and release everything.
  ///
  /// @return a stage that ends when all is released
  CompletionStage<Void> close();
}
