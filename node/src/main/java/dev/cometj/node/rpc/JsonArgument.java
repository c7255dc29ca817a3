package dev.cometj.node.rpc;

import dev.cometj.node.json.JsonFormatException;
import dev.cometj.node.json.JsonReader;
import dev.cometj.node.json.JsonText;
import dev.cometj.node.json.JsonValue;
import dev.cometj.p2p.spi.RpcRoutes.Kind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a parameter's value as the original's `libs/json` does: 64-bit numbers stand in quotes, bytes in base64 or in
/// hexadecimal digits. What does not fit is an [IllegalArgumentException] with the original's text, as far as it is not
/// about the place of an error in JSON.
final class JsonArgument {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
  private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger LARGEST_UNSIGNED =
      BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private JsonArgument() {}

  /// Gives a value in the form that routes get.
  ///
  /// @return the text, or empty for null
  static Optional<String> text(Kind kind, JsonValue value) {
    if (value instanceof JsonValue.Null) {
      return Optional.empty();
    }
    return Optional.of(
        switch (kind) {
          case JSON -> JsonText.of(value);
          case BYTES -> bytes(value);
          case FLAG -> {
            if (value instanceof JsonValue.Flag(boolean flag)) {
              yield Boolean.toString(flag);
            }
            throw misfit(kind, value);
          }
          case TEXT, DIGITS, NUMBER, COUNT, INDEX -> {
            if (value instanceof JsonValue.Text(String text)) {
              yield quoted(kind, text);
            }
            throw unquoted(kind, value);
          }
        });
  }

  private static String quoted(Kind kind, String text) {
    return switch (kind) {
      case TEXT -> text;
      case DIGITS -> digits(text);
      default -> number(kind, text);
    };
  }

  private static IllegalArgumentException unquoted(Kind kind, JsonValue value) {
    return switch (kind) {
      case TEXT -> misfit(kind, value);
      case DIGITS -> noDigits(JsonText.of(value));
      default -> noNumber(JsonText.of(value));
    };
  }

  /// Reads the JSON that stands in the quotes of a number.
  static String number(Kind kind, String inner) {
    if (inner.isBlank()) {
      throw new IllegalArgumentException("unexpected end of JSON input");
    }
    return switch (parsed(inner)) {
      case JsonValue.Null _ -> "0";
      case JsonValue.Numeral(String literal) -> integer(kind, literal);
      case JsonValue other -> throw misfit(kind, other);
    };
  }

  static JsonValue parsed(String json) {
    try {
      return JsonReader.read(json);
    } catch (JsonFormatException e) {
      throw new IllegalArgumentException("invalid JSON", e);
    }
  }

  private static String integer(Kind kind, String literal) {
    if (INTEGER.matcher(literal).matches()) {
      BigInteger value = new BigInteger(literal);
      boolean isUnsigned = kind == Kind.INDEX;
      boolean isLow = value.compareTo(isUnsigned ? BigInteger.ZERO : SMALLEST) < 0;
      boolean isHigh = value.compareTo(isUnsigned ? LARGEST_UNSIGNED : LARGEST) > 0;
      if (!isLow && !isHigh && !(isUnsigned && literal.startsWith("-"))) {
        return value.toString();
      }
    }
    throw new IllegalArgumentException(
        "json: cannot unmarshal number %s into Go value of type %s"
            .formatted(literal, typeName(kind)));
  }

  /// Refuses a number without quotes.
  static IllegalArgumentException noNumber(String json) {
    return new IllegalArgumentException(
        "invalid 64-bit integer encoding \"%s\", expected string"
            .formatted(json.replace("\\", "\\\\").replace("\"", "\\\"")));
  }

  private static String bytes(JsonValue value) {
    return switch (value) {
      case JsonValue.Text(String base64) -> HexFormat.of().formatHex(decoded(base64));
      case JsonValue.Array(List<JsonValue> elements) -> {
        StringBuilder digits = new StringBuilder();
        for (JsonValue element : elements) {
          if (!(element instanceof JsonValue.Numeral(String literal))
              || !literal.matches("[0-9]{1,3}")
              || Integer.parseInt(literal) > 255) {
            throw new IllegalArgumentException(
                "json: cannot unmarshal %s into Go value of type uint8".formatted(name(element)));
          }
          HexFormat.of().toHexDigits(digits, (byte) Integer.parseInt(literal));
        }
        yield digits.toString();
      }
      default -> throw misfit(Kind.BYTES, value);
    };
  }

  /// Line ends are passed over, and padding is not optional.
  private static byte[] decoded(String base64) {
    String text = base64.replace("\n", "").replace("\r", "");
    try {
      if (text.length() % 4 == 0) {
        return Base64.getDecoder().decode(text);
      }
    } catch (IllegalArgumentException _) {
      // Told below, as it is for a length that cannot be.
    }
    throw new IllegalArgumentException(
        "illegal base64 data at input byte " + text.replaceFirst("[^A-Za-z0-9+/].*", "").length());
  }

  /// Checks hexadecimal digits.
  static String digits(String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xFF;
      if (!HexFormat.isHexDigit(c)) {
        throw new IllegalArgumentException(
            "encoding/hex: invalid byte: U+%04X '%c'".formatted(c, c));
      }
    }
    if (text.length() % 2 != 0) {
      throw new IllegalArgumentException("encoding/hex: odd length hex string");
    }
    return text;
  }

  /// Refuses digits without quotes.
  static IllegalArgumentException noDigits(String json) {
    return new IllegalArgumentException("invalid hex string: " + json);
  }

  private static IllegalArgumentException misfit(Kind kind, JsonValue value) {
    return new IllegalArgumentException(
        "json: cannot unmarshal %s into Go value of type %s"
            .formatted(name(value), typeName(kind)));
  }

  /// How the original calls the form of a value.
  static String name(JsonValue value) {
    return switch (value) {
      case JsonValue.Text _ -> "string";
      case JsonValue.Numeral _ -> "number";
      case JsonValue.Flag _ -> "bool";
      case JsonValue.Null _ -> "null";
      case JsonValue.Array _ -> "array";
      case JsonValue.Members _ -> "object";
    };
  }

  /// How the original calls a kind.
  static String typeName(Kind kind) {
    return switch (kind) {
      case TEXT -> "string";
      case NUMBER -> "int64";
      case COUNT -> "int";
      case INDEX -> "uint";
      case FLAG -> "bool";
      case BYTES, DIGITS -> "[]uint8";
      case JSON -> "interface";
    };
  }
}
