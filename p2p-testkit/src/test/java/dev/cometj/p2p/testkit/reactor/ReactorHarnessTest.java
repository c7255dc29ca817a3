package dev.cometj.p2p.testkit.reactor;

import static dev.cometj.p2p.testkit.reactor.EchoReactor.ECHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.FacetNotGrantedException;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerLedger;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.testkit.WorldFailedError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReactorHarnessTest {
  private final ReactorHarness harness = ReactorHarness.of(new EchoReactor.Provider());
  private List<String> log = new ArrayList<>();

  @BeforeEach
  void start() {
    harness.start();
    log = ((EchoReactor) harness.reactor()).log;
  }

  private ScriptedPeer bob() {
    ScriptedPeer bob = harness.peer("bob").connect();
    log.clear();
    return bob;
  }

  @Test
  void callsKeepTheGrammarAndTheMailbox() {
    ScriptedPeer bob = harness.peer("bob").admit();
    bob.deliver(ECHO, "early");
    bob.start();
    bob.deliver(ECHO, "hello");
    harness.stop();

    assertThat(log)
        .containsExactly(
            "start",
            "admit false",
            "receive early",
            "started true",
            "receive hello",
            "stopped stage",
            "peerStopped the switch is stopping, still listed 1",
            "stop");
    assertThat(bob.sent(ECHO)).containsExactly("early", "hello");
    assertThat(bob.stopReason())
        .hasValueSatisfying(
            reason -> assertThat(reason).isInstanceOf(StopReason.SwitchStopped.class));
  }

  @Test
  void aPeerStoppedByTheReactorIsRecordedAndGone() {
    ScriptedPeer bob = bob();
    bob.deliver(ECHO, "stop");
    bob.deliver(ECHO, "stop");

    assertThat(harness.network().stops())
        .containsExactly(
            new ScriptedSwitch.Stop(bob, new StopReason.ProtocolViolation("asked for")));
    assertThat(log).filteredOn(line -> line.startsWith("peerStopped")).hasSize(1);
    assertThat(bob.isRunning()).isFalse();
  }

  @Test
  void flushingAndReleasingAreRecorded() {
    ScriptedPeer bob = bob();
    bob.deliver(ECHO, "flush");

    assertThat(bob.wasFlushed()).isTrue();
    assertThat(harness.network().released()).containsExactly(bob);
    assertThat(log).contains("flushed");
  }

  @Test
  void aQuickPeerAnswersBeforeTheSendReturnsAndIsHeardAfterIt() {
    ScriptedPeer bob = bob();
    bob.answerAtOnce(ECHO, word -> word.equals("tried") ? Optional.of("quick") : Optional.empty());
    bob.deliver(ECHO, "try");
    assertThat(log)
        .filteredOn(line -> !line.equals("writable"))
        .containsExactly("receive try", "try QUEUED", "receive quick");

    bob.answerAtOnce(ECHO, _ -> Optional.of("x".repeat(51)));
    bob.deliver(ECHO, "try");
    assertThat(bob.stopReason()).contains(new StopReason.LimitExceeded("too long to look at"));
  }

  @Test
  void aFullQueueFillsAndDrains() {
    ScriptedPeer bob = bob();
    bob.fill(ECHO);
    bob.deliver(ECHO, "try");
    bob.deliver(ECHO, "wait");
    assertThat(log).contains("try QUEUE_FULL").doesNotContain("writable");

    bob.drain(ECHO);
    assertThat(log).contains("writable", "send QUEUED");
    assertThat(bob.sent(ECHO)).containsExactly("waited");
  }

  @Test
  void aWaitingSendTimesOutAfterTenSeconds() {
    ScriptedPeer bob = bob();
    bob.fill(ECHO);
    bob.deliver(ECHO, "wait");
    harness.world().runFor(Duration.ofMillis(9_999));
    assertThat(log).doesNotContain("send TIMED_OUT");

    harness.world().runFor(Duration.ofMillis(1));
    assertThat(log).contains("send TIMED_OUT");
    bob.drain(ECHO);
    assertThat(bob.sent(ECHO)).isEmpty();
  }

  @Test
  void badMessagesStopThePeerBeforeTheReactorSeesThem() {
    ScriptedPeer malformed = bob();
    malformed.deliver(ECHO, "!");
    ScriptedPeer screened = harness.peer("carol").connect();
    screened.deliver(ECHO, "x".repeat(51));
    ScriptedPeer tooLong = harness.peer("dave").connect();
    tooLong.deliverBytes(ECHO, new byte[101]);

    assertThat(malformed.stopReason()).contains(new StopReason.Malformed("exclamation"));
    assertThat(screened.stopReason()).contains(new StopReason.LimitExceeded("too long to look at"));
    assertThat(tooLong.stopReason()).containsInstanceOf(StopReason.LimitExceeded.class);
    assertThat(log).noneMatch(line -> line.startsWith("receive"));
  }

  @Test
  void unknownMessagesAreCountedAndThePeerStays() {
    ScriptedPeer bob = bob();
    bob.deliver(ECHO, "?");

    assertThat(harness.ignored()).containsExactly("question");
    assertThat(bob.isRunning()).isTrue();
  }

  @Test
  void dialsAreRecordedAndAnsweredByScript() {
    ScriptedPeer bob = bob();
    harness.network().holdDials();
    bob.deliver(ECHO, "dial");
    assertThat(log)
        .contains("dialling true", "census PeerCounts[outbound=0, inbound=1, dialing=1]");

    harness
        .network()
        .finishDial(
            harness.network().dials().getFirst(),
            new DialOutcome.Connected(new NodeId("0".repeat(40))));
    harness.world().settle();
    assertThat(log).contains("dialled Connected");
  }

  @Test
  void aReachablePeerConnectsWhenItIsDialled() {
    ScriptedPeer bob = bob();
    ScriptedPeer carol =
        harness
            .peer("carol")
            .address(
                dev.cometj.p2p.NetAddress.parse(
                    "00112233445566778899aabbccddeeff00112233@1.1.1.1:26656"));
    harness.network().reachable(carol);
    bob.deliver(ECHO, "dial");

    assertThat(carol.isRunning()).isTrue();
    assertThat(carol.isOutbound()).isTrue();
    assertThat(log).contains("dialled Connected");
  }

  @Test
  void broadcastsReachEveryPeer() {
    ScriptedPeer bob = bob();
    ScriptedPeer carol = harness.peer("carol").connect();
    bob.deliver(ECHO, "all");

    assertThat(bob.sent(ECHO)).containsExactly("to all");
    assertThat(carol.sent(ECHO)).containsExactly("to all");
    assertThat(log).contains("broadcast 2");
  }

  @Test
  void factsTravelBetweenReactorsAndOnlyDeclaredOnes() {
    ScriptedPeer bob = bob();
    bob.publish(EchoReactor.HEIGHT, 7L);
    bob.deliver(ECHO, "mood");
    bob.deliver(ECHO, "expect");
    bob.deliver(ECHO, "good");

    assertThat(log).contains("height 7");
    assertThat(bob.published(EchoReactor.MOOD)).contains("fine");
    assertThat(bob.expectedBytes(ECHO)).isEqualTo(500);
    assertThat(harness.network().markedGood()).containsExactly(bob);
    assertThatThrownBy(() -> bob.deliver(ECHO, "steal"))
        .hasCauseInstanceOf(FacetNotGrantedException.class);
  }

  @Test
  void aFacetThatIsNotDeclaredIsRefusedAndAGrantedOneCannotBeWidened() {
    FacetGate gate =
        new FacetGate(
            "ECHO",
            new EchoReactor.Provider().facets(),
            new ScriptedSwitchFacets(null, harness.network()),
            () -> {});

    assertThatThrownBy(() -> gate.facet(PeerLedger.class))
        .isInstanceOf(FacetNotGrantedException.class)
        .hasMessageContaining("ECHO")
        .hasMessageContaining("PeerLedger");
    assertThat(gate.facet(dev.cometj.p2p.PeerDialer.class))
        .isNotInstanceOf(dev.cometj.p2p.PeerStopper.class);
  }

  @Test
  void aReactorThatThrowsFailsTheTestAndLosesThePeer() {
    ScriptedPeer bob = bob();

    assertThatThrownBy(() -> bob.deliver(ECHO, "throw"))
        .isInstanceOf(WorldFailedError.class)
        .hasMessageContaining("as ordered");
    harness.world().settle();
    assertThat(bob.stopReason()).containsInstanceOf(StopReason.OwnFault.class);
  }

  @Test
  void sendingMoreThanThePeerWouldTakeFailsTheTest() {
    ScriptedPeer bob = bob();

    assertThatThrownBy(() -> bob.deliver(ECHO, "long")).hasMessageContaining("allows only 100");
  }

  @Test
  void metersCanBeRead() {
    RecordingMetrics metrics = harness.metrics();
    metrics.counter("sent", "", "peer_id", "a").add(2);
    metrics.counter("sent", "", "peer_id", "a").add(3);
    metrics.gauge("peers", "").set(4);

    assertThat(metrics.value("sent", "peer_id", "a")).isEqualTo(5);
    assertThat(metrics.value("peers")).isEqualTo(4);
    metrics.forget("peer_id", "a");
    assertThat(metrics.names()).containsExactly("peers");
  }
}
