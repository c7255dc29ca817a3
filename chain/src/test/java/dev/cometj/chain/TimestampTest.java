package dev.cometj.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {

  @Test
  void noTimeIsTheStartOfYearOneAndNotTheEpoch() {
    assertThat(Timestamp.ZERO.isZero()).isTrue();
    assertThat(Timestamp.ZERO).hasToString("0001-01-01T00:00:00Z");
    assertThat(Timestamp.EPOCH.isZero()).isFalse();
    assertThat(Timestamp.ZERO.isBefore(Timestamp.EPOCH)).isTrue();
    assertThat(Timestamp.EPOCH.isAfter(Timestamp.ZERO)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2025-01-31",
        "2025-01-31T12:00:00",
        "2025-01-31T12:00:00+00:00",
        "2025-01-31t12:00:00z",
        "2025-02-30T12:00:00Z",
        "2025-01-31T25:00:00Z",
        "0000-01-01T00:00:00Z",
        " 2025-01-31T12:00:00Z"
      })
  void onlyTimesInUtcAreRead(String text) {
    assertThatThrownBy(() -> Timestamp.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void digitsAfterTheNinthAreDropped() {
    assertThat(Timestamp.parse("2025-01-31T12:00:00.1234567899Z"))
        .isEqualTo(Timestamp.parse("2025-01-31T12:00:00.123456789Z"));
  }

  @Test
  void durationsLeadFromOneTimeToAnother() {
    Timestamp later = Samples.TIME.plus(Duration.ofMillis(1500));
    assertThat(Samples.TIME.until(later)).isEqualTo(Duration.ofMillis(1500));
    assertThat(later.plus(Duration.ofMillis(-1500))).isEqualTo(Samples.TIME);
    assertThat(Timestamp.ZERO.until(later).toNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(later.until(Timestamp.ZERO).toNanos()).isEqualTo(Long.MIN_VALUE);
    assertThat(Timestamp.of(Instant.EPOCH)).isEqualTo(Timestamp.EPOCH);
    assertThatThrownBy(() -> Timestamp.ZERO.plus(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
