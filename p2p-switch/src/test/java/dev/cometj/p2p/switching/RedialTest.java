package dev.cometj.p2p.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.PeerLedger;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.switching.fixture.Bench;
import dev.cometj.p2p.switching.fixture.PuppetLink;
import dev.cometj.p2p.switching.fixture.PuppetTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedialTest {
  private static final NetAddress ANNA = Bench.address("anna", "10.0.0.2", 26656);
  private static final StopReason BROKEN = new StopReason.LinkFailure("reset");

  private final Bench bench = new Bench();

  @BeforeEach
  void persistentAnna() {
    bench.set("p2p.persistent_peers", ANNA.toString());
  }

  private List<Duration> pauses() {
    List<PuppetTransport.Dial> dials = bench.transport().dials();
    List<Duration> result = new ArrayList<>();
    for (int i = 1; i < dials.size(); i++) {
      result.add(dials.get(i).at().minus(dials.get(i - 1).at()));
    }
    return result;
  }

  private void runFor(Duration duration) {
    bench.world().runFor(duration);
  }

  @Test
  @DisplayName(
      "SR-14 an unreachable persistent peer is tried by the schedule for a day, then given up")
  void wholeSchedule() {
    bench.start();
    runFor(Duration.ofHours(48));
    List<Duration> pauses = pauses();
    assertThat(pauses).hasSize(30);
    assertThat(pauses.getFirst()).as("the first try follows the failed dial").isZero();
    for (int i = 1; i <= 19; i++) {
      assertThat(pauses.get(i)).isBetween(Duration.ofSeconds(5), Duration.ofMillis(7999));
    }
    assertThat(pauses.get(20)).isBetween(Duration.ofSeconds(8), Duration.ofMillis(13_998));
    for (int i = 2; i <= 10; i++) {
      Duration least = Duration.ofSeconds(Math.round(Math.pow(3, i)));
      assertThat(pauses.get(19 + i)).isBetween(least, least.plusMillis(2999));
    }
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofSeconds(88_672), Duration.ofSeconds(88_672 + 90));
  }

  @Test
  @DisplayName("SR-14 a second loss while a series runs begins no second one")
  void oneSeriesForAnId() {
    bench.start();
    runFor(Duration.ofSeconds(10));
    int before = bench.transport().dials().size();
    // PEX dials the same peer and fails, which would begin a series.
    DialOutcome outcome = bench.world().await(bench.network().dial(ANNA), Duration.ofSeconds(1));
    assertThat(outcome).isInstanceOf(DialOutcome.Refused.class);
    bench.world().settle();
    assertThat(bench.transport().dials()).hasSize(before + 1);
    runFor(Duration.ofHours(48));
    assertThat(bench.transport().dials()).hasSize(1 + 30 + 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Rejection.Kind.class,
      names = {"AUTHENTICATION_FAILED", "WRONG_ID", "INCOMPATIBLE", "HANDSHAKE_TIMEOUT"})
  @DisplayName("SR-14 keeps trying after failures of the handshake")
  void keepsTryingAfterHandshakeFailures(Rejection.Kind kind) {
    bench.transport().answer(address -> PuppetTransport.refused(kind));
    bench.start();
    runFor(Duration.ofHours(48));
    assertThat(bench.transport().dials()).hasSize(31);
  }

  @Test
  @DisplayName("SR-14 ends with success and begins anew after the next loss")
  void endsWithSuccess() {
    bench.start();
    runFor(Duration.ofMinutes(1));
    PuppetLink link = bench.outbound("anna", "10.0.0.2");
    bench.transport().answer(link);
    runFor(Duration.ofMinutes(1));
    int connected = bench.transport().dials().size();
    assertThat(bench.network().peers()).hasSize(1);
    runFor(Duration.ofHours(10));
    assertThat(bench.transport().dials()).hasSize(connected);

    bench.transport().answer(address -> PuppetTransport.refused(Rejection.Kind.UNREACHABLE));
    link.breakOff(BROKEN);
    runFor(Duration.ofHours(48));
    assertThat(bench.transport().dials()).hasSize(connected + 30);
  }

  @Test
  @DisplayName("SR-14 ends when the peer has connected by itself")
  void endsWhenThePeerConnects() {
    bench.start();
    runFor(Duration.ofMinutes(10));
    int before = bench.transport().dials().size();
    bench.accept("anna", "10.0.0.2");
    runFor(Duration.ofHours(48));
    assertThat(bench.transport().dials()).hasSize(before);
  }

  @Test
  @DisplayName("SR-14 ends with the Switch")
  void endsWithTheSwitch() {
    bench.start();
    runFor(Duration.ofSeconds(20));
    int before = bench.transport().dials().size();
    bench.world().await(bench.node().stop(), Duration.ofSeconds(10));
    runFor(Duration.ofHours(48));
    assertThat(bench.transport().dials()).hasSize(before);
  }

  @Test
  @DisplayName("SR-14 meeting ourselves ends the tries")
  void endsAtOurselves() {
    bench.transport().answer(address -> PuppetTransport.refused(Rejection.Kind.SELF));
    bench.start();
    runFor(Duration.ofHours(1));
    assertThat(bench.transport().dials()).hasSize(1);
  }

  @Test
  @DisplayName("SR-14 each try stands in the ledger with its time")
  void ledgerTellsTheNextTry() {
    bench.start();
    runFor(Duration.ofSeconds(20));
    PeerLedger.Entry entry =
        bench.ledger().stream()
            .filter(e -> e.event() == PeerLedger.Event.REDIAL)
            .reduce((a, b) -> b)
            .orElseThrow();
    Duration next =
        Duration.between(
            entry.time(),
            Instant.parse(entry.reason().substring(entry.reason().indexOf(" at ") + 4)));
    assertThat(entry.reason()).startsWith("Try ").contains(" of 30 at ");
    assertThat(next).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(8));
    assertThat(entry.address()).isEqualTo("10.0.0.2:26656");
  }

  @Test
  @DisplayName("SR-14 a node that drops every connection at once is not hammered (better)")
  void shortConnectionsCountAsFailures() {
    bench
        .transport()
        .answer(address ->
            CompletableFuture.completedStage(
                bench.outbound("anna", "10.0.0.2").breakWhenOpened(BROKEN)));
    bench.start();
    runFor(Duration.ofHours(48));
    assertThat(bench.ledgerLines()).filteredOn(l -> l.startsWith("ADMITTED")).hasSize(31);
    assertThat(bench.transport().dials()).hasSize(31);
    assertThat(pauses().getFirst()).isLessThan(Duration.ofSeconds(1));
    assertThat(pauses().subList(1, 30))
        .allMatch(pause -> pause.compareTo(Duration.ofSeconds(5)) >= 0);
  }

  @Test
  @DisplayName("SR-03 a lost inbound persistent peer is dialled at the address it reports")
  void inboundIsRedialledAtItsReportedAddress() {
    bench.transport().answer(address -> new CompletableFuture<>());
    bench.start();
    PuppetLink link = bench.accept(bench.inbound("anna", "10.9.9.9"));
    // It reports 10.9.9.9, which is not configured: not persistent.
    assertThat(bench.network().peers().getFirst().isPersistent()).isFalse();
    link.breakOff(BROKEN);
    bench.world().settle();
    assertThat(bench.transport().dials()).isEmpty();

    PuppetLink other =
        bench.accept(bench.inbound(Bench.info("anna", "tcp://10.0.0.2:26656"), "10.9.9.9"));
    assertThat(bench.network().peers().getFirst().isPersistent()).isTrue();
    other.breakOff(BROKEN);
    bench.world().settle();
    assertThat(bench.transport().dials())
        .extracting(PuppetTransport.Dial::address)
        .containsExactly(ANNA);
  }

  @Test
  @DisplayName("SR-14 a name is looked up anew on every try (better: it is never forgotten)")
  void namesAreLookedUpAnew() {
    bench.set("p2p.persistent_peers", Bench.id("anna") + "@anna.example:26656").start();
    runFor(Duration.ofSeconds(30));
    assertThat(bench.transport().dials()).isEmpty();
    assertThat(bench.world().names().lookups()).hasSizeGreaterThan(3);
    assertThat(bench.ledgerLines())
        .anyMatch(line -> line.startsWith("REFUSED UNREACHABLE: the name 'anna.example'"));

    bench.world().names().set("anna.example", "10.0.0.2");
    runFor(Duration.ofSeconds(10));
    assertThat(bench.transport().dials())
        .extracting(PuppetTransport.Dial::address)
        .isNotEmpty()
        .containsOnly(ANNA);
    assertThat(bench.network().isPersistent(ANNA)).isTrue();

    bench.world().names().set("anna.example", "10.0.0.3");
    runFor(Duration.ofSeconds(10));
    assertThat(bench.transport().dials().getLast().address())
        .isEqualTo(Bench.address("anna", "10.0.0.3", 26656));
    assertThat(bench.network().isPersistent(ANNA)).as("the answer changed").isFalse();
  }

  @Test
  void triesTheAnswersOfANameInTurn() {
    bench.world().names().set("anna.example", "10.0.0.2", "10.0.0.3");
    bench.set("p2p.persistent_peers", Bench.id("anna") + "@anna.example:26656").start();
    runFor(Duration.ofSeconds(30));
    assertThat(bench.transport().dials())
        .extracting(dial -> dial.address().ip().toString())
        .contains("10.0.0.2", "10.0.0.3");
  }
}
