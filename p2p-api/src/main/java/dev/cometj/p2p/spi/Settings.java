package dev.cometj.p2p.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The configuration of a node, by the keys of CometBFT's `config.toml` with dots, for example `p2p.seed_mode`.
/// Immutable; a value that does not parse has been refused before it got here.
///
/// Every module reads what it needs once, into a record of its own.
public interface Settings {
  /// Read a text.
  ///
  /// @param key the key
  /// @return its value, or empty if it is not set
  Optional<String> text(String key);

  /// Give the node's home directory, which relative paths are relative to.
  ///
  /// @return the directory
  Path home();

  /// Read a text with a default.
  ///
  /// @param key the key
  /// @param fallback the value if it is not set
  /// @return the value
  default String text(String key, String fallback) {
    return text(key).orElse(fallback);
  }

  /// Read a switch.
  ///
  /// @param key the key
  /// @param fallback the value if it is not set
  /// @return the value
  /// @throws InvalidSettingException if it is neither `true` nor `false`
  default boolean flag(String key, boolean fallback) {
    return text(key).map(value -> SettingText.flag(key, value)).orElse(fallback);
  }

  /// Read a whole number.
  ///
  /// @param key the key
  /// @param fallback the value if it is not set
  /// @return the value
  /// @throws InvalidSettingException if it is no number of 64 bits
  default long number(String key, long fallback) {
    return text(key).map(value -> SettingText.number(key, value)).orElse(fallback);
  }

  /// Read a duration in Go's notation, for example `1m30s` or `100ms`.
  ///
  /// @param key the key
  /// @param fallback the value if it is not set
  /// @return the value
  /// @throws InvalidSettingException if it is no such text
  default Duration duration(String key, Duration fallback) {
    return text(key).map(value -> SettingText.duration(key, value)).orElse(fallback);
  }

  /// Read a list of texts separated by commas; blanks around them and empty ones are dropped.
  ///
  /// @param key the key
  /// @return the values, possibly none
  default List<String> list(String key) {
    return text(key).map(SettingText::list).orElse(List.of());
  }

  /// Read a path relative to the home directory.
  ///
  /// @param key the key
  /// @param fallback the path if it is not set
  /// @return the absolute or home-relative path, resolved
  default Path path(String key, String fallback) {
    return home().resolve(text(key, fallback));
  }

  /// Make settings from plain texts, for tests and embedded nodes.
  ///
  /// @param home the home directory
  /// @param values texts by key
  /// @return the settings
  static Settings of(Path home, Map<String, String> values) {
    Map<String, String> copy = Map.copyOf(values);
    return new Settings() {
      @Override
      public Optional<String> text(String key) {
        return Optional.ofNullable(copy.get(key));
      }

      @Override
      public Path home() {
        return home;
      }
    };
  }
}
