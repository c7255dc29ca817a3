package dev.cometj.reactor.blocksync.pool;

import dev.cometj.p2p.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who is refused for a while. Remembers a bounded number of ids, the newest.
final class BanList {
  private static final int MOST = 10_000;

  private final Map<NodeId, Long> untilNanos = new LinkedHashMap<>();

  void ban(NodeId id, long untilNanoTime) {
    untilNanos.remove(id);
    untilNanos.put(id, untilNanoTime);
    if (untilNanos.size() > MOST) {
      untilNanos.remove(untilNanos.keySet().iterator().next());
    }
  }

  boolean isBanned(NodeId id, long nanoTime) {
    Long until = untilNanos.get(id);
    return until != null && until - nanoTime > 0;
  }

  void expire(long nanoTime) {
    untilNanos.values().removeIf(until -> until - nanoTime <= 0);
  }
}
