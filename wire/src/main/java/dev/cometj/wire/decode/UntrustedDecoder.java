package dev.cometj.wire.decode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.cometj.wire.decode.MalformedMessageException.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Decodes messages of one type from bytes that a peer sent, exactly as the original does.
///
/// What the original accepts is accepted, with the same result, and everything else is malformed (`Unmarshal` in
/// `proto/tendermint/**/*.pb.go`). In particular: unknown fields are passed over and not kept; a known field with
/// another wire type is malformed; field numbers and 32-bit values are cut to 32 bits before they are looked at; a
/// oneof member or a time that occurs again replaces the former one, other messages merge; strings may hold any
/// bytes, which the generated `...Bytes` accessors give back unchanged; unknown enum values are kept as numbers;
/// a time outside of the years 1 to 9999 is malformed.
///
/// Repeated fields that a peer can fill cheaply need limits: they are counted over the whole message, wherever the
/// field occurs in it, before anything is allocated for the entries. All that is allocated until then is a few small
/// objects for each nested message that is being looked at; the depth is bounded by the schema, since types that
/// contain themselves are refused when a decoder is made.
///
/// Immutable and safe for any thread. Making one costs a walk over the schema, so make it once and keep it.
///
/// @param <M> the generated message type
public final class UntrustedDecoder<M extends Message> {

  private final M prototype;
  private final Parser<M> parser;
  private final Map<String, Integer> limitOfField;
  private final int[] limits;
  private final MessageTable table;

  private UntrustedDecoder(M prototype, Map<String, Integer> limitOfField, int[] limits) {
    this.prototype = prototype;
    @SuppressWarnings("unchecked") // a message's parser makes messages of its own type
    Parser<M> own = (Parser<M>) prototype.getParserForType();
    this.parser = own;
    this.limitOfField = limitOfField;
    this.limits = limits;
    this.table = MessageTable.compile(prototype.getDescriptorForType(), limitOfField);
  }

  /// Makes a decoder without limits.
  ///
  /// @param <M> the generated message type
  /// @param prototype the default instance of that type
  /// @return the decoder
  /// @throws IllegalArgumentException if the type contains itself
  public static <M extends Message> UntrustedDecoder<M> of(M prototype) {
    return new UntrustedDecoder<>(prototype, Map.of(), new int[0]);
  }

  /// Makes a decoder like this one that limits the entries of repeated fields.
  ///
  /// @param entries the most entries of all the given fields together in one message, from 0
  /// @param fields full names, as in `tendermint.p2p.PexAddrs.addrs`
  /// @return the decoder with this limit besides those of this one
  /// @throws IllegalArgumentException if a field is no repeated field of a message that can occur, or has a
  ///     limit already
  public UntrustedDecoder<M> limit(int entries, String... fields) {
    if (entries < 0) {
      throw new IllegalArgumentException("a limit cannot be " + entries);
    }
    Set<String> repeated = new HashSet<>();
    collectRepeated(prototype.getDescriptorForType(), new HashSet<>(), repeated);
    Map<String, Integer> extended = new HashMap<>(limitOfField);
    for (String field : fields) {
      if (!repeated.contains(field)) {
        throw new IllegalArgumentException(
            field + " is no repeated field of " + table.name() + " or what it contains");
      }
      if (extended.put(field, limits.length) != null) {
        throw new IllegalArgumentException(field + " has a limit already");
      }
    }
    int[] extendedLimits = Arrays.copyOf(limits, limits.length + 1);
    extendedLimits[limits.length] = entries;
    return new UntrustedDecoder<>(prototype, extended, extendedLimits);
  }

  private static void collectRepeated(
      Descriptor message, Set<Descriptor> visited, Set<String> repeated) {
    if (!visited.add(message)) {
      return;
    }
    for (FieldDescriptor field : message.getFields()) {
      if (field.isRepeated()) {
        repeated.add(field.getFullName());
      }
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        collectRepeated(field.getMessageType(), visited, repeated);
      }
    }
  }

  /// Decodes a message.
  ///
  /// @param bytes all of the message's bytes; not kept
  /// @return the message, without unknown fields
  /// @throws MalformedMessageException if the original would not decode them, or a limit is exceeded
  public M decode(byte[] bytes) throws MalformedMessageException {
    return decode(bytes, 0, bytes.length);
  }

  /// Decodes a message that is a part of an array.
  ///
  /// @param bytes the array; not kept
  /// @param offset where the message begins
  /// @param length how many bytes it has
  /// @return the message, without unknown fields
  /// @throws MalformedMessageException if the original would not decode them, or a limit is exceeded
  /// @throws IndexOutOfBoundsException if the part is not within the array
  public M decode(byte[] bytes, int offset, int length) throws MalformedMessageException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    boolean isPlain = new WireScanner(limits).scan(table, bytes, offset, offset + length);
    try {
      return isPlain
          ? parser.parseFrom(bytes, offset, length)
          : parser.parseFrom(WireNormalizer.normalize(table, bytes, offset, offset + length));
    } catch (InvalidProtocolBufferException _) {
      throw new MalformedMessageException(Reason.UNREADABLE, table.name());
    }
  }

  /// Decodes a message from a buffer's remaining bytes, and leaves the buffer's position as it is.
  ///
  /// @param buffer all of the message's bytes; not kept
  /// @return the message, without unknown fields
  /// @throws MalformedMessageException if the original would not decode them, or a limit is exceeded
  public M decode(ByteBuffer buffer) throws MalformedMessageException {
    if (buffer.hasArray()) {
      return decode(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return decode(bytes);
  }
}
