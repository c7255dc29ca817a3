package dev.cometj.p2p.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.PeerReleaser;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.switching.fixture.Bench;
import dev.cometj.p2p.switching.fixture.ProbeReactor;
import dev.cometj.p2p.switching.fixture.PuppetLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RemovalTest {
  private static final String ANNA = ProbeReactor.shortId(Bench.id("anna"));
  private static final NetAddress ADDRESS = Bench.address("anna", "10.0.0.2", 26656);
  private static final StopReason FAULT = new StopReason.ProtocolViolation("test");

  private final Bench bench = new Bench();
  private ProbeReactor one;
  private ProbeReactor two;

  @BeforeEach
  void twoReactors() {
    one = bench.probe("ONE").declares(PeerReleaser.class);
    two = bench.probe("TWO");
  }

  private PuppetLink connected() {
    bench.start();
    bench.log().clear();
    return bench.accept("anna", "10.0.0.2");
  }

  private void stop(StopReason reason) {
    one.mailbox()
        .execute(() -> one.facet(PeerStopper.class).stopForError(one.session().identity(), reason));
  }

  private long stops() {
    return bench.log().stream().filter(line -> line.contains("peerStopped")).count();
  }

  @Test
  @DisplayName("SR-13 the link is closed first, the reactors are told, and the set is left last")
  void order() {
    PuppetLink link = connected();
    List<String> seen = new ArrayList<>();
    two.onStopped(session ->
        seen.add(
            "closed %s, peers %d, running %s"
                .formatted(
                    link.endedWith() != null,
                    bench.network().peers().size(),
                    session.lifecycle().isRunning())));
    stop(FAULT);
    bench.world().settle();
    assertThat(seen).containsExactly("closed true, peers 1, running false");
    assertThat(link.endedWith()).isEqualTo(FAULT);
    assertThat(bench.network().peers()).isEmpty();
    assertThat(bench.metrics().value("p2p_peers")).isZero();
    assertThat(bench.ledgerLines().getLast())
        .isEqualTo("DROPPED ProtocolViolation (protocol violation: test)");
  }

  @Test
  @DisplayName("SR-13 a node that comes back is refused until every reactor has let go of it")
  void noAdmitBeforeTheLastPeerStopped() {
    PuppetLink link = connected();
    bench.hold("TWO");
    bench.log().clear();
    link.breakOff(new StopReason.LinkFailure("reset"));
    bench.world().settle();
    PuppetLink early = bench.accept("anna", "10.0.0.2");
    assertThat(early.endedWith()).isInstanceOf(StopReason.NotAdmitted.class);
    assertThat(bench.log()).containsExactly("ONE peerStopped " + ANNA + " LinkFailure");
    bench.release("TWO");
    assertThat(bench.accept("anna", "10.0.0.2").isOpen()).isTrue();
  }

  @Test
  @DisplayName("SR-03 stopping for an error works from within receive and happens once")
  void stopFromWithinReceive() {
    one.onReceive((session, message) -> {
      PeerStopper stopper = one.facet(PeerStopper.class);
      stopper.stopForError(session.identity(), FAULT);
      assertThat(session.lifecycle().isRunning()).isFalse();
      stopper.stopForError(session.identity(), new StopReason.Malformed("too late"));
    });
    PuppetLink link = connected();
    bench.hold("ONE");
    link.receive(0x51, "bad");
    link.receive(0x51, "never handled");
    bench.world().settle();
    bench.release("ONE");
    assertThat(bench.log())
        .contains("ONE receive " + ANNA + " bad")
        .doesNotContain("ONE receive " + ANNA + " never handled")
        .contains(
            "ONE peerStopped " + ANNA + " ProtocolViolation",
            "TWO peerStopped " + ANNA + " ProtocolViolation");
    assertThat(stops()).isEqualTo(2);
  }

  @Test
  @DisplayName("SR-03 stopping a peer that is stopped already does nothing")
  void stopTwice() {
    connected();
    stop(FAULT);
    bench.world().settle();
    stop(FAULT);
    bench.world().settle();
    assertThat(stops()).isEqualTo(2);
    assertThat(bench.ledgerLines()).filteredOn(l -> l.startsWith("DROPPED")).hasSize(1);
  }

  @Test
  @DisplayName("SR-03 an old handle never stops the new connection")
  void oldHandle() {
    connected();
    ProbeReactor.Session old = one.session();
    stop(FAULT);
    bench.world().settle();
    PuppetLink fresh = bench.accept("anna", "10.0.0.2");
    one.mailbox().execute(() -> one.facet(PeerStopper.class).stopForError(old.identity(), FAULT));
    bench.world().settle();
    assertThat(fresh.isOpen()).isTrue();
  }

  @Test
  @DisplayName("SR-03 a persistent outbound peer is dialled again at the address dialled before")
  void persistentIsRedialled() {
    bench.set("p2p.persistent_peers", ADDRESS.toString());
    bench.transport().answer(bench.outbound("anna", "10.0.0.2"));
    bench.start();
    bench.world().runFor(Duration.ofSeconds(3));
    assertThat(bench.network().peers()).hasSize(1);
    bench.transport().answer(bench.outbound("anna", "10.0.0.2"));
    stop(FAULT);
    bench.world().settle();
    assertThat(bench.transport().dials()).extracting(d -> d.address()).containsOnly(ADDRESS);
    assertThat(bench.network().peers()).as("back at once").hasSize(1);
  }

  @Test
  @DisplayName("SR-04 a peer let go is never dialled again, persistent or not")
  void released() {
    bench.set("p2p.persistent_peers", ADDRESS.toString());
    bench.transport().answer(bench.outbound("anna", "10.0.0.2"));
    bench.start();
    bench.world().runFor(Duration.ofSeconds(3));
    one.mailbox()
        .execute(() -> one.facet(PeerReleaser.class).stopGracefully(one.session().identity()));
    bench.world().runFor(Duration.ofHours(1));
    assertThat(bench.transport().dials()).hasSize(1);
    assertThat(bench.ledgerLines().getLast())
        .isEqualTo("DROPPED Requested (requested: let go by ONE)");
  }

  @Test
  void aLinkThatEndsByItselfIsRemovedOnce() {
    PuppetLink link = connected();
    link.breakOff(new StopReason.TimedOut("no pong"));
    stop(FAULT);
    bench.world().settle();
    assertThat(stops()).isEqualTo(2);
    assertThat(bench.ledgerLines()).filteredOn(l -> l.startsWith("DROPPED")).hasSize(1);
  }

  @Test
  void aCallbackThatThrowsStopsThePeer() {
    one.onStarted(session -> {
      throw new IllegalStateException("broken");
    });
    connected();
    assertThat(bench.network().peers()).isEmpty();
    assertThat(bench.log()).contains("TWO peerStopped " + ANNA + " OwnFault");
    assertThat(stops()).isEqualTo(2);
  }

  @Test
  void aThrowingPeerStoppedDoesNotHoldUpTheRemoval() {
    one.onStopped(session -> {
      throw new IllegalStateException("broken");
    });
    PuppetLink link = connected();
    link.breakOff(new StopReason.LinkFailure("reset"));
    bench.world().settle();
    assertThat(bench.network().peers()).isEmpty();
    assertThat(stops()).isEqualTo(2);
  }
}
