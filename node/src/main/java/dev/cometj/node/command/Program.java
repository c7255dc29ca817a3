package dev.cometj.node.command;

import dev.cometj.node.CometVersions;
import dev.cometj.node.config.ConfigTable;
import dev.cometj.node.config.ConfigurationException;
import dev.cometj.node.home.OperatorException;
import dev.cometj.node.json.JsonText;
import dev.cometj.node.log.CometLoggerFinder;
import dev.cometj.node.log.LogFormat;
import dev.cometj.node.log.LogLevels;
import dev.cometj.node.log.LogOutput;
import dev.cometj.node.log.LogOutput.LineSink;
import dev.cometj.node.run.Surroundings;
import dev.cometj.p2p.ProtocolVersions;
import java.util.List;
import picocli.CommandLine;

/// Runs one command. Everything an operator can mend is one line on `err` and status 1, without a stack trace.
public final class Program {
  private final Surroundings surroundings;

  /// Makes the program.
  ///
  /// @param surroundings what it sees of the process
  public Program(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// Runs a command to its end.
  ///
  /// @param arguments the words of the command line
  /// @return the exit status: 0 if it did what was asked, 1 if not
  public int run(String... arguments) {
    ConfigTable table = new ConfigTable(surroundings.hostName());
    CommandLine grammar = Grammar.of(table);
    CommandWords words;
    try {
      CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF); // it warns of options given twice
      CommandLine.ParseResult parsed = grammar.parseArgs(arguments);
      if (isHelped(parsed)) {
        return 0;
      }
      words = CommandWords.of(parsed);
    } catch (CommandLine.ParameterException e) {
      String command = e.getCommandLine().getCommandSpec().qualifiedName();
      return fail(List.of(oneLine(e) + "; see `" + command + " --help`"));
    }
    LogOutput before =
        CometLoggerFinder.redirect(
            new LogOutput(LineSink.to(surroundings.out()), LogFormat.plain(false), LogLevels.INFO));
    try {
      return run(new CommandContext(surroundings, table, words), grammar);
    } catch (ConfigurationException e) {
      return fail(e, e.lines(), words);
    } catch (OperatorException e) {
      return fail(e, List.of(e.line()), words);
    } finally {
      CometLoggerFinder.redirect(before);
    }
  }

  private boolean isHelped(CommandLine.ParseResult parsed) {
    CommandLine.ParseResult level = parsed;
    while (level != null) {
      if (level.isUsageHelpRequested()) {
        level.commandSpec().commandLine().usage(surroundings.out(), colours());
        return true;
      }
      level = level.hasSubcommand() ? level.subcommand() : null;
    }
    return false;
  }

  private int run(CommandContext context, CommandLine grammar) {
    return switch (context.words().command()) {
      case "init" -> new InitCommand(context).run();
      case "start" -> new StartCommand(context).run();
      case "show-node-id" -> KeyCommands.show(context);
      case "gen-node-key" -> KeyCommands.generate(context);
      case "version" -> version(context.words().isSet("-v"));
      case "demo" -> new DemoCommand(context).run();
      default -> {
        grammar.usage(surroundings.out(), colours());
        yield 0;
      }
    };
  }

  private int version(boolean isVerbose) {
    if (!isVerbose) {
      surroundings.out().println(CometVersions.own());
      return 0;
    }
    surroundings
        .out()
        .println(
            """
            {
              "cometj": %s,
              "cometbft": "%s",
              "abci": "%s",
              "block_protocol": %d,
              "p2p_protocol": %d
            }\
            """
                .formatted(
                    JsonText.quoted(CometVersions.own()),
                    CometVersions.CORE,
                    CometVersions.ABCI,
                    ProtocolVersions.BLOCK,
                    ProtocolVersions.P2P));
    return 0;
  }

  private int fail(Exception failure, List<String> lines, CommandWords words) {
    if (words.isSet(Grammar.TRACE)) {
      failure.printStackTrace(surroundings.err());
    }
    return fail(lines);
  }

  private int fail(List<String> lines) {
    lines.forEach(line -> surroundings.err().println("ERROR: " + line));
    return 1;
  }

  private CommandLine.Help.Ansi colours() {
    return surroundings.isTerminal() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
  }

  private static String oneLine(Exception failure) {
    return String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
  }
}
