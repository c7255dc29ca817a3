package dev.cometj.reactor.mempool.pool;

import dev.cometj.p2p.P2pException;
import java.util.BitSet;

/// Short ids for peers, of which transactions remember whom they came from; Go's `mempool/ids.go`.
public final class SenderIds {
  /// Whoever is no peer: clients, and code of ours.
  public static final char LOCAL = 0;

  private static final int IDS = 1 << Character.SIZE;

  /// The most ids in use, [#LOCAL] being one of them.
  private static final int MOST_IN_USE = IDS - 1;

  private final BitSet inUse = new BitSet();
  private int next = 1;

  /// Make ids that nobody has.
  public SenderIds() {
    inUse.set(LOCAL);
  }

  /// Take an id. The ones used longest ago come last, so that what a former peer has sent is hardly taken for the next
  /// one's.
  ///
  /// @return 1..65535
  /// @throws P2pException if all are taken: more than 65,534 peers at once
  public char reserve() {
    if (inUse.cardinality() == MOST_IN_USE) {
      throw new P2pException("all %d short ids of peers are taken".formatted(MOST_IN_USE));
    }
    int id = inUse.nextClearBit(next);
    if (id >= IDS) {
      id = inUse.nextClearBit(1);
    }
    inUse.set(id);
    next = id + 1;
    return (char) id;
  }

  /// Give an id back.
  ///
  /// @param id one that was reserved
  public void reclaim(char id) {
    inUse.clear(id);
  }

  /// Count the ids in use, [#LOCAL] included.
  ///
  /// @return at least 1
  public int count() {
    return inUse.cardinality();
  }
}
