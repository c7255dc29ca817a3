package dev.cometj.node.log;

import java.lang.System.Logger.Level;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message.
///
/// @param level its level
/// @param time when
/// @param module the original's name of the part that speaks
/// @param text what happened
/// @param pairs details, in order
/// @param thrown what went wrong, or null
record LogEvent(
    Level level,
    ZonedDateTime time,
    String module,
    String text,
    List<Pair> pairs,
    @Nullable Throwable thrown) {

  /// A detail.
  ///
  /// @param key its name
  /// @param value its value
  record Pair(String key, @Nullable Object value) {}
}
