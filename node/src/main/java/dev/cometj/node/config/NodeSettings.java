package dev.cometj.node.config;

import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// A node's settings that remember which of them were read: the others have no effect in this assembly.
///
/// Usable from any thread.
public final class NodeSettings implements Settings {
  private final Path home;
  private final ConfigTable table;
  private final Map<String, SettingValue> values;
  private final Map<String, String> environment;
  private final Set<String> reads = ConcurrentHashMap.newKeySet();

  NodeSettings(
      Path home,
      ConfigTable table,
      Map<String, SettingValue> values,
      Map<String, String> environment) {
    this.home = home;
    this.table = table;
    this.values = Map.copyOf(values);
    this.environment = environment;
  }

  /// Reads a text; keys of CometBFT that are set nowhere have its default.
  @Override
  public Optional<String> text(String key) {
    reads.add(key);
    return Optional.ofNullable(value(key)).map(SettingValue::text);
  }

  @Override
  public Path home() {
    return home;
  }

  /// Words a fault that a module found in a value.
  ///
  /// @param fault what the module says
  /// @return one line with the place, the key and the value
  public String describe(InvalidSettingException fault) {
    String key = fault.key();
    String detail = String.valueOf(fault.getMessage());
    String mend = detail.startsWith(key + ": ") ? detail.substring(key.length() + 2) : detail;
    SettingValue value = value(key);
    return value == null ? key + ": " + mend : value.fault(key, mend);
  }

  /// Tells where a value was written.
  ///
  /// @param key the key's name
  /// @return for example file, line and key
  public String place(String key) {
    SettingValue value = value(key);
    return value == null ? key : value.origin().place(key);
  }

  /// Lists the options that were given and that nobody has read so far.
  ///
  /// @return options as they were spelt, in alphabetical order
  public List<String> ineffectiveOptions() {
    return values.entrySet().stream()
        .filter(entry -> !reads.contains(entry.getKey()))
        .map(entry -> entry.getValue().origin())
        .filter(Origin.Option.class::isInstance)
        .map(origin -> ((Origin.Option) origin).option())
        .sorted()
        .toList();
  }

  /// Lists the own keys of the file that nobody has read so far: no module of the assembly knows them.
  ///
  /// @return file, line and key of each
  public List<String> ineffectiveOwnKeys() {
    return new TreeMap<>(values)
        .entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(ConfigTable.OWN_SECTION + "."))
            .filter(entry -> !reads.contains(entry.getKey()))
            .filter(entry -> entry.getValue().origin() instanceof Origin.Line)
            .map(entry -> entry.getValue().origin().place(entry.getKey()))
            .toList();
  }

  private @org.jspecify.annotations.Nullable SettingValue value(String key) {
    SettingValue value = values.get(key);
    if (value != null) {
      return value;
    }
    if (key.startsWith(ConfigTable.OWN_SECTION + ".")) {
      String variable = ConfigKey.variableOf(key);
      String text = environment.get(variable);
      if (text != null) {
        return new SettingValue(text, new Origin.Variable(variable));
      }
    }
    return table
        .find(key)
        .filter(known -> !known.section().equals(ConfigTable.OWN_SECTION))
        .map(known -> new SettingValue(known.fallback(), new Origin.Default()))
        .orElse(null);
  }
}
