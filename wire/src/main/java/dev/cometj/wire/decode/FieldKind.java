package dev.cometj.wire.decode;

import com.google.protobuf.Descriptors.FieldDescriptor;

/// How the value of a field lies on the wire, and what a varint is cut to.
enum FieldKind {
  /// 64 bits.
  VARINT_64(WireCursor.VARINT),
  /// Cut to 32 bits and extended by its sign: int32 and enums.
  SIGNED_32(WireCursor.VARINT),
  /// Cut to 32 bits: uint32, and sint32 in its zigzag form.
  UNSIGNED_32(WireCursor.VARINT),
  /// True unless zero.
  BOOL(WireCursor.VARINT),
  /// Four bytes.
  FIXED_32(WireCursor.FIXED32),
  /// Eight bytes.
  FIXED_64(WireCursor.FIXED64),
  /// Bytes or a string.
  BYTES(WireCursor.LENGTH_DELIMITED),
  /// A message that merges when it occurs again.
  MESSAGE(WireCursor.LENGTH_DELIMITED),
  /// A timestamp, which the original turns into its own type: checked, and replaced when it occurs again.
  TIMESTAMP(WireCursor.LENGTH_DELIMITED),
  /// A duration, likewise.
  DURATION(WireCursor.LENGTH_DELIMITED);

  private final int wireType;

  FieldKind(int wireType) {
    this.wireType = wireType;
  }

  int wireType() {
    return wireType;
  }

  boolean isPackable() {
    return wireType != WireCursor.LENGTH_DELIMITED;
  }

  boolean isMessage() {
    return this == MESSAGE || isTime();
  }

  boolean isTime() {
    return this == TIMESTAMP || this == DURATION;
  }

  /// The value that a varint of this kind stands for, as it is written in full.
  long cut(long varint) {
    return switch (this) {
      case SIGNED_32 -> (int) varint;
      case UNSIGNED_32 -> varint & 0xFFFF_FFFFL;
      case BOOL -> varint == 0 ? 0 : 1;
      default -> varint;
    };
  }

  static FieldKind of(FieldDescriptor field) {
    return switch (field.getType()) {
      case INT64, UINT64, SINT64 -> VARINT_64;
      case INT32, ENUM -> SIGNED_32;
      case UINT32, SINT32 -> UNSIGNED_32;
      case BOOL -> BOOL;
      case FIXED32, SFIXED32, FLOAT -> FIXED_32;
      case FIXED64, SFIXED64, DOUBLE -> FIXED_64;
      case BYTES, STRING -> BYTES;
      case MESSAGE -> ofMessage(field.getMessageType().getFullName());
      case GROUP -> throw new IllegalArgumentException("groups are not supported: " + field);
    };
  }

  private static FieldKind ofMessage(String type) {
    return switch (type) {
      case "google.protobuf.Timestamp" -> TIMESTAMP;
      case "google.protobuf.Duration" -> DURATION;
      default -> MESSAGE;
    };
  }
}
