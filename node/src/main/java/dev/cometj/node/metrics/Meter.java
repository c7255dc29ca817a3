package dev.cometj.node.metrics;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// One number: a counter that is added to from many threads, or a gauge that is set.
final class Meter implements Series {
  private final boolean isCounter;
  private final LongAdder count = new LongAdder();
  private volatile double level;

  Meter(boolean isCounter) {
    this.isCounter = isCounter;
  }

  void add(long amount) {
    if (amount > 0) {
      count.add(amount);
    }
  }

  void set(double value) {
    level = value;
  }

  @Override
  public void append(StringBuilder out, String name, Map<String, String> labels) {
    String value = isCounter ? Long.toString(count.sum()) : Exposition.number(level);
    Exposition.sample(out, name, Exposition.labels(labels), value);
  }
}
