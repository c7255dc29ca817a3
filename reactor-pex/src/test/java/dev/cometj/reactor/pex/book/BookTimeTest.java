package dev.cometj.reactor.pex.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Times of the file")
final class BookTimeTest {

  @ParameterizedTest
  @CsvSource({
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "2026-06-04T17:48:54.405142563+02:00, 2026-06-04T15:48:54.405142563Z, 2026-06-04T17:48:54.405142563+02:00",
    "2023-11-14T22:13:20.500Z, 2023-11-14T22:13:20.500Z, 2023-11-14T22:13:20.5Z",
    "2023-11-14T22:13:20+00:00, 2023-11-14T22:13:20Z, 2023-11-14T22:13:20Z",
    "2023-11-14T22:13:20.1234567899-23:59, 2023-11-15T22:12:20.123456789Z, 2023-11-14T22:13:20.123456789-23:59",
    "2024-02-29T00:00:00.000000001+05:30, 2024-02-28T18:30:00.000000001Z, 2024-02-29T00:00:00.000000001+05:30",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z"
  })
  @DisplayName("any offset is read and kept, and printed as the original prints it")
  void reads(String text, String instant, String printed) {
    BookTime time = BookTime.parse(text).orElseThrow();
    assertThat(time.instant()).hasToString(java.time.Instant.parse(instant).toString());
    assertThat(time).hasToString(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2023-11-14",
        "2023-11-14 22:13:20Z",
        "2023-11-14T22:13:20",
        "2023-02-29T00:00:00Z",
        "2023-11-14T24:00:00Z",
        "2023-11-14T22:13:60Z",
        "2023-11-14T22:13:20,5Z",
        "2023-11-14T22:13:20.Z",
        "2023-11-14T22:13:20+24:00",
        "2023-11-14T22:13:20+02:60",
        "23-11-14T22:13:20Z",
        "2023-11-14t22:13:20z",
        "+2023-11-14T22:13:20Z",
        "2023-11-14T22:13:20Z ",
        "٢٠٢٣-11-14T22:13:20Z"
      })
  @DisplayName("anything else is refused")
  void refuses(String text) {
    assertThat(BookTime.parse(text)).isEmpty();
  }

  @Test
  @DisplayName("the zero time means never")
  void never() {
    assertThat(BookTime.NEVER.isNever()).isTrue();
    assertThat(BookTime.parse("0001-01-01T02:00:00+02:00").orElseThrow().isNever()).isTrue();
  }
}
