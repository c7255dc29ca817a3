package dev.cometj.p2p.switching.assembly;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.ProtocolVersions;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Composes what a node tells of itself: `makeNodeInfo` of Go's `node/node.go`.
final class Announcement {
  /// The order in which Go announces its channels; L-C02.
  private static final List<Integer> FIRST =
      List.of(0x40, 0x20, 0x21, 0x22, 0x23, 0x30, 0x38, 0x60, 0x61);

  private static final int PEX = 0x00;

  private Announcement() {}

  static NodeInfo of(
      NodeId id,
      String listenAddress,
      NodeProfile profile,
      ProtocolVersions versions,
      Collection<Channel<?>> channels) {
    return new NodeInfo(
        versions,
        id,
        listenAddress,
        profile.network(),
        profile.version(),
        channels.stream().map(Channel::id).sorted(BY_CUSTOM).toList(),
        profile.moniker(),
        profile.txIndex(),
        profile.rpcAddress());
  }

  /// Go's channels in Go's order, then unknown ones ascending, PEX last.
  private static final Comparator<Integer> BY_CUSTOM =
      Comparator.comparingInt(Announcement::rank).thenComparing(Comparator.naturalOrder());

  private static int rank(int id) {
    if (id == PEX) {
      return Integer.MAX_VALUE;
    }
    int place = FIRST.indexOf(id);
    return place < 0 ? FIRST.size() : place;
  }
}
