package dev.cometj.chain.json;

import dev.cometj.chain.Timestamp;
import dev.cometj.crypto.Bytes;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// The values of a JSON document one after the other, in the original's forms: 64-bit numbers are texts. Knows the way
/// to the value that is being read, for whoever wrote it. What is not as it must be is a failure that the reader of the
/// document makes.
public final class JsonCursor implements AutoCloseable {

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
  private final Function<String, RuntimeException> faults;

  /// Begins before the document.
  ///
  /// @param json the document in UTF-8
  /// @param faults makes the failure of a message that begins with the place
  /// @throws JacksonException from here and from every other method, if the bytes are no JSON
  public JsonCursor(byte[] json, Function<String, RuntimeException> faults) {
    this.json = json;
    this.faults = faults;
    this.parser = FACTORY.createParser(ObjectReadContext.empty(), json);
  }

  /// Goes to the object that the document must be.
  public void begin() {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw faults.apply("holds no JSON object: write one, as in {\"name\":\"...\"}");
    }
  }

  /// Checks that nothing follows the document.
  public void end() {
    if (parser.nextToken() != null) {
      throw faults.apply("goes on after the JSON object: remove what follows it");
    }
  }

  /// Reads an object, or null as one without members.
  ///
  /// @param member reads or skips the value of a member, given its name
  public void object(Consumer<String> member) {
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
  public void array(Runnable element) {
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

  /// Whether the value is null.
  ///
  /// @return whether it is
  public boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /// Passes over the value.
  public void skip() {
    parser.skipChildren();
  }

  /// Reads a text.
  ///
  /// @return the text, empty for null
  public String text() {
    if (isNull()) {
      return "";
    }
    expect(JsonToken.VALUE_STRING, "a text in quotes");
    return parser.getString();
  }

  /// Reads a number of 64 bits in quotes.
  ///
  /// @return the number, 0 for null
  public long number() {
    String text = quotedInteger();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw fault("is %s: write a number of 64 bits in quotes".formatted(text));
    }
  }

  /// Reads a number of 64 bits without sign in quotes.
  ///
  /// @return the number, 0 for null
  public long unsignedNumber() {
    String text = quotedInteger();
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException _) {
      throw fault("is %s: write a number of 64 bits without sign in quotes".formatted(text));
    }
  }

  /// Reads a number of 32 bits, which stands without quotes.
  ///
  /// @param isSigned whether it may be negative
  /// @return the number, of which the highest bit counts as any other if it may not; 0 for null
  public int number32(boolean isSigned) {
    if (isNull()) {
      return 0;
    }
    expect(JsonToken.VALUE_NUMBER_INT, "a number without quotes, as in 1");
    String literal = parser.getString();
    try {
      return isSigned ? Integer.parseInt(literal) : Integer.parseUnsignedInt(literal);
    } catch (NumberFormatException _) {
      throw fault("is %s: write a number of 32 bits".formatted(literal));
    }
  }

  /// Reads bytes in base64.
  ///
  /// @return the bytes, none for null
  public Bytes base64() {
    if (isNull()) {
      return Bytes.EMPTY;
    }
    expect(JsonToken.VALUE_STRING, "bytes in base64, in quotes");
    try {
      return Bytes.wrap(Base64.getDecoder().decode(parser.getString()));
    } catch (IllegalArgumentException _) {
      throw fault("is no base64");
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

  /// Reads a time.
  ///
  /// @return the time
  public Timestamp time() {
    expect(JsonToken.VALUE_STRING, "a time in quotes, as in \"2025-01-31T12:00:00Z\"");
    try {
      return Timestamp.parse(parser.getString());
    } catch (IllegalArgumentException e) {
      throw fault(
          "is wrong: " + e.getMessage() + "; write one like \"2025-01-31T12:00:00Z\", ending in Z");
    }
  }

  /// Reads bytes in hexadecimal digits.
  ///
  /// @return the bytes, none for null
  public Bytes hex() {
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

  /// Passes over the value.
  ///
  /// @return its bytes as they are in the document
  public Bytes raw() {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    if (parser.currentToken().isScalarValue()) {
      parser.finishToken();
    }
    int to = (int) parser.currentLocation().getByteOffset();
    return Bytes.wrap(json, from, to - from);
  }

  /// Makes a failure.
  ///
  /// @param message what is wrong with the value, as it goes on after its name
  /// @return the failure, to throw
  public RuntimeException fault(String message) {
    return faults.apply(where() + " " + message);
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
