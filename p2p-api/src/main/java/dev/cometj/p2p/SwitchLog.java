package dev.cometj.p2p;

import org.jspecify.annotations.Nullable;

/// Logs in the Switch's name; SR-08.
public interface SwitchLog {
  /// Log an error.
  ///
  /// @param text what happened
  /// @param cause why, or null
  void error(String text, @Nullable Throwable cause);
}
