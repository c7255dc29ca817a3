package dev.cometj.node.config;

import java.util.Locale;

/// One key of the configuration.
///
/// @param section the table it stands in, empty at the top
/// @param leaf its name within the table
/// @param kind what its value is
/// @param fallback the value where none is set, in the plain text that [dev.cometj.p2p.spi.Settings] gives
/// @param comment what it does, one or more lines
/// @param rule what its value must be
/// @param isListed whether a fresh file contains it
public record ConfigKey(
    String section,
    String leaf,
    Kind kind,
    String fallback,
    String comment,
    Rule rule,
    boolean isListed) {

  /// The name by which settings are read and options are spelt.
  ///
  /// @return section and leaf with a dot between, or the leaf alone at the top
  public String name() {
    return section.isEmpty() ? leaf : section + "." + leaf;
  }

  /// The environment variable that overrides the file.
  ///
  /// @return for example `CMT_P2P_LADDR`
  public String variable() {
    return variableOf(name());
  }

  static String variableOf(String name) {
    return "CMT_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  ConfigKey rule(Rule other) {
    return new ConfigKey(section, leaf, kind, fallback, comment, other, isListed);
  }

  ConfigKey unlisted() {
    return new ConfigKey(section, leaf, kind, fallback, comment, rule, false);
  }

  /// The types of values.
  public enum Kind {
    /// Any text.
    TEXT,
    /// True or false.
    FLAG,
    /// A whole number of 64 bits.
    NUMBER,
    /// A whole number that the original's file writes in quotes.
    QUOTED_NUMBER,
    /// A time in Go's notation.
    DURATION,
    /// Texts: an array in the file, separated by commas elsewhere.
    LIST
  }
}
