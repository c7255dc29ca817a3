package dev.cometj.integration.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Edits a node's `config.toml` in place, line by line, as an operator with an editor would.
public final class ConfigToml {
  private final Path file;

  ConfigToml(Path file) {
    this.file = file;
  }

  /// The file that is edited.
  public Path file() {
    return file;
  }

  /// Gives a key a text value.
  ///
  /// @param key the key, with its table before a dot (`p2p.laddr`) unless it stands at the top
  /// @param value the text without quotes
  public ConfigToml set(String key, String value) {
    return setRaw(key, '"' + value + '"');
  }

  /// Gives a key a truth value.
  public ConfigToml set(String key, boolean value) {
    return setRaw(key, Boolean.toString(value));
  }

  /// Gives a key a value in TOML's own notation, so also one that is not allowed there.
  ///
  /// @throws IllegalArgumentException when the file has no such key: a test must not edit what is not read
  public ConfigToml setRaw(String key, String value) {
    var lines = new ArrayList<>(read());
    lines.set(lineOf(key, lines), leaf(key) + " = " + value);
    write(lines);
    return this;
  }

  /// Adds a line directly behind the line of a key.
  public ConfigToml insertAfter(String key, String line) {
    var lines = new ArrayList<>(read());
    lines.add(lineOf(key, lines) + 1, line);
    write(lines);
    return this;
  }

  /// Adds lines at the end: a table of its own.
  public ConfigToml append(String... lines) {
    var all = new ArrayList<>(read());
    all.addAll(List.of(lines));
    write(all);
    return this;
  }

  /// The number of the line, counted from 1, on which the key stands.
  public int lineOf(String key) {
    return lineOf(key, read()) + 1;
  }

  private int lineOf(String key, List<String> lines) {
    String table = key.contains(".") ? key.substring(0, key.lastIndexOf('.')) : "";
    String current = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("[")) {
        current = line.replaceAll("[\\[\\]]", "").strip();
      } else if (current.equals(table) && line.matches(leaf(key) + "\\s*=.*")) {
        return i;
      }
    }
    throw new IllegalArgumentException(file + " has no key " + key);
  }

  private static String leaf(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private List<String> read() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(List<String> lines) {
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
