package dev.cometj.node.log;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which messages are logged: the original's `log_level`, one level or a list of `module:level` with `*` for the rest
/// (`ParseLogLevel` in `libs/cli/flags/log_level.go`).
///
/// @param general the level of modules that are not listed
/// @param byModule the levels of the others
public record LogLevels(Threshold general, Map<String, Threshold> byModule) {
  /// Keep an unmodifiable copy.
  public LogLevels {
    byModule = Map.copyOf(byModule);
  }

  /// The original's default.
  public static final LogLevels INFO = new LogLevels(Threshold.INFO, Map.of());

  /// The levels an operator knows. Warnings count as errors, which is where the original puts them.
  public enum Threshold {
    /// Everything.
    DEBUG(Level.DEBUG),
    /// What happens.
    INFO(Level.INFO),
    /// What went wrong.
    ERROR(Level.WARNING),
    /// Nothing.
    NONE(Level.OFF);

    private final Level lowest;

    Threshold(Level lowest) {
      this.lowest = lowest;
    }

    boolean allows(Level level) {
      if (level == Level.OFF || this == NONE) {
        return false;
      }
      return this == DEBUG || level.getSeverity() >= lowest.getSeverity();
    }
  }

  /// Reads the levels.
  ///
  /// @param text for example `info` or `p2p:debug,*:error`
  /// @return the levels
  /// @throws IllegalArgumentException if it is not of that form; the message says what would be right
  public static LogLevels parse(String text) {
    Threshold general = Threshold.INFO;
    Map<String, Threshold> byModule = new HashMap<>();
    for (String pair : (text.contains(":") ? text : "*:" + text).split(",", -1)) {
      String[] parts = pair.split(":", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException(
            "must be a level, or module:level pairs with commas; '" + pair + "' is neither");
      }
      Threshold level = threshold(parts[1]);
      if (parts[0].equals("*")) {
        general = level;
      } else {
        byModule.put(parts[0], level);
      }
    }
    return new LogLevels(general, byModule);
  }

  /// Says what is wrong with a text.
  ///
  /// @param text any text
  /// @return what would be right, or empty if it can be parsed
  public static Optional<String> fault(String text) {
    try {
      parse(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  boolean allows(String module, Level level) {
    return byModule.getOrDefault(module, general).allows(level);
  }

  private static Threshold threshold(String name) {
    for (Threshold threshold : Threshold.values()) {
      if (threshold.name().toLowerCase(Locale.ROOT).equals(name)) {
        return threshold;
      }
    }
    throw new IllegalArgumentException(
        "'" + name + "' is no level; the levels are debug, info, error and none");
  }
}
