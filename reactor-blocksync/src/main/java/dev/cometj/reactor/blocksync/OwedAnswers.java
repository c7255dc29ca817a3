package dev.cometj.reactor.blocksync;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Which blocks a peer was asked for and has not answered, also those that nobody waits for any longer: a late answer is
/// no fault (A04, A05), one that nobody ever asked for is.
final class OwedAnswers {
  /// More than are ever open; of a peer that never answers the oldest are forgotten.
  private static final int MOST = 4096;

  private final Map<Long, Integer> owed = new LinkedHashMap<>();

  /// Read by the decoding thread; never lower than what has not been answered.
  private final AtomicInteger count = new AtomicInteger();

  void asked(long height) {
    owed.merge(height, 1, Integer::sum);
    count.incrementAndGet();
    if (owed.size() > MOST) {
      Iterator<Integer> oldest = owed.values().iterator();
      int forgotten = oldest.next();
      oldest.remove();
      count.addAndGet(-forgotten);
    }
  }

  /// Note an answer.
  ///
  /// @return whether it was owed
  boolean answered(long height) {
    Integer times = owed.get(height);
    if (times == null) {
      return false;
    }
    if (times == 1) {
      owed.remove(height);
    } else {
      owed.put(height, times - 1);
    }
    count.decrementAndGet();
    return true;
  }

  /// Whether any answer is owed. Any thread.
  boolean isAny() {
    return count.get() > 0;
  }
}
