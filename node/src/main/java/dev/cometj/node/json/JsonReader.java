package dev.cometj.node.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads small JSON documents into a tree. What comes in may be hostile: depth is limited, and the only failure is
/// [JsonFormatException].
public final class JsonReader {
  private static final int DEEPEST = 100;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private JsonReader() {}

  /// Reads a document.
  ///
  /// @param text the document
  /// @return its value
  /// @throws JsonFormatException if it is not exactly one JSON value
  public static JsonValue read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Reads a document.
  ///
  /// @param bytes UTF-8
  /// @return its value
  /// @throws JsonFormatException if it is not exactly one JSON value
  public static JsonValue read(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonFormatException("there is nothing");
      }
      JsonValue value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new JsonFormatException("there is more than one value");
      }
      return value;
    } catch (JacksonException e) {
      throw JsonFormatException.of(e);
    }
  }

  private static JsonValue value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonValue.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(parser.getString());
      case VALUE_TRUE -> new JsonValue.Flag(true);
      case VALUE_FALSE -> new JsonValue.Flag(false);
      case VALUE_NULL -> new JsonValue.Null();
      default -> throw new JsonFormatException("'" + token + "' is no value");
    };
  }

  private static JsonValue object(JsonParser parser) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    String name = parser.nextName();
    while (name != null) {
      members.put(name, value(parser, parser.nextToken()));
      name = parser.nextName();
    }
    return new JsonValue.Members(members);
  }

  private static JsonValue array(JsonParser parser) {
    List<JsonValue> elements = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      elements.add(value(parser, token));
      token = parser.nextToken();
    }
    return new JsonValue.Array(elements);
  }
}
