package dev.cometj.chain.json;

import dev.cometj.chain.Timestamp;
import dev.cometj.crypto.Bytes;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// Writes the members of one JSON object, compact and in the order of the calls. For one thread.
public final class JsonObject {
  private static final int TYPICAL_SIZE = 512;

  private final StringBuilder out;
  private boolean isFirst = true;

  private JsonObject(StringBuilder out) {
    this.out = out;
  }

  /// Writes an object.
  ///
  /// @param members writes its members
  /// @return the object's JSON
  public static String of(Consumer<JsonObject> members) {
    StringBuilder out = new StringBuilder(TYPICAL_SIZE);
    write(out, members);
    return out.toString();
  }

  /// Writes a text.
  ///
  /// @param name the member
  /// @param value its value; bytes that were no UTF-8 come out as the original writes them
  /// @return this
  public JsonObject text(String name, String value) {
    JsonText.quote(name(name), value);
    return this;
  }

  /// Writes a number as such: what the original does with up to 32 bits.
  ///
  /// @param name the member
  /// @param value its value
  /// @return this
  public JsonObject number(String name, long value) {
    name(name).append(value);
    return this;
  }

  /// Writes a number in quotes: what the original does with 64 bits.
  ///
  /// @param name the member
  /// @param value its value
  /// @return this
  public JsonObject quoted(String name, long value) {
    name(name).append('"').append(value).append('"');
    return this;
  }

  /// Writes a number without sign in quotes.
  ///
  /// @param name the member
  /// @param value its value
  /// @return this
  public JsonObject unsigned(String name, long value) {
    name(name).append('"').append(Long.toUnsignedString(value)).append('"');
    return this;
  }

  /// Writes a truth value.
  ///
  /// @param name the member
  /// @param value its value
  /// @return this
  public JsonObject flag(String name, boolean value) {
    name(name).append(value);
    return this;
  }

  /// Writes a time.
  ///
  /// @param name the member
  /// @param value its value
  /// @return this
  public JsonObject time(String name, Timestamp value) {
    name(name).append('"').append(value).append('"');
    return this;
  }

  /// Writes bytes in upper-case hexadecimal digits.
  ///
  /// @param name the member
  /// @param value its value
  /// @return this
  public JsonObject hex(String name, Bytes value) {
    name(name).append('"').append(value).append('"');
    return this;
  }

  /// Writes bytes in base64.
  ///
  /// @param name the member
  /// @param value its value; no bytes are null
  /// @return this
  public JsonObject base64(String name, Bytes value) {
    return value.isEmpty() ? absent(name) : raw(name, base64(value));
  }

  /// Writes null.
  ///
  /// @param name the member
  /// @return this
  public JsonObject absent(String name) {
    return raw(name, "null");
  }

  /// Writes something that is JSON already.
  ///
  /// @param name the member
  /// @param json the value
  /// @return this
  public JsonObject raw(String name, String json) {
    name(name).append(json);
    return this;
  }

  /// Writes an object.
  ///
  /// @param name the member
  /// @param members writes the object's members
  /// @return this
  public JsonObject object(String name, Consumer<JsonObject> members) {
    write(name(name), members);
    return this;
  }

  /// Writes an array of objects.
  ///
  /// @param <T> what each object is made of
  /// @param name the member
  /// @param elements one for each object
  /// @param members writes the members of an element's object
  /// @return this
  public <T> JsonObject array(String name, List<T> elements, BiConsumer<JsonObject, T> members) {
    StringBuilder array = name(name).append('[');
    for (int i = 0; i < elements.size(); i++) {
      T element = elements.get(i);
      write(i == 0 ? array : array.append(','), object -> members.accept(object, element));
    }
    array.append(']');
    return this;
  }

  /// Writes an array of values.
  ///
  /// @param <T> what each value is made of
  /// @param name the member
  /// @param elements one for each value
  /// @param json gives the JSON of an element
  /// @return this
  public <T> JsonObject values(String name, List<T> elements, Function<T, String> json) {
    StringBuilder array = name(name).append('[');
    for (int i = 0; i < elements.size(); i++) {
      (i == 0 ? array : array.append(',')).append(json.apply(elements.get(i)));
    }
    array.append(']');
    return this;
  }

  /// Gives bytes in base64.
  ///
  /// @param value the bytes
  /// @return a JSON text, empty for no bytes
  public static String base64(Bytes value) {
    return '"' + Base64.getEncoder().encodeToString(value.toByteArray()) + '"';
  }

  private static void write(StringBuilder out, Consumer<JsonObject> members) {
    out.append('{');
    members.accept(new JsonObject(out));
    out.append('}');
  }

  private StringBuilder name(String name) {
    if (!isFirst) {
      out.append(',');
    }
    isFirst = false;
    return out.append('"').append(name).append("\":");
  }
}
