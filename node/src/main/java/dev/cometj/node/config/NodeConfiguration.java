package dev.cometj.node.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A node's configuration as it was read: what holds, and what the operator should know.
///
/// @param settings what holds
/// @param warnings one line for each unknown key of the file
public record NodeConfiguration(NodeSettings settings, List<String> warnings) {
  /// Where the file lies in a home directory.
  public static final String FILE = "config/config.toml";

  /// Reads the configuration of a home directory. Options override the environment, which overrides the file, which
  /// overrides the defaults.
  ///
  /// @param table the known keys
  /// @param home the home directory
  /// @param environment environment variables
  /// @param options options of the command, by key
  /// @return the configuration
  /// @throws ConfigurationException if a value cannot be used; it lists all of them
  public static NodeConfiguration read(
      ConfigTable table, Path home, Map<String, String> environment, Map<String, Given> options) {
    ConfigFile file = ConfigFile.read(table, home.resolve(FILE));
    List<String> faults = new ArrayList<>(file.faults());
    Map<String, SettingValue> values = new LinkedHashMap<>(file.values());
    table
        .keys()
        .forEach(key -> {
          String variable = environment.get(key.variable());
          if (variable != null) {
            var origin = new Origin.Variable(key.variable());
            put(key, new SettingValue(variable, origin), values, faults);
          }
          Given given = options.get(key.name());
          if (given != null) {
            var origin = new Origin.Option(given.option());
            put(key, new SettingValue(given.value(), origin), values, faults);
          }
        });
    values.forEach((name, value) ->
        table
            .find(name)
            .flatMap(key -> key.rule().mend(value.text()))
            .ifPresent(mend -> faults.add(value.fault(name, mend))));
    NodeSettings settings = new NodeSettings(home, table, values, Map.copyOf(environment));
    if (faults.isEmpty()) {
      new CrossRules(table, values).check(faults);
    }
    if (!faults.isEmpty()) {
      throw new ConfigurationException(faults);
    }
    return new NodeConfiguration(settings, List.copyOf(file.warnings()));
  }

  /// An option as it was given.
  ///
  /// @param option its spelling, for example `--p2p.laddr`
  /// @param value its value
  public record Given(String option, String value) {}

  private static void put(
      ConfigKey key, SettingValue raw, Map<String, SettingValue> values, List<String> faults) {
    try {
      String text = Values.ofText(key, raw.text());
      values.put(key.name(), new SettingValue(text, raw.origin()));
    } catch (Values.MendException e) {
      faults.add(raw.fault(key.name(), e.mend()));
    }
  }
}
