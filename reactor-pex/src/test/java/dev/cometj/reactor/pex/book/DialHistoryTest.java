package dev.cometj.reactor.pex.book;

import static dev.cometj.reactor.pex.book.BookBench.address;
import static dev.cometj.reactor.pex.book.BookBench.scattered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.Rejection;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The record of failed dials")
final class DialHistoryTest {
  private final BookBench bench = BookBench.strict();
  private final DialHistory dials = bench.book.dials();

  @Test
  @DisplayName("failures count by IP and port, whatever the id, until a success forgets them")
  void counts() {
    dials.failed(address(1, "8.8.8.8"), Rejection.Kind.UNREACHABLE);
    bench.pass(Duration.ofSeconds(5));
    dials.failed(address(2, "8.8.8.8"), Rejection.Kind.HANDSHAKE_TIMEOUT);
    bench.pass(Duration.ofSeconds(3));
    assertThat(dials.find(address(3, "8.8.8.8")).orElseThrow().failures()).isEqualTo(2);
    assertThat(dials.find(address(3, "8.8.8.8")).orElseThrow().outcome())
        .isEqualTo(Rejection.Kind.HANDSHAKE_TIMEOUT);
    assertThat(dials.sinceLast(address(1, "8.8.8.8"))).contains(Duration.ofSeconds(3));
    dials.forget(address(1, "8.8.8.8"));
    assertThat(dials.find(address(2, "8.8.8.8"))).isEmpty();
  }

  @Test
  @DisplayName(
      "a node of another network counts as failed ten times at once (better: it is not dialled on and on)")
  void lasting() {
    dials.failed(scattered(1), Rejection.Kind.INCOMPATIBLE);
    assertThat(dials.find(scattered(1)).orElseThrow().failures()).isEqualTo(10);
    dials.failed(scattered(1), Rejection.Kind.INCOMPATIBLE);
    assertThat(dials.find(scattered(1)).orElseThrow().failures()).isEqualTo(11);
  }

  @Test
  @DisplayName("F13 a jump of the wall clock does not change how long ago a failure was")
  void monotonic() {
    dials.failed(scattered(1), Rejection.Kind.UNREACHABLE);
    bench.node.jumpWallClock(Duration.ofDays(-3));
    bench.pass(Duration.ofSeconds(4));
    bench.node.jumpWallClock(Duration.ofDays(30));
    assertThat(dials.sinceLast(scattered(1))).contains(Duration.ofSeconds(4));
  }

  @Test
  @DisplayName("stored failures age by the wall clock, and one from the future was just now")
  void restored() {
    BookTime anHourAgo = BookTime.at(bench.node.wallClock().instant().minusSeconds(3600));
    BookTime tomorrow = BookTime.at(bench.node.wallClock().instant().plusSeconds(86400));
    dials.restore(
        new DialRecord(new HostPort("8.8.8.8", 26656), 3, anHourAgo, Rejection.Kind.UNREACHABLE));
    dials.restore(
        new DialRecord(new HostPort("9.9.9.9", 26656), 3, tomorrow, Rejection.Kind.UNREACHABLE));
    dials.restore(
        new DialRecord(new HostPort("7.7.7.7", 26656), 3, BookTime.NEVER, Rejection.Kind.SELF));
    assertThat(dials.sinceLast(address(1, "8.8.8.8"))).contains(Duration.ofHours(1));
    assertThat(dials.sinceLast(address(1, "9.9.9.9"))).contains(Duration.ZERO);
    assertThat(dials.sinceLast(address(1, "7.7.7.7"))).contains(Duration.ofDays(365));
  }

  @Test
  @DisplayName("the endpoint dialled longest ago of more than 10000 is forgotten")
  void bounded() {
    for (int i = 0; i < DialHistory.CAPACITY; i++) {
      dials.failed(scattered(i), Rejection.Kind.UNREACHABLE);
    }
    dials.failed(scattered(0), Rejection.Kind.UNREACHABLE);
    dials.failed(address(1, "200.1.1.1"), Rejection.Kind.UNREACHABLE);
    assertThat(dials.find(scattered(1))).isEmpty();
    assertThat(dials.find(scattered(0))).isPresent();
  }
}
