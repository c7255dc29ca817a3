package dev.cometj.benchmarks.compare;

import java.util.List;

/// A key of the result line that the report shows.
record Measure(String key, String title, List<Goal> goals) {
  static Measure of(String key, String title, Goal... goals) {
    return new Measure(key, title, List.of(goals));
  }
}
