package dev.cometj.wire.decode;

/// Bytes from a peer are not a message that the original would decode, or break a limit.
///
/// Checked, so that no code that decodes a peer's bytes forgets it: the peer is answerable for them, and the
/// connection ends. It has no stack trace, because a peer may cause many.
public final class MalformedMessageException extends Exception {

  /// What is wrong with the bytes.
  public enum Reason {
    /// They end within a field.
    TRUNCATED("truncated"),
    /// A varint has more than ten bytes.
    VARINT_OVERFLOW("varint of more than ten bytes"),
    /// A length has its 64th bit set.
    NEGATIVE_LENGTH("negative length"),
    /// A field number is zero, or negative when cut to 32 bits.
    ILLEGAL_FIELD_NUMBER("illegal field number"),
    /// A field of the message has a wire type that is not its own.
    WRONG_WIRE_TYPE("wrong wire type"),
    /// A wire type that does not exist.
    ILLEGAL_WIRE_TYPE("illegal wire type"),
    /// The end of a group that was not begun.
    UNEXPECTED_GROUP_END("unexpected end of a group"),
    /// A time or a duration outside of what protobuf allows.
    TIME_OUT_OF_RANGE("time out of range"),
    /// A repeated field has more entries than its limit.
    TOO_MANY_ENTRIES("too many entries"),
    /// The generated parser refused what the scan had passed.
    UNREADABLE("unreadable");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  MalformedMessageException(Reason reason, String where) {
    super(reason.text + " in " + where, null, false, false);
    this.reason = reason;
  }

  /// What is wrong with the bytes.
  ///
  /// @return the reason
  public Reason reason() {
    return reason;
  }
}
