package dev.cometj.node.json;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Writes the members of one JSON object, compact and in the order of the calls. For one thread.
public final class JsonObjectWriter {
  private final StringBuilder out;
  private boolean isFirst = true;

  private JsonObjectWriter(StringBuilder out) {
    this.out = out;
  }

  /// Writes an object.
  ///
  /// @param members writes its members
  /// @return the text
  public static String write(Consumer<JsonObjectWriter> members) {
    StringBuilder out = new StringBuilder(256);
    object(out, members);
    return out.toString();
  }

  /// Writes a text.
  ///
  /// @param name the member
  /// @param value its value
  /// @return this
  public JsonObjectWriter text(String name, String value) {
    name(name);
    JsonText.quote(out, value);
    return this;
  }

  /// Writes a number as such: what the original does with up to 32 bits.
  ///
  /// @param name the member
  /// @param value its value
  /// @return this
  public JsonObjectWriter number(String name, long value) {
    name(name).append(value);
    return this;
  }

  /// Writes a number in quotes: what the original does with 64 bits.
  ///
  /// @param name the member
  /// @param value its value
  /// @return this
  public JsonObjectWriter quoted(String name, long value) {
    name(name).append('"').append(value).append('"');
    return this;
  }

  /// Writes a truth value.
  ///
  /// @param name the member
  /// @param value its value
  /// @return this
  public JsonObjectWriter flag(String name, boolean value) {
    name(name).append(value);
    return this;
  }

  /// Writes an object.
  ///
  /// @param name the member
  /// @param members writes the object's members
  /// @return this
  public JsonObjectWriter object(String name, Consumer<JsonObjectWriter> members) {
    object(name(name), members);
    return this;
  }

  /// Writes an array of objects.
  ///
  /// @param <T> what each object is made of
  /// @param name the member
  /// @param elements one for each object
  /// @param members writes the members of an element's object
  /// @return this
  public <T> JsonObjectWriter array(
      String name, Iterable<T> elements, BiConsumer<JsonObjectWriter, T> members) {
    StringBuilder array = name(name).append('[');
    String separator = "";
    for (T element : elements) {
      array.append(separator);
      object(array, writer -> members.accept(writer, element));
      separator = ",";
    }
    array.append(']');
    return this;
  }

  /// Writes something that is JSON already.
  ///
  /// @param name the member
  /// @param json the text
  /// @return this
  public JsonObjectWriter raw(String name, String json) {
    name(name).append(json);
    return this;
  }

  private static void object(StringBuilder out, Consumer<JsonObjectWriter> members) {
    out.append('{');
    members.accept(new JsonObjectWriter(out));
    out.append('}');
  }

  private StringBuilder name(String name) {
    if (!isFirst) {
      out.append(',');
    }
    isFirst = false;
    JsonText.quote(out, name);
    return out.append(':');
  }
}
