package dev.cometj.wire.decode;

import dev.cometj.wire.decode.MalformedMessageException.Reason;

/// Checks one message in a single pass, counts entries against their limits, and finds out whether its bytes are
/// plain: whether protobuf-java makes the same of them as the original.
///
/// Not plain are, in short: unknown fields (they would be kept), varints that are not the shortest, tags beyond 32
/// bits, a oneof member or a time that occurs again (it would merge), a packed field that runs past its length, and a
/// single message that occurs again, because what it contains may have to be replaced.
final class WireScanner {

  private final int[] remaining;

  /// @param limits the most entries for each limit; copied
  WireScanner(int[] limits) {
    this.remaining = limits.clone();
  }

  /// Checks a message.
  ///
  /// @return whether its bytes are plain
  boolean scan(MessageTable table, byte[] bytes, int from, int end)
      throws MalformedMessageException {
    WireCursor cursor = new WireCursor(bytes, from, end, table.name());
    boolean isPlain = true;
    long filled = 0;
    while (!cursor.atEnd()) {
      isPlain &= cursor.readTag();
      FieldRule rule = table.find(cursor.fieldNumber());
      if (rule == null) {
        cursor.skipValue();
        isPlain = false;
        continue;
      }
      if (rule.slot() != FieldRule.NO_SLOT) {
        long bit = 1L << rule.slot();
        isPlain &= (filled & bit) == 0;
        filled |= bit;
      }
      isPlain &= scanField(rule, cursor);
    }
    return isPlain;
  }

  private boolean scanField(FieldRule rule, WireCursor cursor) throws MalformedMessageException {
    if (cursor.wireType() == rule.kind().wireType()) {
      count(rule, cursor);
      return scanValue(rule, cursor);
    }
    if (isPacked(rule, cursor)) {
      return scanPacked(rule, cursor);
    }
    throw cursor.malformed(Reason.WRONG_WIRE_TYPE);
  }

  static boolean isPacked(FieldRule rule, WireCursor cursor) {
    return rule.isRepeated()
        && rule.kind().isPackable()
        && cursor.wireType() == WireCursor.LENGTH_DELIMITED;
  }

  /// The elements of a packed field begin within its length, but the last may end behind it: so does the original.
  private boolean scanPacked(FieldRule rule, WireCursor cursor) throws MalformedMessageException {
    int length = cursor.readLength();
    boolean isPlain = cursor.isShortest(length);
    int end = cursor.position() + length;
    while (cursor.position() < end) {
      count(rule, cursor);
      isPlain &= scanValue(rule, cursor);
    }
    return isPlain && cursor.position() == end;
  }

  private boolean scanValue(FieldRule rule, WireCursor cursor) throws MalformedMessageException {
    FieldKind kind = rule.kind();
    switch (kind) {
      case VARINT_64, SIGNED_32, UNSIGNED_32, BOOL -> {
        return cursor.isShortest(kind.cut(cursor.readVarint()));
      }
      case FIXED_32 -> cursor.advance(Integer.BYTES);
      case FIXED_64 -> cursor.advance(Long.BYTES);
      case BYTES, MESSAGE, TIMESTAMP, DURATION -> {
        return scanDelimited(rule, cursor);
      }
    }
    return true;
  }

  private boolean scanDelimited(FieldRule rule, WireCursor cursor)
      throws MalformedMessageException {
    int length = cursor.readLength();
    boolean isPlain = cursor.isShortest(length);
    int from = cursor.position();
    int end = from + length;
    if (rule.kind().isMessage()) {
      isPlain &= scan(rule.messageTable(), cursor.bytes(), from, end);
    }
    if (rule.kind().isTime()) {
      TimeCheck.check(rule.kind(), cursor, from, end);
    }
    cursor.advance(length);
    return isPlain;
  }

  private void count(FieldRule rule, WireCursor cursor) throws MalformedMessageException {
    int limit = rule.limit();
    if (limit != FieldRule.NO_LIMIT && --remaining[limit] < 0) {
      throw cursor.malformed(Reason.TOO_MANY_ENTRIES);
    }
  }
}
