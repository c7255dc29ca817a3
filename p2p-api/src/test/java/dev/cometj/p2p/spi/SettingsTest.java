package dev.cometj.p2p.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {

  private static Settings of(String key, String value) {
    return Settings.of(Path.of("/home/node"), Map.of(key, value));
  }

  @ParameterizedTest
  @CsvSource({
    "100ms, PT0.1S",
    "1m30s, PT1M30S",
    "168h0m0s, PT168H",
    "1.5s, PT1.5S",
    "0, PT0S",
    "-2s, PT-2S",
    "250us, PT0.00025S",
    "10ns, PT0.00000001S",
    ".5s, PT0.5S"
  })
  @DisplayName("durations are read in Go's notation")
  void durations(String text, Duration expected) {
    assertThat(of("k", text).duration("k", Duration.ZERO)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "1d", "s", "1s2", "1,5s", "99999999999h"})
  @DisplayName("a duration that Go would not read names its key")
  void refusesDurations(String text) {
    assertThatThrownBy(() -> of("p2p.flush", text).duration("p2p.flush", Duration.ZERO))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("p2p.flush: ");
  }

  @Test
  @DisplayName("flags, numbers, lists and paths have defaults and refuse nonsense")
  void others() {
    assertThat(of("k", "true").flag("k", false)).isTrue();
    assertThat(of("k", "true").flag("other", false)).isFalse();
    assertThat(of("k", "42").number("k", 0)).isEqualTo(42);
    assertThat(of("k", " a, ,b,").list("k")).containsExactly("a", "b");
    assertThat(of("k", "config/x").path("k", "y")).isEqualTo(Path.of("/home/node/config/x"));
    assertThatThrownBy(() -> of("k", "yes").flag("k", true))
        .isInstanceOf(InvalidSettingException.class);
    assertThatThrownBy(() -> of("k", "1e3").number("k", 0))
        .isInstanceOf(InvalidSettingException.class);
  }
}
