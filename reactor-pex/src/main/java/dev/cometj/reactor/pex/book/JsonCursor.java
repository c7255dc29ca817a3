package dev.cometj.reactor.pex.book;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON from front to back under limits, for a file that may hold anything. Every fault is a
/// [CorruptBookException] or a `JacksonException`.
final class JsonCursor implements AutoCloseable {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxDocumentLength(BookStore.MAX_FILE_BYTES)
                  .maxNumberLength(32)
                  .maxStringLength(4096)
                  .maxNameLength(256)
                  .build())
          .build();

  private final JsonParser parser;

  JsonCursor(InputStream content) {
    this.parser = FACTORY.createParser(ObjectReadContext.empty(), content);
  }

  /// Step to the first token.
  void begin() {
    parser.nextToken();
  }

  /// Make sure that nothing follows.
  void end() {
    if (parser.nextToken() != null) {
      throw corrupt("something follows the end");
    }
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /// Read the object at the cursor. The reader is called with the cursor on each value and tells by its answer
  /// whether it knows the field; values of fields it does not know are skipped.
  void object(String what, Predicate<String> field) {
    require(JsonToken.START_OBJECT, what);
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (!field.test(name)) {
        parser.skipChildren();
      }
    }
    require(JsonToken.END_OBJECT, what);
  }

  /// Read the array at the cursor; null is an empty one.
  <T> List<T> array(String what, int most, Supplier<T> element) {
    if (isNull()) {
      return List.of();
    }
    require(JsonToken.START_ARRAY, what);
    List<T> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (elements.size() == most) {
        throw corrupt("more than %d %s".formatted(most, what));
      }
      elements.add(element.get());
    }
    return elements;
  }

  String text(String what) {
    require(JsonToken.VALUE_STRING, what);
    return parser.getString();
  }

  boolean flag(String what) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> throw corrupt("%s is neither true nor false".formatted(what));
    };
  }

  int number(String what, int least, int most) {
    require(JsonToken.VALUE_NUMBER_INT, what);
    long value = parser.getLongValue();
    if (value < least || value > most) {
      throw corrupt("%s is not in %d..%d".formatted(what, least, most));
    }
    return (int) value;
  }

  BookTime time(String what) {
    if (isNull()) {
      return BookTime.NEVER;
    }
    String text = text(what);
    return BookTime.parse(text)
        .orElseThrow(() -> corrupt("%s is no time: '%s'".formatted(what, text)));
  }

  CorruptBookException corrupt(String why) {
    return new CorruptBookException(
        "%s, at line %d".formatted(why, parser.currentTokenLocation().getLineNr()), null);
  }

  private void require(JsonToken expected, String what) {
    if (parser.currentToken() != expected) {
      throw corrupt("%s: %s instead of %s".formatted(what, parser.currentToken(), expected));
    }
  }

  @Override
  public void close() {
    parser.close();
  }
}
