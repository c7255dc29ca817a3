package dev.cometj.wire.decode;

import dev.cometj.wire.decode.MalformedMessageException.Reason;

/// The ranges of times and durations that the original accepts when it turns them into its own types: years 1 to
/// 9999, and durations of up to 2^63 nanoseconds.
final class TimeCheck {

  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long END_SECOND = 253_402_300_800L;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private static final int SECONDS_FIELD = 1;
  private static final int NANOS_FIELD = 2;

  private TimeCheck() {}

  /// Checks the value within bytes that have been scanned.
  static void check(FieldKind kind, WireCursor outer, int from, int end)
      throws MalformedMessageException {
    long seconds = 0;
    int nanos = 0;
    WireCursor cursor = new WireCursor(outer.bytes(), from, end, kind.name());
    while (!cursor.atEnd()) {
      cursor.readTag();
      switch (cursor.fieldNumber()) {
        case SECONDS_FIELD -> seconds = cursor.readVarint();
        case NANOS_FIELD -> nanos = (int) cursor.readVarint();
        default -> cursor.skipValue();
      }
    }
    if (kind == FieldKind.TIMESTAMP ? !isTimestamp(seconds, nanos) : !isDuration(seconds, nanos)) {
      throw outer.malformed(Reason.TIME_OUT_OF_RANGE);
    }
  }

  private static boolean isTimestamp(long seconds, int nanos) {
    return seconds >= FIRST_SECOND
        && seconds < END_SECOND
        && nanos >= 0
        && nanos < NANOS_PER_SECOND;
  }

  private static boolean isDuration(long seconds, int nanos) {
    if (nanos <= -NANOS_PER_SECOND || nanos >= NANOS_PER_SECOND) {
      return false;
    }
    if ((seconds < 0 && nanos > 0) || (seconds > 0 && nanos < 0)) {
      return false;
    }
    long whole = Long.MAX_VALUE / NANOS_PER_SECOND;
    if (seconds < -whole || seconds > whole) {
      return false;
    }
    long sum = seconds * NANOS_PER_SECOND + nanos;
    return nanos == 0 || (sum < 0) == (nanos < 0);
  }
}
