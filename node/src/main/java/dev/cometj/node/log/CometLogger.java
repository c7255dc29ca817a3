package dev.cometj.node.log;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// A logger of one name. Usable from any thread.
final class CometLogger implements System.Logger {
  private final String name;
  private final String module;
  private final CometLoggerFinder finder;

  CometLogger(String name, String module, CometLoggerFinder finder) {
    this.name = name;
    this.module = module;
    this.finder = finder;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    return finder.output().allows(module, level);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (isLoggable(level)) {
      write(level, new LogPattern(localised(bundle, message), List.of()), thrown);
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String pattern,
      @Nullable Object @Nullable ... parameters) {
    if (isLoggable(level)) {
      write(level, LogPattern.of(localised(bundle, pattern), parameters), null);
    }
  }

  private void write(Level level, LogPattern message, @Nullable Throwable thrown) {
    LogEvent event =
        new LogEvent(
            level,
            ZonedDateTime.now(finder.clock()),
            module,
            message.text(),
            message.pairs(),
            thrown);
    finder.output().write(event);
  }

  private static String localised(@Nullable ResourceBundle bundle, @Nullable String message) {
    String text = String.valueOf(message);
    if (bundle == null || message == null) {
      return text;
    }
    try {
      return bundle.getString(message);
    } catch (MissingResourceException | ClassCastException e) {
      return text;
    }
  }
}
