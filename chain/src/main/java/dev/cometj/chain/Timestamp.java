package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Pattern;

/// An instant as the chain knows it: nanoseconds within the years 1 to 9999, UTC.
///
/// The first of them, [#ZERO], stands for "no time", as in the original; it is not the epoch.
///
/// @param seconds seconds since the epoch, rounded down
/// @param nanos nanoseconds after that second, 0 to 999,999,999
public record Timestamp(long seconds, int nanos) implements Comparable<Timestamp> {

  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long LAST_SECOND = 253_402_300_799L;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
  private static final Duration MOST_NEGATIVE = Duration.ofNanos(Long.MIN_VALUE);

  /// The start of year 1: no time.
  public static final Timestamp ZERO = new Timestamp(FIRST_SECOND, 0);

  /// The start of 1970.
  public static final Timestamp EPOCH = new Timestamp(0, 0);

  /// The shortest fraction that is exact, at most nine digits, and `Z`.
  private static final DateTimeFormatter RFC3339 =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral('Z')
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final Pattern UTC_TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

  /// Checks the range.
  ///
  /// @throws IllegalArgumentException if the instant is outside of the years 1 to 9999
  public Timestamp {
    if (!isInRange(seconds, nanos)) {
      throw new IllegalArgumentException(
          "time " + seconds + " s and " + nanos + " ns is not within the years 1 to 9999");
    }
  }

  /// Whether there is such an instant.
  ///
  /// @param seconds seconds since the epoch
  /// @param nanos nanoseconds after that second
  /// @return whether a timestamp can be made of them
  public static boolean isInRange(long seconds, int nanos) {
    return seconds >= FIRST_SECOND
        && seconds <= LAST_SECOND
        && nanos >= 0
        && nanos < NANOS_PER_SECOND;
  }

  /// Takes the JDK's instant.
  ///
  /// @param instant an instant
  /// @return the same
  /// @throws IllegalArgumentException if it is outside of the years 1 to 9999
  public static Timestamp of(Instant instant) {
    return new Timestamp(instant.getEpochSecond(), instant.getNano());
  }

  /// Reads a time as the original's JSON holds it: by RFC 3339, in UTC, with the letter Z. Digits after the ninth of a
  /// fraction are dropped.
  ///
  /// @param text the text
  /// @return the instant
  /// @throws IllegalArgumentException if that is not what the text is
  public static Timestamp parse(String text) {
    if (!UTC_TIME.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no time by RFC 3339 in UTC");
    }
    int point = text.indexOf('.');
    String kept =
        point >= 0 && text.length() - point > 11 ? text.substring(0, point + 10) + 'Z' : text;
    try {
      return of(Instant.parse(kept));
    } catch (DateTimeException _) {
      throw new IllegalArgumentException("\"" + text + "\" is no time that exists");
    }
  }

  /// Whether this stands for no time.
  ///
  /// @return whether it is the start of year 1
  public boolean isZero() {
    return seconds == FIRST_SECOND && nanos == 0;
  }

  /// The JDK's instant.
  ///
  /// @return the same
  public Instant toInstant() {
    return Instant.ofEpochSecond(seconds, nanos);
  }

  /// A later, or with a negative duration an earlier, instant.
  ///
  /// @param duration how much later
  /// @return that instant
  /// @throws IllegalArgumentException if it is outside of the years 1 to 9999
  public Timestamp plus(Duration duration) {
    return of(toInstant().plus(duration));
  }

  /// The time from this instant to another. As in the original it is at most what 64 bits of nanoseconds hold, about 292
  /// years.
  ///
  /// @param later the other instant
  /// @return negative if that one is earlier
  public Duration until(Timestamp later) {
    Duration exact = Duration.between(toInstant(), later.toInstant());
    if (exact.compareTo(LONGEST) > 0) {
      return LONGEST;
    }
    return exact.compareTo(MOST_NEGATIVE) < 0 ? MOST_NEGATIVE : exact;
  }

  /// Whether this comes before another.
  ///
  /// @param other the other instant
  /// @return whether it is earlier, and not the same
  public boolean isBefore(Timestamp other) {
    return compareTo(other) < 0;
  }

  /// Whether this comes after another.
  ///
  /// @param other the other instant
  /// @return whether it is later, and not the same
  public boolean isAfter(Timestamp other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Timestamp other) {
    int bySecond = Long.compare(seconds, other.seconds);
    return bySecond != 0 ? bySecond : Integer.compare(nanos, other.nanos);
  }

  /// The time by RFC 3339, with as many digits of the second's fraction as it needs.
  @Override
  public String toString() {
    return RFC3339.format(toInstant());
  }

  void writeTo(ProtoWriter out) {
    out.varint(2, nanos);
    out.varint(1, seconds);
  }

  void writeTo(ProtoWriter out, int field) {
    int mark = out.size();
    writeTo(out);
    out.message(field, mark);
  }
}
