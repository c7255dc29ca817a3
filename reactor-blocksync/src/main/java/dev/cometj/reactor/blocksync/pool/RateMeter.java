package dev.cometj.reactor.blocksync.pool;

/// An exponential moving average of a rate: Go's `libs/flowrate`, as block sync uses it, with samples of a second and a
/// window of forty.
final class RateMeter {
  private static final double WINDOW_SECONDS = 40;
  private static final double SAMPLE_NANOS = 1e9;

  private double average;
  private double amount;
  private long sampleStart;

  /// Begin anew with the least rate times e, which falls to the least rate in one window if nothing comes.
  void reset(double leastRate, long nanoTime) {
    average = leastRate * Math.E;
    amount = 0;
    sampleStart = nanoTime;
  }

  void add(double value, long nanoTime) {
    amount += value;
    update(nanoTime);
  }

  /// The rate per second.
  double perSecond(long nanoTime) {
    update(nanoTime);
    return average;
  }

  private void update(long nanoTime) {
    long passed = nanoTime - sampleStart;
    if (passed >= SAMPLE_NANOS) {
      double seconds = passed / SAMPLE_NANOS;
      double sample = amount / seconds;
      average = sample + Math.exp(-seconds / WINDOW_SECONDS) * (average - sample);
      amount = 0;
      sampleStart = nanoTime;
    }
  }
}
