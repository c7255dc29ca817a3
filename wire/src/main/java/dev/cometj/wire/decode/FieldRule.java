package dev.cometj.wire.decode;

import org.jspecify.annotations.Nullable;

/// What the scan needs to know about one field.
///
/// @param number the field's number
/// @param kind how its value lies on the wire
/// @param isRepeated whether it may occur many times
/// @param slot which of the message's slots it fills: members of one oneof share a slot, and each message that is
///     neither repeated nor in a oneof has its own; [#NO_SLOT] for other fields, where the last one simply wins
/// @param replaces whether another occurrence in the slot replaces the former one instead of merging with it
/// @param limit the index of the limit that its entries count against, or [#NO_LIMIT]
/// @param table the rules of the message that the field holds, if it is one
record FieldRule(
    int number,
    FieldKind kind,
    boolean isRepeated,
    int slot,
    boolean replaces,
    int limit,
    @Nullable MessageTable table) {

  static final int NO_SLOT = -1;
  static final int NO_LIMIT = -1;

  MessageTable messageTable() {
    if (table == null) {
      throw new IllegalStateException("field " + number + " holds no message");
    }
    return table;
  }
}
