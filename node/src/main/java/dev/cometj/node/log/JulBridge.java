package dev.cometj.node.log;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Takes what libraries log through `java.util.logging`, as Netty does, into the same output.
public final class JulBridge extends Handler {
  private final SimpleFormatter formatter = new SimpleFormatter();

  private JulBridge() {}

  /// Replaces the console handlers of the process.
  public static void install() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(new JulBridge());
  }

  @Override
  public void publish(LogRecord event) {
    String name = event.getLoggerName();
    System.Logger logger = System.getLogger(name == null || name.isEmpty() ? "java" : name);
    System.Logger.Level level = level(event.getLevel());
    String text = formatter.formatMessage(event);
    if (event.getThrown() == null) {
      logger.log(level, text);
    } else {
      logger.log(level, text, event.getThrown());
    }
  }

  private static System.Logger.Level level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return System.Logger.Level.ERROR;
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return System.Logger.Level.WARNING;
    }
    return level.intValue() >= Level.INFO.intValue()
        ? System.Logger.Level.INFO
        : System.Logger.Level.DEBUG;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
