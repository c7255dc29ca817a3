package dev.cometj.reactor.pex.book;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A moment as the file holds it: RFC 3339 with the offset its writer had, which is kept. Offsets reach to 23:59
/// hours, further than those of `java.time`.
///
/// @param instant the moment
/// @param offsetMinutes the writer's offset from UTC
record BookTime(Instant instant, int offsetMinutes) {
  /// Go's zero time: it never happened.
  static final BookTime NEVER = new BookTime(Instant.parse("0001-01-01T00:00:00Z"), 0);

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?(?:Z|([+-])(\\d\\d):(\\d\\d))");

  static BookTime now(InstantSource clock) {
    return at(clock.instant());
  }

  static BookTime at(Instant instant) {
    return new BookTime(instant, 0);
  }

  boolean isNever() {
    return instant.equals(NEVER.instant);
  }

  /// Read the form Go's `time.Time` takes from JSON.
  ///
  /// @return the time, or empty if it is not of that form or no such time exists
  static Optional<BookTime> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int offset = 0;
    if (parts.group(8) != null) {
      int hours = Integer.parseInt(parts.group(9));
      int minutes = Integer.parseInt(parts.group(10));
      if (hours > 23 || minutes > 59) {
        return Optional.empty();
      }
      offset = (hours * 60 + minutes) * (parts.group(8).equals("-") ? -1 : 1);
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              Integer.parseInt(parts.group(1)),
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(3)),
              Integer.parseInt(parts.group(4)),
              Integer.parseInt(parts.group(5)),
              Integer.parseInt(parts.group(6)),
              nanos(parts.group(7)));
      return Optional.of(
          new BookTime(local.toInstant(ZoneOffset.UTC).minusSeconds(offset * 60L), offset));
    } catch (DateTimeException e) {
      return Optional.empty(); // the thirtieth of February and the like
    }
  }

  private static int nanos(@Nullable String fraction) {
    if (fraction == null) {
      return 0;
    }
    String nine = (fraction + "000000000").substring(0, 9);
    return Integer.parseInt(nine);
  }

  /// Print as Go does: no more digits than needed behind the second, `Z` where there is no offset.
  @Override
  public String toString() {
    LocalDateTime local =
        LocalDateTime.ofInstant(instant.plusSeconds(offsetMinutes * 60L), ZoneOffset.UTC);
    String seconds =
        "%04d-%02d-%02dT%02d:%02d:%02d"
            .formatted(
                local.getYear(),
                local.getMonthValue(),
                local.getDayOfMonth(),
                local.getHour(),
                local.getMinute(),
                local.getSecond());
    String fraction =
        local.getNano() == 0 ? "" : ".%09d".formatted(local.getNano()).replaceFirst("0+$", "");
    int distance = Math.abs(offsetMinutes);
    String zone =
        offsetMinutes == 0
            ? "Z"
            : "%s%02d:%02d".formatted(offsetMinutes < 0 ? "-" : "+", distance / 60, distance % 60);
    return seconds + fraction + zone;
  }
}
