package dev.cometj.wire.decode;

import org.jspecify.annotations.Nullable;

/// Writes a scanned message so that protobuf-java makes the same of it as the original: without unknown fields,
/// varints at their shortest, and at most one occurrence of each single message and each oneof.
///
/// Occurrences of a single message are gathered and written as one, since what follows an occurrence merges into it;
/// within it, replacements go across the occurrences.
final class WireNormalizer {

  private final MessageTable table;
  private final WireBuffer out = new WireBuffer();
  private final @Nullable Slot[] slots;

  private WireNormalizer(MessageTable table) {
    this.table = table;
    this.slots = new @Nullable Slot[table.slots()];
  }

  /// Rewrites a message that has been scanned.
  static byte[] normalize(MessageTable table, byte[] bytes, int from, int end)
      throws MalformedMessageException {
    WireNormalizer normalizer = new WireNormalizer(table);
    normalizer.take(bytes, from, end);
    return normalizer.finish().toByteArray();
  }

  private void take(byte[] bytes, int from, int end) throws MalformedMessageException {
    WireCursor cursor = new WireCursor(bytes, from, end, table.name());
    while (!cursor.atEnd()) {
      cursor.readTag();
      FieldRule rule = table.find(cursor.fieldNumber());
      if (rule == null) {
        cursor.skipValue();
      } else if (rule.slot() != FieldRule.NO_SLOT) {
        takeSlot(rule, cursor);
      } else if (WireScanner.isPacked(rule, cursor)) {
        writePacked(rule, cursor);
      } else {
        writeField(rule, cursor);
      }
    }
  }

  private void takeSlot(FieldRule rule, WireCursor cursor) throws MalformedMessageException {
    Slot slot = slots[rule.slot()];
    if (slot == null || rule.replaces()) {
      slot = new Slot(rule);
      slots[rule.slot()] = slot;
    }
    slot.take(cursor);
  }

  private WireBuffer finish() {
    for (Slot slot : slots) {
      if (slot != null) {
        slot.writeTo(out);
      }
    }
    return out;
  }

  private void writePacked(FieldRule rule, WireCursor cursor) throws MalformedMessageException {
    WireBuffer elements = new WireBuffer();
    int length = cursor.readLength();
    int end = cursor.position() + length;
    while (cursor.position() < end) {
      writeScalar(rule.kind(), cursor, elements);
    }
    out.writeDelimited(rule.number(), elements);
  }

  private void writeField(FieldRule rule, WireCursor cursor) throws MalformedMessageException {
    if (rule.kind().isMessage()) {
      WireNormalizer nested = new WireNormalizer(rule.messageTable());
      nested.takeNext(cursor);
      out.writeDelimited(rule.number(), nested.finish());
      return;
    }
    out.writeTag(rule.number(), rule.kind().wireType());
    writeScalar(rule.kind(), cursor, out);
  }

  /// Takes the content of the delimited field at the cursor.
  private void takeNext(WireCursor cursor) throws MalformedMessageException {
    int length = cursor.readLength();
    take(cursor.bytes(), cursor.position(), cursor.position() + length);
    cursor.advance(length);
  }

  private static void writeScalar(FieldKind kind, WireCursor cursor, WireBuffer target)
      throws MalformedMessageException {
    switch (kind) {
      case VARINT_64, SIGNED_32, UNSIGNED_32, BOOL ->
          target.writeVarint(kind.cut(cursor.readVarint()));
      case FIXED_32 -> copy(Integer.BYTES, cursor, target);
      case FIXED_64 -> copy(Long.BYTES, cursor, target);
      case BYTES, MESSAGE, TIMESTAMP, DURATION -> {
        int length = cursor.readLength();
        target.writeVarint(length);
        copy(length, cursor, target);
      }
    }
  }

  private static void copy(int count, WireCursor cursor, WireBuffer target)
      throws MalformedMessageException {
    target.writeBytes(cursor.bytes(), cursor.position(), count);
    cursor.advance(count);
  }

  /// What is to be written for a slot: one field, which is either gathered or written already.
  private static final class Slot {

    private final FieldRule rule;
    private final @Nullable WireNormalizer message;
    private final WireBuffer scalar = new WireBuffer();

    Slot(FieldRule rule) {
      this.rule = rule;
      this.message = rule.kind().isMessage() ? new WireNormalizer(rule.messageTable()) : null;
    }

    void take(WireCursor cursor) throws MalformedMessageException {
      if (message == null) {
        writeScalar(rule.kind(), cursor, scalar);
      } else {
        message.takeNext(cursor);
      }
    }

    void writeTo(WireBuffer target) {
      if (message == null) {
        target.writeTag(rule.number(), rule.kind().wireType());
        target.append(scalar);
      } else {
        target.writeDelimited(rule.number(), message.finish());
      }
    }
  }
}
