package dev.cometj.node.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value that was read.
public sealed interface JsonValue {
  /// A text.
  ///
  /// @param value the text without quotes and escapes
  record Text(String value) implements JsonValue {}

  /// A number.
  ///
  /// @param literal as it was written
  record Numeral(String literal) implements JsonValue {}

  /// A truth value.
  ///
  /// @param value the value
  record Flag(boolean value) implements JsonValue {}

  /// The null value.
  record Null() implements JsonValue {}

  /// An array.
  ///
  /// @param elements unmodifiable
  record Array(List<JsonValue> elements) implements JsonValue {
    /// Keep an unmodifiable copy.
    public Array {
      elements = List.copyOf(elements);
    }
  }

  /// An object. Of members with one name the last one counts.
  ///
  /// @param members unmodifiable
  record Members(Map<String, JsonValue> members) implements JsonValue {
    /// Keep an unmodifiable copy.
    public Members {
      members = Map.copyOf(members);
    }

    /// Finds a member.
    ///
    /// @param name its name
    /// @return its value, or empty if there is none
    public Optional<JsonValue> member(String name) {
      return Optional.ofNullable(members.get(name));
    }

    /// Finds a text.
    ///
    /// @param name the member's name
    /// @return the text, or empty if there is none of that name or it is no text
    public Optional<String> text(String name) {
      return member(name).filter(Text.class::isInstance).map(value -> ((Text) value).value());
    }

    /// Finds an object.
    ///
    /// @param name the member's name
    /// @return the object, or empty if there is none of that name or it is no object
    public Optional<Members> object(String name) {
      return member(name).filter(Members.class::isInstance).map(Members.class::cast);
    }
  }
}
