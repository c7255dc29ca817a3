package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;

/// Variants of node infos.
final class NodeInfos {
  private NodeInfos() {}

  static NodeInfo withId(NodeInfo info, NodeId id) {
    return new NodeInfo(
        info.versions(),
        id,
        info.listenAddress(),
        info.network(),
        info.version(),
        info.channels(),
        info.moniker(),
        info.txIndex(),
        info.rpcAddress());
  }

  static NodeInfo withNetwork(NodeInfo info, String network) {
    return new NodeInfo(
        info.versions(),
        info.id(),
        info.listenAddress(),
        network,
        info.version(),
        info.channels(),
        info.moniker(),
        info.txIndex(),
        info.rpcAddress());
  }
}
