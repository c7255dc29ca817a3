package dev.cometj.reactor.blocksync.pool;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.StopReason;

/// Carries out verdicts on peers.
public interface Judge {
  /// Stop one connection.
  ///
  /// @param source the connection
  /// @param reason why
  void stop(Source source, StopReason reason);

  /// Stop whatever connection there is with a node that is banned.
  ///
  /// @param id the node
  /// @param reason why
  void banned(NodeId id, StopReason reason);
}
