package dev.cometj.node.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The header `Date`, which changes once a second. For the one thread that serves connections.
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private long second = Long.MIN_VALUE;
  private String text = "";

  String now() {
    Instant time = Instant.now();
    if (time.getEpochSecond() != second) {
      second = time.getEpochSecond();
      text = FORMAT.format(time);
    }
    return text;
  }
}
