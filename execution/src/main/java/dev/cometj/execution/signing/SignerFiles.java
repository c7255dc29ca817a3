package dev.cometj.execution.signing;

import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.SigningException.Reason;
import dev.cometj.p2p.spi.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads the two small files of a validator. Whatever is wrong with them ends in a refusal that names the file; nothing
/// is ever guessed.
final class SignerFiles {
  private static final int MAX_FILE_BYTES = 256 * 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxDocumentLength(MAX_FILE_BYTES)
                  .maxNumberLength(32)
                  .maxNameLength(256)
                  .build())
          .build();

  private SignerFiles() {}

  /// A value of a file, as text, with the kind that it had.
  ///
  /// @param text the value
  /// @param isNumber whether it was a number
  record Value(String text, boolean isNumber) {}

  /// Read a file whole.
  ///
  /// @param disk where it is
  /// @param file the file
  /// @param what what it is, for the refusal
  static byte[] read(Disk disk, Path file, String what) {
    try {
      Optional<InputStream> content = disk.open(file);
      if (content.isEmpty()) {
        throw unusable("there is no %s at %s".formatted(what, file), null);
      }
      try (InputStream in = content.get()) {
        byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
        if (bytes.length > MAX_FILE_BYTES) {
          throw unusable("the %s %s is too large".formatted(what, file), null);
        }
        return bytes;
      }
    } catch (IOException e) {
      throw unusable("cannot read the %s %s: %s".formatted(what, file, e.getMessage()), e);
    }
  }

  /// Read one JSON object into values by path, for example `pub_key.type`. Names may come once; what is null is left
  /// out; lists are no part of these files.
  ///
  /// @throws JacksonException if it is no JSON
  /// @throws IllegalArgumentException if it is another JSON
  static Map<String, Value> members(byte[] json) {
    Map<String, Value> values = new HashMap<>();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("it is no JSON object");
      }
      object(parser, "", values);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("something follows the end");
      }
    }
    return values;
  }

  private static void object(JsonParser parser, String prefix, Map<String, Value> values) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = prefix + parser.currentName();
      JsonToken token = parser.nextToken();
      switch (token) {
        case START_OBJECT -> object(parser, name + '.', values);
        case VALUE_STRING, VALUE_NUMBER_INT -> {
          Value value = new Value(parser.getString(), token == JsonToken.VALUE_NUMBER_INT);
          if (values.put(name, value) != null) {
            throw new IllegalArgumentException(name + " is there twice");
          }
        }
        case VALUE_NULL -> {}
        case null, default -> throw new IllegalArgumentException(name + " has a wrong type");
      }
    }
  }

  /// Take a text.
  ///
  /// @throws IllegalArgumentException if it is missing, or no text
  static String text(Map<String, Value> values, String name) {
    Value value = values.get(name);
    if (value == null || value.isNumber()) {
      throw new IllegalArgumentException("there is no text " + name + " in it");
    }
    return value.text();
  }

  /// Take a number that is written as a number.
  ///
  /// @throws IllegalArgumentException if it is missing, or none
  static int number(Map<String, Value> values, String name) {
    Value value = values.get(name);
    if (value == null || !value.isNumber()) {
      throw new IllegalArgumentException("there is no number " + name + " in it");
    }
    return Integer.parseInt(value.text());
  }

  static SigningException unusable(String message, @Nullable Throwable cause) {
    return new SigningException(Reason.UNUSABLE_FILES, message, cause);
  }
}
