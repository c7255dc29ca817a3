package dev.cometj.node.config;

import java.util.List;

/// The configuration cannot be used. Each line is for the operator and stands alone.
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  /// Make the failure.
  ///
  /// @param lines one for each fault
  public ConfigurationException(List<String> lines) {
    super(String.join("\n", lines));
    this.lines = List.copyOf(lines);
  }

  /// Lists the faults.
  ///
  /// @return one line each, with place, key, value and mend
  public List<String> lines() {
    return lines;
  }
}
