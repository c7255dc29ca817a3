package dev.cometj.node.config;

import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tomlj.TomlArray;

/// Brings the values of file, environment and options into the one plain text that settings have. As lenient as the
/// original, whose reader takes numbers in quotes, quoted truth values, and lists with commas.
final class Values {
  private static final String VALUE = "value";

  private Values() {}

  /// Reads a value of the file.
  ///
  /// @throws MendException if it is not of the key's type
  static String ofToml(ConfigKey key, Object value) {
    return switch (value) {
      case String text -> ofText(key, text);
      case Boolean flag when key.kind() == ConfigKey.Kind.FLAG -> flag.toString();
      case Long number -> ofNumber(key, number);
      case Double number when number == Math.rint(number) && Math.abs(number) < 0x1p53 ->
          ofNumber(key, number.longValue());
      case TomlArray array when key.kind() == ConfigKey.Kind.LIST -> ofArray(array);
      default -> throw new MendException(expectation(key));
    };
  }

  /// Reads a value of an option or of the environment.
  ///
  /// @throws MendException if it is not of the key's type
  static String ofText(ConfigKey key, String text) {
    return switch (key.kind()) {
      case TEXT, LIST -> text;
      case FLAG -> flag(key, text);
      case NUMBER, QUOTED_NUMBER -> number(key, text);
      case DURATION -> checkedDuration(key, text);
    };
  }

  static Duration duration(String text) {
    return Settings.of(Path.of(""), Map.of(VALUE, text)).duration(VALUE, Duration.ZERO);
  }

  private static String ofNumber(ConfigKey key, long number) {
    return switch (key.kind()) {
      case FLAG -> Boolean.toString(number != 0);
      case DURATION -> number + "ns";
      case LIST -> throw new MendException(expectation(key));
      case TEXT, NUMBER, QUOTED_NUMBER -> Long.toString(number);
    };
  }

  private static String ofArray(TomlArray array) {
    return array.toList().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String flag(ConfigKey key, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "t", "1" -> "true";
      case "false", "f", "0", "" -> "false";
      default -> throw new MendException(expectation(key));
    };
  }

  private static String number(ConfigKey key, String text) {
    try {
      return text.isEmpty() ? "0" : Long.decode(text.strip()).toString();
    } catch (NumberFormatException e) {
      throw new MendException(expectation(key));
    }
  }

  private static String checkedDuration(ConfigKey key, String text) {
    try {
      duration(text);
      return text;
    } catch (InvalidSettingException e) {
      throw new MendException(expectation(key));
    }
  }

  private static String expectation(ConfigKey key) {
    return switch (key.kind()) {
      case TEXT -> "must be a text in quotes";
      case FLAG -> "must be true or false";
      case NUMBER, QUOTED_NUMBER -> "must be a whole number";
      case DURATION -> "must be a time such as 10s, 1m30s or 100ms";
      case LIST -> "must be a list of texts such as [\"a\", \"b\"]";
    };
  }

  /// Shows a value of the file as it may have been written.
  static String show(Object value) {
    return switch (value) {
      case TomlArray array -> array.toJson().replaceAll("\\s+", " ").strip();
      default -> value.toString();
    };
  }

  /// Writes a value for a file.
  static String toToml(ConfigKey key, String value) {
    return switch (key.kind()) {
      case FLAG, NUMBER -> value;
      case TEXT, QUOTED_NUMBER, DURATION -> quoted(value);
      case LIST ->
          Arrays.stream(value.split(","))
              .filter(text -> !text.isEmpty())
              .map(Values::quoted)
              .collect(Collectors.joining(", ", "[", "]"));
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /// Says what a value must be instead.
  static final class MendException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MendException(String mend) {
      super(mend);
    }

    String mend() {
      return String.valueOf(getMessage());
    }
  }
}
