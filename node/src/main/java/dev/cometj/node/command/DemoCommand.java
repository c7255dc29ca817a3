package dev.cometj.node.command;

import dev.cometj.node.demo.Demo;
import dev.cometj.node.home.OperatorException;
import dev.cometj.node.log.CometLoggerFinder;
import dev.cometj.node.log.JulBridge;
import dev.cometj.node.log.LogFormat;
import dev.cometj.node.log.LogLevels;
import dev.cometj.node.log.LogOutput;
import dev.cometj.node.run.Surroundings;
import dev.cometj.node.screen.TerminalScreen;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// `demo`: shows how nodes find each other.
///
/// @param context what it works with
record DemoCommand(CommandContext context) {
  private static final int MOST_NODES = 20;

  int run() {
    Surroundings surroundings = context.surroundings();
    surroundings.interruption().watch();
    boolean isLogged = context.words().isSet(Grammar.LOG);
    int nodes = (int) number(Grammar.NODES, 3, 1, MOST_NODES);
    Optional<Duration> limit =
        context.words().isSet(Grammar.SECONDS)
            ? Optional.of(Duration.ofSeconds(number(Grammar.SECONDS, 0, 1, Integer.MAX_VALUE)))
            : Optional.empty();
    try (TerminalScreen screen =
        new TerminalScreen(surroundings.out(), surroundings.isTerminal() && !isLogged)) {
      LogLevels levels =
          LogLevels.parse(
              context.words().value(Grammar.LOG_LEVEL).orElse(isLogged ? "info" : "none"));
      CometLoggerFinder.redirect(
          new LogOutput(screen, LogFormat.plain(surroundings.isTerminal()), levels));
      JulBridge.install();
      return new Demo(context.table(), surroundings, screen).run(nodes, goProgram(), limit) ? 0 : 1;
    }
  }

  private Optional<Path> goProgram() {
    return context
        .words()
        .value(Grammar.GO)
        .map(text -> {
          try {
            Path program = Path.of(text);
            if (Files.isRegularFile(program) && Files.isExecutable(program)) {
              return program.toAbsolutePath();
            }
          } catch (InvalidPathException e) {
            // told below
          }
          throw new OperatorException(
              Grammar.GO + " = " + text + ": must be the path of a cometbft program");
        });
  }

  private long number(String option, long fallback, long least, long most) {
    String text = context.words().value(option).orElse(Long.toString(fallback));
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new OperatorException(
        "%s = %s: must be a number from %d to %d".formatted(option, text, least, most));
  }
}
