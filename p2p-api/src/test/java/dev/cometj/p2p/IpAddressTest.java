package dev.cometj.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "01.2.3.4",
        "256.1.1.1",
        "1.2.3.",
        "1..2.3",
        "+1.2.3.4",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "12345::",
        "g::",
        "::1%eth0",
        "[::1]",
        "1:2:3:4:5:6:7::8",
        "::1.2.3",
        "1.2.3.4::",
        "localhost",
        "1:2:3:4:5:6:7:1.2.3.4"
      })
  @DisplayName("texts that Go's net.ParseIP refuses are no literals")
  void refusesWhatGoRefuses(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "1:0:2:0:3:0:4:0, 1:0:2:0:3:0:4:0",
    "::ffff:1.2.3.4, 1.2.3.4",
    "::1.2.3.4, ::102:304",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "0:0:1:0:0:0:1:0, 0:0:1::1:0"
  })
  @DisplayName("a literal prints in Go's canonical form")
  void printsCanonically(String text, String canonical) {
    assertThat(IpAddress.parse(text).orElseThrow()).hasToString(canonical);
  }

  @Test
  @DisplayName("only 4 or 16 bytes are an address")
  void refusesOtherLengths() {
    assertThatThrownBy(() -> IpAddress.of(new byte[5])).isInstanceOf(InvalidAddressException.class);
  }
}
