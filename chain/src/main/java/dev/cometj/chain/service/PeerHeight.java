package dev.cometj.chain.service;

import dev.cometj.p2p.AttributeKey;

/// How far a peer has come, as one reactor learns it and others need it; in place of the `GetHeight` of Go's
/// `PeerState`, which `mempool/reactor.go` and `evidence/reactor.go` read.
///
/// Published by consensus, which hears of every step of its peers, and by block sync from their status where there is no
/// consensus. It is the peer's own word: nothing may be believed because of it.
public final class PeerHeight {
  /// The height of the block that the peer decides on next: one more than that of its last block, from 1. A block sync
  /// status names the last block, so its height and one is published. Lower values may follow higher ones.
  public static final AttributeKey<Long> KEY = new AttributeKey<>("chain.peer_height", Long.class);

  private PeerHeight() {}
}
