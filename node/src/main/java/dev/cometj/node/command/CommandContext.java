package dev.cometj.node.command;

import dev.cometj.node.config.ConfigTable;
import dev.cometj.node.config.NodeConfiguration;
import dev.cometj.node.config.NodeSettings;
import dev.cometj.node.home.OperatorException;
import dev.cometj.node.log.CometLoggerFinder;
import dev.cometj.node.log.LogFormat;
import dev.cometj.node.log.LogLevels;
import dev.cometj.node.log.LogOutput;
import dev.cometj.node.log.LogOutput.LineSink;
import dev.cometj.node.run.Surroundings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// What every command works with.
///
/// @param surroundings what it sees of the process
/// @param table the known keys
/// @param words what was asked
record CommandContext(Surroundings surroundings, ConfigTable table, CommandWords words) {
  private static final Logger LOG = System.getLogger(CommandContext.class.getPackageName());

  /// Finds the home directory: the option, else the environment, else the default.
  Path home() {
    String home =
        words
            .value(Grammar.HOME)
            .orElseGet(() -> {
              String set = surroundings.environment().getOrDefault("CMTHOME", "");
              return set.isEmpty() ? surroundings.userHome() + "/.cometbft" : set;
            });
    try {
      return Path.of(home);
    } catch (InvalidPathException e) {
      throw new OperatorException("--home = " + home + ": is no path");
    }
  }

  /// Finds the home directory, which has to be there.
  Path existingHome() {
    Path home = home();
    if (!Files.exists(home)) {
      throw new OperatorException(
          "there is no home directory %s: make it with `cometj init --home %s`"
              .formatted(home, home));
    }
    if (!Files.isDirectory(home)) {
      throw new OperatorException(
          "the home directory %s is no folder: choose another --home".formatted(home));
    }
    if (!Files.isReadable(home) || !Files.isExecutable(home)) {
      throw new OperatorException(
          "the home directory %s cannot be read: permission denied".formatted(home));
    }
    return home;
  }

  /// Reads the configuration, and logs as it says from then on.
  ///
  /// @param home the home directory
  /// @param lines where log lines go
  NodeSettings configure(Path home, LineSink lines) {
    NodeConfiguration configuration =
        NodeConfiguration.read(table, home, surroundings.environment(), words.settings());
    NodeSettings settings = configuration.settings();
    LogLevels levels = LogLevels.parse(settings.text("log_level", "info"));
    LogFormat format =
        settings.text("log_format", "plain").equals("json")
            ? LogFormat.json()
            : LogFormat.plain(surroundings.isTerminal());
    CometLoggerFinder.redirect(new LogOutput(lines, format, levels));
    configuration.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
    return settings;
  }

  /// Gives a sink for commands whose result on `out` scripts read.
  LineSink beside() {
    return LineSink.to(surroundings.err());
  }

  /// Gives a sink for commands whose log is what is asked for.
  LineSink onOut() {
    return LineSink.to(surroundings.out());
  }
}
