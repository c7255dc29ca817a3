package dev.cometj.node.metrics;

import java.util.concurrent.atomic.LongAdder;

/// One number: a counter that is added to from many threads, or a gauge that is set.
final class Meter {
  private final LongAdder count = new LongAdder();
  private volatile double level;

  void add(long amount) {
    if (amount > 0) {
      count.add(amount);
    }
  }

  void set(double value) {
    level = value;
  }

  String text(boolean isCounter) {
    return isCounter ? Long.toString(count.sum()) : Exposition.number(level);
  }
}
