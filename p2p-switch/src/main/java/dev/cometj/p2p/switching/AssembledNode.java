package dev.cometj.p2p.switching;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Switch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// A node whose parts fit together. It is started once and stopped once (L-V01); what has been stopped is never
/// started again. Usable from any thread.
public interface AssembledNode {
  /// Start: the components, then the transport's listener, then the reactors, each in its order; then connections are
  /// accepted and the persistent peers dialled. The first failure stops what was started, in reverse order.
  ///
  /// @return a stage that ends when the node works, or fails with the first failure; on any thread. It fails with an
  ///     [IllegalStateException] if the node was started or stopped before
  CompletionStage<Void> start();

  /// Stop: all peers, then the transport, then reactors and components in reverse order. What does not end within
  /// seconds is left behind and logged. A second call returns the same stage; before the start it only makes a start
  /// impossible; during the start it breaks it off.
  ///
  /// @return a stage that ends when the node has stopped, and never fails; on any thread
  CompletionStage<Void> stop();

  /// Learn that a part of the node cannot go on. The node stops itself then, and [#stop()] tells when that is done.
  ///
  /// @return a stage with the line for the operator, as the part told it; on any thread. It does not end otherwise
  CompletionStage<String> failed();

  /// Give the Switch, which may be asked before the start and after the stop as well.
  ///
  /// @return the Switch with all its facets; its stages and actions end on a thread that may block
  Switch network();

  /// Tell who the node is.
  ///
  /// @return the id of its key
  NodeId id();

  /// Give what the node tells of itself.
  ///
  /// @return the info
  /// @throws IllegalStateException before the components have started, on which it depends
  NodeInfo nodeInfo();

  /// Tell where the node listens.
  ///
  /// @return the address really bound
  /// @throws IllegalStateException before the listener has started
  HostPort listenAddress();

  /// List which reactor was granted which facets.
  ///
  /// @return the table
  FacetTable facets();

  /// Find a service that a component or reactor of this node offers, for applications.
  ///
  /// @param <S> the service
  /// @param type its interface
  /// @return the service, or empty if nobody offers it; usable after the start
  <S> Optional<S> service(Class<S> type);

  /// List the services of one type that components and reactors of this node offer, for applications. Only of
  /// [dev.cometj.p2p.spi.ConnectionFilter], [dev.cometj.p2p.spi.PeerFilter], [dev.cometj.p2p.spi.RpcRoutes] and
  /// [dev.cometj.p2p.spi.StatusText] there may be several.
  ///
  /// @param <S> the service
  /// @param type its interface
  /// @return the services, in the order in which their components were created
  <S> List<S> services(Class<S> type);
}
