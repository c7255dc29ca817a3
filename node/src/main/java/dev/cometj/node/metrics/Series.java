package dev.cometj.node.metrics;

import java.util.Map;

/// What one name tells under one set of labels.
sealed interface Series permits Meter, Distribution {
  /// Write the samples.
  ///
  /// @param labels sorted by name
  void append(StringBuilder out, String name, Map<String, String> labels);
}
