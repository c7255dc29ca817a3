package dev.cometj.node.config;

import dev.cometj.node.home.Faults;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/// Reads one configuration file against the table of keys, collecting everything that is wrong with it.
final class ConfigFile {
  private static final long LARGEST = 4 << 20;

  private final ConfigTable table;
  private final Path file;
  private final Map<String, SettingValue> values = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private ConfigFile(ConfigTable table, Path file) {
    this.table = table;
    this.file = file;
  }

  /// Reads a file; one that does not exist has no values.
  static ConfigFile read(ConfigTable table, Path file) {
    var read = new ConfigFile(table, file);
    if (Files.exists(file)) {
      read.parse();
    }
    return read;
  }

  Map<String, SettingValue> values() {
    return values;
  }

  List<String> faults() {
    return faults;
  }

  List<String> warnings() {
    return warnings;
  }

  private void parse() {
    TomlParseResult toml;
    try {
      if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
        faults.add(file + ": is larger than 4 MiB, so it is no configuration");
        return;
      }
      toml = Toml.parse(Files.readString(file));
    } catch (CharacterCodingException e) {
      faults.add(file + ": is not UTF-8 text");
      return;
    } catch (IOException e) {
      faults.add("cannot read " + file + ": " + Faults.describe(e));
      return;
    }
    if (toml.hasErrors()) {
      // One wrong character makes the parser stumble several times: the first place is where to
      // look.
      TomlParseError first = toml.errors().getFirst();
      faults.add(
          "%s:%d: is no TOML at column %d: %s"
              .formatted(
                  file,
                  first.position().line(),
                  first.position().column(),
                  String.valueOf(first.getMessage()).replaceAll("\\s+", " ")));
      return;
    }
    walk(toml, toml, List.of());
  }

  private void walk(TomlParseResult root, TomlTable at, List<String> path) {
    for (String leaf : at.keySet()) {
      List<String> full = new ArrayList<>(path);
      full.add(leaf);
      Object value = at.get(List.of(leaf));
      String name = String.join(".", full).toLowerCase(Locale.ROOT);
      if (value instanceof TomlTable inner && table.find(name).isEmpty()) {
        walk(root, inner, full);
      } else if (value != null) {
        var position = root.inputPositionOf(full);
        take(name, value, new Origin.Line(file, position == null ? 1 : position.line()));
      }
    }
  }

  private void take(String name, Object value, Origin origin) {
    ConfigKey key = table.find(name).orElse(null);
    if (key == null) {
      if (!table.isOpen(name)) {
        warnings.add(origin.place(name) + ": this key is unknown and ignored");
      } else if (name.startsWith(ConfigTable.OWN_SECTION + ".")) {
        values.put(name, new SettingValue(plain(value), origin));
      }
      return;
    }
    try {
      values.put(name, new SettingValue(Values.ofToml(key, value), origin));
    } catch (Values.MendException e) {
      faults.add(new SettingValue(Values.show(value), origin).fault(name, e.mend()));
    }
  }

  private static String plain(Object value) {
    return value instanceof org.tomlj.TomlArray array
        ? String.join(",", array.toList().stream().map(String::valueOf).toList())
        : value.toString();
  }
}
