package dev.cometj.wire.decode;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes bytes that are nearly messages of a type: with what the two protobuf implementations see differently, and
/// with plain damage. All of it follows from the generator's seed.
final class HostileBytes {

  private static final int[] GROUP_TYPES = {0, 1, 2, 5};

  private final RandomGenerator random;

  HostileBytes(RandomGenerator random) {
    this.random = random;
  }

  byte[] message(Descriptor type) {
    WireBuffer out = new WireBuffer();
    write(type, out, 0);
    byte[] bytes = out.toByteArray();
    return random.nextInt(5) == 0 ? damage(bytes) : bytes;
  }

  private boolean rarely(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private void write(Descriptor type, WireBuffer out, int depth) {
    List<FieldDescriptor> fields = type.getFields();
    int count = random.nextInt(depth == 0 ? 5 : 4);
    for (int i = 0; i < count; i++) {
      if (fields.isEmpty() || rarely(25)) {
        unknownField(out);
      } else {
        FieldDescriptor field = fields.get(random.nextInt(fields.size()));
        do {
          knownField(field, out, depth);
        } while (rarely(4));
      }
    }
  }

  private void knownField(FieldDescriptor field, WireBuffer out, int depth) {
    FieldKind kind = FieldKind.of(field);
    int wireType = kind.wireType();
    if (field.isRepeated() && kind.isPackable() && random.nextBoolean()) {
      tag(field.getNumber(), WireCursor.LENGTH_DELIMITED, out);
      packed(kind, out);
      return;
    }
    if (rarely(60)) {
      wireType = random.nextInt(8);
    }
    tag(field.getNumber(), wireType, out);
    if (wireType == WireCursor.LENGTH_DELIMITED && kind.isMessage() && depth < 6) {
      WireBuffer content = new WireBuffer();
      write(field.getMessageType(), content, depth + 1);
      delimited(content.toByteArray(), out);
    } else {
      value(wireType, out);
    }
  }

  private void packed(FieldKind kind, WireBuffer out) {
    WireBuffer elements = new WireBuffer();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      value(kind.wireType(), elements);
    }
    byte[] bytes = elements.toByteArray();
    delimited(rarely(8) ? Arrays.copyOf(bytes, bytes.length / 2) : bytes, out);
  }

  private void unknownField(WireBuffer out) {
    int number = rarely(6) ? 0 : 15 + random.nextInt(200);
    if (random.nextInt(3) > 0) {
      int wireType = GROUP_TYPES[random.nextInt(GROUP_TYPES.length)];
      tag(number, wireType, out);
      value(wireType, out);
      return;
    }
    tag(number, WireCursor.GROUP_START, out);
    int members = random.nextInt(4);
    for (int i = 0; i < members; i++) {
      unknownField(out);
    }
    if (!rarely(8)) {
      tag(random.nextBoolean() ? number : number + 1, WireCursor.GROUP_END, out);
    }
  }

  /// A tag, sometimes with bits that a decoder may cut off, or longer than it needs to be.
  private void tag(int number, int wireType, WireBuffer out) {
    long tag = (long) number << 3 | wireType;
    if (rarely(40)) {
      tag += 8L << (rarely(2) ? 29 : 32) + random.nextInt(3);
    }
    varint(tag, rarely(40), out);
  }

  private void value(int wireType, WireBuffer out) {
    switch (wireType) {
      case WireCursor.VARINT -> varint(number(), rarely(8), out);
      case WireCursor.FIXED64 -> out.writeBytes(randomBytes(8), 0, 8);
      case WireCursor.FIXED32 -> out.writeBytes(randomBytes(4), 0, 4);
      case WireCursor.LENGTH_DELIMITED -> delimited(randomBytes(random.nextInt(6)), out);
      default -> {
        // a group or an illegal type has no value of its own
      }
    }
  }

  private void delimited(byte[] content, WireBuffer out) {
    long length = content.length;
    if (rarely(100)) {
      length = rarely(2) ? number() : length + 1;
    }
    varint(length, rarely(40), out);
    out.writeBytes(content, 0, content.length);
  }

  private long number() {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> 1;
      case 2 -> -1 - random.nextInt(3);
      case 3 -> 1L << random.nextInt(64);
      case 4 -> (1L << 32) + random.nextInt(200);
      case 5 -> random.nextInt();
      case 6 -> random.nextLong();
      default -> random.nextInt(300);
    };
  }

  private void varint(long value, boolean odd, WireBuffer out) {
    if (!odd) {
      out.writeVarint(value);
      return;
    }
    int length = Math.min(10, WireBuffer.varintSize(value) + random.nextInt(5));
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (value >>> (7 * i) & 0x7F | (i < length - 1 ? 0x80 : 0));
    }
    if (length == 10 && random.nextBoolean()) {
      bytes[9] |= (byte) random.nextInt(256);
    }
    out.writeBytes(bytes, 0, length);
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] damage(byte[] bytes) {
    if (bytes.length == 0) {
      return randomBytes(random.nextInt(20));
    }
    int at = random.nextInt(bytes.length);
    byte[] damaged = bytes.clone();
    switch (random.nextInt(3)) {
      case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> damaged[at] = (byte) random.nextInt(256);
      default -> damaged = Arrays.copyOf(bytes, at);
    }
    return damaged;
  }
}
