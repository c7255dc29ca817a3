package dev.cometj.node.demo;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerLedger;
import java.util.List;

/// A node of the demo.
interface DemoMember extends AutoCloseable {
  /// Tells its name, such as `node2`.
  String name();

  /// Tells its id.
  NodeId id();

  /// Tells where it listens.
  String address();

  /// Tells where its RPC listens.
  String rpcAddress();

  /// Lists its connections, as far as it can be asked.
  List<Tie> ties();

  /// Gives its ledger, as far as it can be asked.
  List<PeerLedger.Entry> ledger();

  /// Stops it and waits for it.
  @Override
  void close();

  /// One connection.
  ///
  /// @param peer the other end
  /// @param isOutbound whether this member dialled
  record Tie(NodeId peer, boolean isOutbound) {}
}
