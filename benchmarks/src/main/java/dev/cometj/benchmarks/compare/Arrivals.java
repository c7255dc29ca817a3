package dev.cometj.benchmarks.compare;

import dev.cometj.benchmarks.p2p.Json;

/// Says what the checksum of a result line must be if so many messages arrived in order and whole: both programs number
/// them from the second byte on, and the rest is zero.
final class Arrivals {
  private static final int NUMBERED = 17;

  private Arrivals() {}

  static void check(Json result) throws TurnFailedException {
    int size = (int) result.whole("size");
    long expected =
        switch (result.text("test")) {
          case "throughput" -> checksum(size, result.whole("msgs"));
          case "bidi" ->
              checksum(size, result.whole("c2s_msgs")) + checksum(size, result.whole("s2c_msgs"));
          case "pingload" -> checksum(size, result.whole("bulk_msgs"));
          case "broadcast" -> {
            long peers = result.whole("peers");
            yield peers * checksum(size, result.whole("msgs") / peers);
          }
          default -> result.whole("checksum");
        };
    if (expected != result.whole("checksum")) {
      throw new TurnFailedException(
          "the checksum is %s instead of %s"
              .formatted(result.text("checksum"), Long.toUnsignedString(expected)));
    }
  }

  /// The sum of `(size * 31 + number) * 31 + last byte` over the messages.
  static long checksum(int size, long messages) {
    if (size < NUMBERED) {
      throw new IllegalArgumentException("messages of " + size + " bytes have no such checksum");
    }
    long numbers =
        messages % 2 == 0 ? messages / 2 * (messages - 1) : (messages - 1) / 2 * messages;
    return 31L * (31L * size * messages + numbers);
  }
}
