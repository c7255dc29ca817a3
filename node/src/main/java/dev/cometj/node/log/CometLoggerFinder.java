package dev.cometj.node.log;

import java.time.Clock;
import java.time.ZoneId;

/// Gives the JDK loggers in the original's format. The JDK makes one instance for the process; libraries log through
/// [System#getLogger] and know nothing of it.
public final class CometLoggerFinder extends System.LoggerFinder {
  private final Clock clock = Clock.system(ZoneId.systemDefault());
  private volatile LogOutput output =
      new LogOutput(LogOutput.LineSink.to(System.out), LogFormat.plain(false), LogLevels.INFO);

  /// Made by the JDK.
  public CometLoggerFinder() {}

  /// Redirects the messages of the process, from the next one on.
  ///
  /// @param next where they go from now on
  /// @return where they went before
  public static LogOutput redirect(LogOutput next) {
    if (System.LoggerFinder.getLoggerFinder() instanceof CometLoggerFinder finder) {
      LogOutput before = finder.output;
      finder.output = next;
      return before;
    }
    return next; // somebody else's finder is on the module path and knows where messages go
  }

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new CometLogger(name, LogModules.of(name), this);
  }

  LogOutput output() {
    return output;
  }

  Clock clock() {
    return clock;
  }
}
