package dev.cometj.chain.params;

import dev.cometj.chain.Timestamp;
import dev.cometj.crypto.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// The values of a JSON document one after the other, in the original's forms: 64-bit numbers are texts. Knows the way
/// to the value that is being read, for the operator.
final class GenesisJson implements AutoCloseable {

  private static final int DEEPEST = 10_000;
  private static final int LONGEST_NAME = 1 << 20;
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final byte[] json;
  private final JsonParser parser;
  private final Deque<String> path = new ArrayDeque<>();

  GenesisJson(byte[] json) {
    this.json = json;
    this.parser = FACTORY.createParser(ObjectReadContext.empty(), json);
  }

  /// Goes to the first value.
  void begin() {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new GenesisException("holds no JSON object: write one, as in {\"chain_id\":\"...\"}");
    }
  }

  /// Checks that nothing follows the document.
  void end() {
    if (parser.nextToken() != null) {
      throw new GenesisException("goes on after the JSON object: remove what follows it");
    }
  }

  /// Reads an object, or null as one without members.
  ///
  /// @param member reads or skips the value of a member, given its name
  void object(Consumer<String> member) {
    if (isNull()) {
      return;
    }
    expect(JsonToken.START_OBJECT, "an object, as in {...}");
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      path.addLast(name);
      member.accept(name);
      path.removeLast();
    }
  }

  /// Reads an array, or null as one without elements.
  ///
  /// @param element reads an element
  void array(Runnable element) {
    if (isNull()) {
      return;
    }
    expect(JsonToken.START_ARRAY, "a list, as in [...]");
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      path.addLast("[" + i + "]");
      element.run();
      path.removeLast();
    }
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  void skip() {
    parser.skipChildren();
  }

  String text() {
    if (isNull()) {
      return "";
    }
    expect(JsonToken.VALUE_STRING, "a text in quotes");
    return parser.getString();
  }

  long number() {
    String text = quotedInteger();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw fault("is %s: write a number of 64 bits in quotes".formatted(text));
    }
  }

  long unsignedNumber() {
    String text = quotedInteger();
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException _) {
      throw fault("is %s: write a number of 64 bits without sign in quotes".formatted(text));
    }
  }

  private String quotedInteger() {
    if (isNull()) {
      return "0";
    }
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      throw fault("is a bare number: write \"" + parser.getString() + "\", in quotes");
    }
    expect(JsonToken.VALUE_STRING, "a number in quotes, as in \"1\"");
    String text = parser.getString().strip();
    if (!INTEGER.matcher(text).matches()) {
      throw fault("is \"%s\": write a whole number in quotes, as in \"1\"".formatted(text));
    }
    return text;
  }

  Timestamp time() {
    expect(JsonToken.VALUE_STRING, "a time in quotes, as in \"2025-01-31T12:00:00Z\"");
    try {
      return Timestamp.parse(parser.getString());
    } catch (IllegalArgumentException e) {
      throw fault(
          "is wrong: " + e.getMessage() + "; write one like \"2025-01-31T12:00:00Z\", ending in Z");
    }
  }

  Bytes hex() {
    if (isNull()) {
      return Bytes.EMPTY;
    }
    expect(JsonToken.VALUE_STRING, "hexadecimal digits in quotes");
    try {
      return Bytes.fromHex(parser.getString());
    } catch (IllegalArgumentException _) {
      throw fault("is \"%s\": write two hexadecimal digits a byte".formatted(parser.getString()));
    }
  }

  /// The value's bytes as they are in the document.
  Bytes raw() {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    if (parser.currentToken().isScalarValue()) {
      parser.finishToken();
    }
    int to = (int) parser.currentLocation().getByteOffset();
    return Bytes.wrap(json, from, to - from);
  }

  GenesisException fault(String message) {
    return new GenesisException(where() + " " + message);
  }

  private void expect(JsonToken token, String form) {
    if (parser.currentToken() != token) {
      throw fault("is of the wrong kind: write " + form);
    }
  }

  private String where() {
    StringBuilder where = new StringBuilder();
    for (String step : path) {
      if (!where.isEmpty() && !step.startsWith("[")) {
        where.append('.');
      }
      where.append(step);
    }
    return where.toString();
  }

  @Override
  public void close() {
    parser.close();
  }
}
