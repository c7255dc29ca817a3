package dev.cometj.reactor.pex;

import static dev.cometj.reactor.pex.PexBench.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.reactor.pex.book.Book;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@DisplayName("An address that fails is dialled later and later, and given up in the end")
final class DialTest {
  private static final NetAddress DEAD = address(1);

  private final PexBench bench = PexBench.node();

  /// Note when the address is dialled, in seconds of virtual time.
  private List<Long> recordDials(
      Function<NetAddress, CompletionStage<dev.cometj.p2p.DialOutcome>> script) {
    List<Long> times = new ArrayList<>();
    bench
        .network()
        .onDial(address -> {
          times.add(bench.harness.world().now().toSeconds());
          return script.apply(address);
        });
    return times;
  }

  private List<Long> dialDeadFor(Duration time) {
    List<Long> times = recordDials(Dials.failing());
    bench.startKnowing(DEAD);
    bench.pass(time);
    return times;
  }

  @Test
  @DisplayName("SX-12 the wait doubles: 2 seconds and a bit after one failure, 2^16 after sixteen")
  void backoff() {
    List<Long> times = dialDeadFor(Duration.ofHours(40));
    assertThat(times).hasSize(17);
    for (int failures = 1; failures < times.size(); failures++) {
      long waited = times.get(failures) - times.get(failures - 1);
      long planned = 1L << failures;
      // Rounds come every 30 seconds, and a draw may miss the address.
      assertThat(waited).isBetween(planned, planned + 1 + 30);
    }
  }

  @Test
  @DisplayName("SX-11 after more than 16 failures the address is given up for a day")
  void givesUp() {
    List<Long> times = dialDeadFor(Duration.ofHours(36));
    bench.harness.world().runUntil("17 dials", () -> times.size() == 17, Duration.ofHours(1));
    assertThat(bench.known()).containsExactly(DEAD.id());
    bench.pass(Duration.ofSeconds(30));
    assertThat(times).hasSize(17);
    assertThat(bench.known()).isEmpty();
    assertThat(bench.banned()).containsExactly(DEAD.id());
    bench.know(DEAD);
    assertThat(bench.known()).isEmpty();
  }

  @Test
  @DisplayName(
      "SX-11 an address given up begins anew a day later (better: it is not given up at once again)")
  void beginsAnew() {
    dialDeadFor(Duration.ofHours(37));
    bench.network().clearDials();
    bench.pass(Duration.ofHours(25));
    assertThat(bench.known()).containsExactly(DEAD.id());
    assertThat(bench.network().dials()).hasSizeGreaterThan(5);
  }

  @Test
  @DisplayName("SX-11 a persistent address is never given up")
  void persistentIsNotGivenUp() {
    bench.network().persistent(DEAD);
    dialDeadFor(Duration.ofDays(10));
    assertThat(bench.banned()).isEmpty();
    assertThat(bench.known()).containsExactly(DEAD.id());
    assertThat(bench.network().dials()).hasSizeGreaterThan(18);
  }

  @Test
  @DisplayName("SX-12 a persistent address waits no longer than persistent_peers_max_dial_period")
  void persistentIsCapped() {
    bench.with("p2p.persistent_peers_max_dial_period", "60s");
    bench.network().persistent(DEAD);
    List<Long> times = dialDeadFor(Duration.ofHours(2));
    assertThat(times).hasSizeGreaterThan(100);
    for (int i = 8; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - 1)).isBetween(60L, 91L);
    }
  }

  @Test
  @DisplayName("SX-12 the cap is for persistent addresses only")
  void othersAreNotCapped() {
    bench.with("p2p.persistent_peers_max_dial_period", "60s");
    assertThat(dialDeadFor(Duration.ofHours(2))).hasSizeLessThan(15);
  }

  @Test
  @DisplayName("SX-12 the wait has a random part of up to a second")
  void jitter() {
    // Half a second past 2^5 seconds after the fifth failure, half of the worlds wait no longer.
    int dialled = 0;
    for (int seed = 0; seed < 100; seed++) {
      VirtualWorld world = VirtualWorld.ofSeed(seed);
      Book book = new Book(world.node("node"), true);
      for (int i = 0; i < 5; i++) {
        book.dials().failed(DEAD, Rejection.Kind.UNREACHABLE);
      }
      world.runFor(Duration.ofMillis(32_500));
      CountingDialer dialer = new CountingDialer();
      new AddressDialer(dialer, book, world.random("test"), Duration.ZERO).dial(DEAD);
      dialled += dialer.count();
    }
    assertThat(dialled).isBetween(30, 70);
  }

  @Test
  @DisplayName("SX-14 a failure is marked in the book and counted")
  void failure() {
    dialDeadFor(Duration.ofSeconds(1));
    assertThat(bench.entry(DEAD.id()).path("attempts").asInt()).isEqualTo(1);
    JsonNode failed = bench.savedBook().path("cometj").path("failed_dials").path(0);
    assertThat(failed.path("endpoint").asString()).isEqualTo(DEAD.endpoint().toString());
    assertThat(failed.path("failures").asInt()).isEqualTo(1);
    assertThat(failed.path("outcome").asString()).isEqualTo("UNREACHABLE");
  }

  @Test
  @DisplayName("SX-14 a dial that finds the node busy changes nothing")
  void busy() {
    List<Long> times = recordDials(Dials.busy());
    bench.startKnowing(DEAD);
    bench.pass(Duration.ofMinutes(5));
    assertThat(times).hasSize(11);
    assertThat(bench.entry(DEAD.id()).path("attempts").asInt()).isZero();
    assertThat(bench.savedBook().path("cometj").isMissingNode()).isTrue();
  }

  @Test
  @DisplayName("SX-14 a success forgets the failures")
  void success() {
    var peer = bench.create().peer("bob");
    bench.network().onDial(Dials.failing());
    bench.startKnowing(peer.address());
    bench.pass(Duration.ofMinutes(3));
    assertThat(bench.savedBook().path("cometj").path("failed_dials")).hasSize(1);
    bench.network().reachable(peer);
    bench.pass(Duration.ofMinutes(5));
    assertThat(peer.isRunning()).isTrue();
    assertThat(bench.savedBook().path("cometj").isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Rejection.Kind.class,
      names = {"INCOMPATIBLE", "WRONG_ID", "INVALID_NODE_INFO"})
  @DisplayName(
      "a node that cannot become a peer by waiting is not tried again within minutes (better)")
  void lasting(Rejection.Kind kind) {
    List<Long> times = recordDials(Dials.failing(kind));
    bench.startKnowing(DEAD);
    bench.pass(Duration.ofMinutes(17));
    assertThat(times).hasSize(1);
    bench.pass(Duration.ofMinutes(2));
    assertThat(times).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Rejection.Kind.class,
      names = {"SELF", "STOPPING"})
  @DisplayName("a dial that failed because of ourselves is not counted against the address")
  void ourselves(Rejection.Kind kind) {
    recordDials(Dials.failing(kind));
    bench.startKnowing(DEAD);
    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.savedBook().path("cometj").isMissingNode()).isTrue();
  }

  @Test
  @DisplayName("failures survive a restart, so what is dead is not dialled all over again")
  void restart() {
    dialDeadFor(Duration.ofHours(3));
    bench.harness.stop();
    PexBench again = PexBench.node().in(bench.harness.world());
    again.network().onDial(Dials.failing());
    again.start();
    again.pass(Duration.ofHours(1));
    assertThat(again.known()).containsExactly(DEAD.id());
    assertThat(again.network().dials()).hasSizeLessThanOrEqualTo(1);
  }
}
