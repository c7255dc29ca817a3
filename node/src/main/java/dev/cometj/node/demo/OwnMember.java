package dev.cometj.node.demo;

import dev.cometj.node.run.NodeIdentity;
import dev.cometj.node.run.RunningNode;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerLedger;
import dev.cometj.p2p.spi.NodeRuntime;
import java.util.List;
import java.util.Optional;

/// A node of ours in this process.
///
/// @param home its home
/// @param node the node
record OwnMember(DemoHome home, RunningNode node) implements DemoMember {

  static OwnMember start(DemoHome home, NodeRuntime runtime) {
    NodeIdentity identity = NodeIdentity.read(home.settings(), Optional.empty());
    return new OwnMember(home, RunningNode.start(home.settings(), identity, runtime));
  }

  @Override
  public String name() {
    return home.name();
  }

  @Override
  public NodeId id() {
    return node.nodeInfo().id();
  }

  @Override
  public String address() {
    return home.address();
  }

  @Override
  public String rpcAddress() {
    return home.rpcAddress();
  }

  @Override
  public List<Tie> ties() {
    return node.network().peers().stream()
        .map(peer -> new Tie(peer.id(), peer.isOutbound()))
        .toList();
  }

  @Override
  public List<PeerLedger.Entry> ledger() {
    return node.network().entries();
  }

  @Override
  public void close() {
    node.close();
  }
}
