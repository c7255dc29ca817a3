package dev.cometj.benchmarks.compare;

/// What a measure of ours is held to.
///
/// @param base whose median ours is divided by; empty if the figure itself is meant
/// @param isFloor true if more is better
/// @param target with the Vector API
/// @param floor without it
record Goal(String base, boolean isFloor, double target, double floor) {
  static Goal atLeast(String base, double target, double floor) {
    return new Goal(base, true, target, floor);
  }

  static Goal atMost(String base, double target, double floor) {
    return new Goal(base, false, target, floor);
  }

  /// A figure of ours that the original's has no part in.
  static Goal atMost(double target, double floor) {
    return new Goal("", false, target, floor);
  }

  boolean isRatio() {
    return !base.isEmpty();
  }

  boolean isMet(double value, double limit) {
    return isFloor ? value >= limit : value <= limit;
  }

  String words(double limit) {
    return (isFloor ? "≥ " : "≤ ") + Figures.plain(limit) + (isRatio() ? " × " + base : "");
  }
}
