package dev.cometj.node.command;

import dev.cometj.node.config.ConfigTable;
import dev.cometj.node.config.NodeConfiguration.Given;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// A command line that was understood.
///
/// @param command the command's name, empty if there was none
/// @param values the options given, by their first spelling; of several the last
record CommandWords(String command, Map<String, String> values) {

  static CommandWords of(ParseResult parsed) {
    Map<String, String> values = new HashMap<>();
    String command = "";
    ParseResult level = parsed;
    while (level != null) {
      for (OptionSpec option : level.matchedOptions()) {
        values.put(option.names()[0], String.valueOf(option.<Object>getValue()));
      }
      if (level.hasSubcommand()) {
        level = level.subcommand();
        command = level.commandSpec().name();
      } else {
        level = null;
      }
    }
    return new CommandWords(command, Map.copyOf(values));
  }

  Optional<String> value(String option) {
    return Optional.ofNullable(values.get(option));
  }

  boolean isSet(String option) {
    return values.containsKey(option);
  }

  /// Gives the options that are keys of the configuration, by key.
  Map<String, Given> settings() {
    Map<String, Given> settings = new HashMap<>();
    values.forEach((option, value) -> {
      String name = option.startsWith("--") ? option.substring(2) : option;
      settings.put(name, new Given(option, value));
    });
    value(Grammar.CHAIN_ID)
        .ifPresent(
            network -> settings.put(ConfigTable.CHAIN_ID, new Given(Grammar.CHAIN_ID, network)));
    return settings;
  }
}
