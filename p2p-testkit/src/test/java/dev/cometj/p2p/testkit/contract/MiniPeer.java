package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Link;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// One connection of a [MiniHost].
final class MiniPeer {
  final Link link;
  final Map<MiniMember, Object> sessions = new LinkedHashMap<>();
  final Set<MiniMember> untold = new LinkedHashSet<>();
  final CompletableFuture<StopReason> end = new CompletableFuture<>();
  boolean running;
  boolean condemned;
  boolean inserted;

  MiniPeer(Link link) {
    this.link = link;
  }

  NodeId id() {
    return link.remoteInfo().id();
  }
}
