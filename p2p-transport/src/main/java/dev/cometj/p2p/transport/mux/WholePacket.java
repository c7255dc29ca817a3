package dev.cometj.p2p.transport.mux;

/// Decodes one whole packet exactly as the original's generated code does (`proto/tendermint/p2p/conn.pb.go`):
///
/// - of several oneof members the last one counts, replacing what came before;
/// - unknown fields are skipped, groups too, and not kept;
/// - a known field with another wire type is an error; so is an end-group tag, or a field number of 0 or less;
/// - tags are cut to 32 bits before the field number is looked at;
/// - varints have up to ten bytes and need not be minimal; bits beyond the number are dropped.
///
/// Groups are skipped with a counter, not by recursion. Reusable; used by one thread at a time.
final class WholePacket {
  /// Which member the packet has.
  enum Kind {
    NONE,
    PING,
    PONG,
    MESSAGE
  }

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int START_GROUP = 3;
  private static final int END_GROUP = 4;
  private static final int FIXED32 = 5;

  private byte[] bytes = new byte[0];
  private int at;

  Kind kind = Kind.NONE;
  int channelId;
  boolean eof;
  int dataFrom;
  int dataBytes;

  /// Decode; the fields then hold the outcome.
  ///
  /// @param source where the packet is; `dataFrom` is an index into it
  /// @param from its first byte
  /// @param to behind its last byte
  void decode(byte[] source, int from, int to) throws LinkFaultException {
    bytes = source;
    at = from;
    kind = Kind.NONE;
    while (at < to) {
      int start = at;
      long tag = varint(to);
      switch (field(tag)) {
        case 1 -> empty(Kind.PING, tag, to);
        case 2 -> empty(Kind.PONG, tag, to);
        case 3 -> message(end(tag, to));
        default -> skip(start, to);
      }
    }
  }

  /// A ping or pong has no fields: whatever is inside is skipped.
  private void empty(Kind which, long tag, int to) throws LinkFaultException {
    int end = end(tag, to);
    while (at < end) {
      int start = at;
      field(varint(end));
      skip(start, end);
    }
    kind = which;
  }

  private void message(int end) throws LinkFaultException {
    channelId = 0;
    eof = false;
    dataFrom = at;
    dataBytes = 0;
    while (at < end) {
      int start = at;
      long tag = varint(end);
      switch (field(tag)) {
        case 1 -> {
          require(tag, VARINT);
          channelId = (int) varint(end);
        }
        case 2 -> {
          require(tag, VARINT);
          eof = varint(end) != 0;
        }
        case 3 -> {
          int dataEnd = end(tag, end);
          dataFrom = at;
          dataBytes = dataEnd - at;
          at = dataEnd;
        }
        default -> skip(start, end);
      }
    }
    kind = Kind.MESSAGE;
  }

  /// The field number of a tag, after the checks every generated decoder makes.
  private static int field(long tag) throws LinkFaultException {
    if ((tag & 7) == END_GROUP) {
      throw LinkFaultException.malformed("packet: end group without a group");
    }
    int field = (int) (tag >>> 3);
    if (field <= 0) {
      throw LinkFaultException.malformed("packet: illegal field number " + field);
    }
    return field;
  }

  private static void require(long tag, int wireType) throws LinkFaultException {
    if ((tag & 7) != wireType) {
      throw LinkFaultException.malformed(
          "packet: field %d with wire type %d".formatted((int) (tag >>> 3), tag & 7));
    }
  }

  /// Read the length of a member and give the index behind it.
  private int end(long tag, int to) throws LinkFaultException {
    require(tag, LENGTH_DELIMITED);
    int length = length(to);
    return at + length;
  }

  private int length(int to) throws LinkFaultException {
    long length = varint(to);
    if (length < 0) {
      throw LinkFaultException.malformed("packet: negative length");
    }
    if (length > to - at) {
      throw truncated();
    }
    return (int) length;
  }

  private long varint(int to) throws LinkFaultException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= to) {
        throw truncated();
      }
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw LinkFaultException.malformed("packet: integer overflow");
  }

  /// Skip the field whose tag begins at `start`; a group with all that is in it.
  private void skip(int start, int to) throws LinkFaultException {
    at = start;
    int depth = 0;
    do {
      long tag = varint(to);
      switch ((int) (tag & 7)) {
        case VARINT -> varint(to);
        case FIXED64 -> forward(8, to);
        case LENGTH_DELIMITED -> forward(length(to), to);
        case START_GROUP -> depth++;
        case END_GROUP -> depth--;
        case FIXED32 -> forward(4, to);
        default -> throw LinkFaultException.malformed("packet: illegal wire type " + (tag & 7));
      }
    } while (depth > 0);
  }

  private void forward(int count, int to) throws LinkFaultException {
    if (count > to - at) {
      throw truncated();
    }
    at += count;
  }

  private static LinkFaultException truncated() {
    return LinkFaultException.malformed("packet: unexpected end");
  }
}
