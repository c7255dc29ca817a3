package dev.cometj.p2p.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerLedger;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.LinkHandler;
import dev.cometj.p2p.switching.fixture.Bench;
import dev.cometj.p2p.switching.fixture.ProbeReactor;
import dev.cometj.p2p.switching.fixture.PuppetLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final String ANNA = ProbeReactor.shortId(Bench.id("anna"));
  private static final Optional<String> PASS = Optional.empty();

  private final Bench bench = new Bench();
  private ProbeReactor one;
  private ProbeReactor two;

  @BeforeEach
  void twoReactors() {
    one = bench.probe("ONE");
    two = bench.probe("TWO");
  }

  private Bench start() {
    bench.start();
    bench.log().clear();
    return bench;
  }

  @Test
  @DisplayName("SR-15 every reactor admits, then the link is opened, then every reactor starts")
  void order() {
    start();
    List<String> atOpen = new ArrayList<>();
    PuppetLink link = bench.inbound("anna", "10.0.0.2");
    two.onAdmit(session -> atOpen.add("opened before: " + link.wasOpened()));
    bench.accept(link);
    assertThat(bench.log())
        .startsWith("ONE admit " + ANNA, "TWO admit " + ANNA)
        .containsExactlyInAnyOrder(
            "ONE admit " + ANNA,
            "TWO admit " + ANNA,
            "ONE peerStarted " + ANNA,
            "TWO peerStarted " + ANNA);
    assertThat(atOpen).containsExactly("opened before: false");
    assertThat(link.isOpen()).isTrue();
    assertThat(bench.network().peers()).extracting(p -> p.id()).containsExactly(Bench.id("anna"));
    assertThat(bench.metrics().value("p2p_peers")).isEqualTo(1);
  }

  @Test
  @DisplayName("SR-15 the filters are asked together, and one of them refuses")
  void filters() {
    CompletableFuture<Optional<String>> slow = new CompletableFuture<>();
    List<NodeId> asked = new ArrayList<>();
    bench
        .with(assembly ->
            assembly
                .peerFilter((info, address) -> {
                  asked.add(info.id());
                  return slow;
                })
                .peerFilter((info, address) -> {
                  asked.add(info.id());
                  return CompletableFuture.completedStage(
                      info.moniker().equals("bob") ? Optional.of("no bobs") : PASS);
                }))
        .start();
    bench.log().clear();
    PuppetLink bob = bench.accept("bob", "10.0.0.3");
    assertThat(asked).hasSize(2);
    assertThat(bob.endedWith()).isInstanceOf(StopReason.NotAdmitted.class);
    assertThat(bench.ledgerLines()).containsExactly("REFUSED FILTERED: no bobs");

    PuppetLink anna = bench.accept("anna", "10.0.0.2");
    assertThat(bench.log()).as("no reactor heard of it yet").isEmpty();
    slow.complete(PASS);
    bench.world().settle();
    assertThat(anna.isOpen()).isTrue();
  }

  @Test
  @DisplayName("SR-15 a filter that does not answer within 5 s refuses")
  void filterTimeout() {
    bench
        .with(assembly -> assembly.peerFilter((info, address) -> new CompletableFuture<>()))
        .start();
    PuppetLink anna = bench.accept("anna", "10.0.0.2");
    bench.world().runFor(Duration.ofMillis(4999));
    assertThat(anna.endedWith()).isNull();
    bench.world().runFor(Duration.ofMillis(1));
    assertThat(bench.ledgerLines())
        .containsExactly("REFUSED FILTER_TIMEOUT: a filter did not answer within 5 s");
  }

  @Test
  @DisplayName("SR-15 a second connection with a peer's id is refused")
  void duplicate() {
    start();
    PuppetLink first = bench.accept("anna", "10.0.0.2");
    PuppetLink second = bench.accept("anna", "10.0.0.3");
    assertThat(first.isOpen()).isTrue();
    assertThat(second.endedWith()).isInstanceOf(StopReason.NotAdmitted.class);
    assertThat(second.wasOpened()).isFalse();
    assertThat(bench.ledgerLines().getLast()).startsWith("REFUSED DUPLICATE_ID: ");
    assertThat(bench.log()).filteredOn(line -> line.contains("admit")).hasSize(2);
  }

  @Test
  @DisplayName("A01 two connections of one id at once: each reactor admits one and stops it once")
  void simultaneous() {
    start();
    PuppetLink inbound = bench.inbound("anna", "10.0.0.2");
    PuppetLink outbound = bench.outbound("anna", "10.0.0.2");
    bench.transport().answer(outbound);
    bench.transport().acceptor().accepted(inbound);
    bench.network().dial(outbound.socketAddress());
    bench.world().settle();
    assertThat(List.of(inbound, outbound)).filteredOn(PuppetLink::isOpen).hasSize(1);
    assertThat(bench.network().peers()).hasSize(1);
    PuppetLink winner = inbound.isOpen() ? inbound : outbound;
    winner.breakOff(new StopReason.LinkFailure("reset"));
    bench.world().settle();
    for (String reactor : List.of("ONE", "TWO")) {
      assertThat(bench.log()).filteredOn(l -> l.startsWith(reactor + " admit")).hasSize(1);
      assertThat(bench.log()).filteredOn(l -> l.startsWith(reactor + " peerStopped")).hasSize(1);
    }
  }

  @Test
  @DisplayName("A01 a later reactor fails to admit: those before it get one peerStopped")
  void laterReactorFails() {
    two.onAdmit(session -> {
      throw new IllegalStateException("no room");
    });
    start();
    PuppetLink anna = bench.accept("anna", "10.0.0.2");
    assertThat(bench.log())
        .containsExactly(
            "ONE admit " + ANNA, "TWO admit " + ANNA, "ONE peerStopped " + ANNA + " NotAdmitted");
    assertThat(anna.endedWith()).isInstanceOf(StopReason.NotAdmitted.class);
    assertThat(bench.network().peers()).isEmpty();
    assertThat(bench.ledgerLines().getLast())
        .startsWith("REFUSED NOT_ADMITTED: fault of ours: ")
        .contains("no room", "TWO");
  }

  @Test
  @DisplayName("A33 a peer that fails while it is added never stays in the set")
  void endsWhileItIsAdded() {
    start();
    PuppetLink link = bench.inbound("anna", "10.0.0.2");
    two.onAdmit(session -> link.breakOff(new StopReason.LinkFailure("reset")));
    bench.accept(link);
    assertThat(bench.network().peers()).isEmpty();
    assertThat(bench.log()).filteredOn(l -> l.contains("peerStopped")).hasSize(2);
    assertThat(bench.metrics().value("p2p_peers")).isZero();
    bench.accept("anna", "10.0.0.2");
    assertThat(bench.network().peers()).as("the id is free again").hasSize(1);
  }

  @Test
  @DisplayName("A33 a link that ends while it is opened never reaches the set")
  void endsWhileItIsOpened() {
    start();
    bench.accept(
        bench.inbound("anna", "10.0.0.2").breakInOpen(new StopReason.LinkFailure("reset")));
    assertThat(bench.ledgerLines()).containsExactly("REFUSED NOT_ADMITTED: link failure: reset");
    assertThat(bench.log()).filteredOn(l -> l.contains("peerStopped")).hasSize(2);
    assertThat(bench.log()).noneMatch(l -> l.contains("peerStarted"));
  }

  @Test
  void stopForErrorWithinAdmitUnwindsTheAdmission() {
    one.onAdmit(session ->
        one.facet(PeerStopper.class)
            .stopForError(session.identity(), new StopReason.ProtocolViolation("test")));
    start();
    PuppetLink anna = bench.accept("anna", "10.0.0.2");
    assertThat(bench.log())
        .containsExactly("ONE admit " + ANNA, "ONE peerStopped " + ANNA + " NotAdmitted");
    assertThat(anna.wasOpened()).isFalse();
  }

  @Test
  @DisplayName("SR-15 nothing is read of a peer before every reactor has admitted it")
  void receiveNeverBeforeAdmit() {
    start();
    bench.hold("TWO");
    PuppetLink link = bench.accept("anna", "10.0.0.2");
    assertThat(bench.log()).containsExactly("ONE admit " + ANNA);
    assertThat(link.wasOpened()).isFalse();
    bench.release("TWO");
    assertThat(link.wasOpened()).isTrue();
    bench.hold("TWO");
    link.receive(0x51, "hello");
    bench.world().settle();
    assertThat(bench.log()).endsWith("ONE receive " + ANNA + " hello");
  }

  @Test
  void aLinkThatFailsToOpenIsUnwound() {
    start();
    PuppetLink link = bench.inbound("anna", "10.0.0.2");
    link.open(
        new LinkHandler() {
          @Override
          public void received(int channelId, ByteBuffer message) {}

          @Override
          public void closed(StopReason reason) {}
        });
    bench.accept(link);
    assertThat(bench.network().peers()).isEmpty();
    assertThat(bench.log()).filteredOn(l -> l.contains("peerStopped")).hasSize(2);
    assertThat(bench.accept("anna", "10.0.0.2").isOpen()).isTrue();
  }

  @Test
  void aFilterThatFailsRefuses() {
    bench
        .with(assembly ->
            assembly.peerFilter((info, address) -> {
              throw new IllegalStateException("broken");
            }))
        .start();
    bench.accept("anna", "10.0.0.2");
    assertThat(bench.ledgerLines().getLast()).startsWith("REFUSED FILTERED: a filter failed");
  }

  @Test
  @DisplayName("L-O01 the gauge p2p_peers counts the peer set")
  void gauge() {
    start();
    assertThat(bench.metrics().names()).contains("p2p_peers");
    bench.accept("anna", "10.0.0.2");
    PuppetLink bob = bench.accept("bob", "10.0.0.3");
    assertThat(bench.metrics().value("p2p_peers")).isEqualTo(2);
    bob.breakOff(new StopReason.LinkFailure("reset"));
    bench.world().settle();
    assertThat(bench.metrics().value("p2p_peers")).isEqualTo(1);
  }

  @Test
  @DisplayName("SR-16 over max_num_inbound_peers only unconditional peers are accepted")
  void inboundLimit() {
    bench
        .set("p2p.max_num_inbound_peers", "1")
        .set("p2p.unconditional_peer_ids", Bench.id("carl").text());
    start();
    bench.accept("anna", "10.0.0.2");
    PuppetLink bob = bench.accept("bob", "10.0.0.3");
    assertThat(bob.endedWith()).isInstanceOf(StopReason.NotAdmitted.class);
    assertThat(bench.ledgerLines().getLast())
        .isEqualTo("REFUSED TOO_MANY_INBOUND: all 1 inbound places are taken");
    assertThat(bench.accept("carl", "10.0.0.4").isOpen()).isTrue();
    assertThat(bench.network().counts().inbound()).as("carl does not count").isEqualTo(1);
  }

  @Test
  @DisplayName("SR-16 connections on their way in count against the limit")
  void limitCountsThoseOnTheWay() {
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    bench
        .set("p2p.max_num_inbound_peers", "1")
        .with(assembly -> assembly.peerFilter((info, address) -> answer));
    start();
    bench.accept("anna", "10.0.0.2");
    PuppetLink bob = bench.accept("bob", "10.0.0.3");
    answer.complete(PASS);
    bench.world().settle();
    assertThat(bob.endedWith()).isNotNull();
    assertThat(bench.network().peers()).hasSize(1);
  }

  @Test
  @DisplayName("SR-16 the transport's rejections are noted and accepting goes on")
  void rejections() {
    start();
    HostPort remote = new HostPort("10.0.0.7", 4711);
    bench
        .transport()
        .acceptor()
        .rejected(remote, Rejection.of(Rejection.Kind.AUTHENTICATION_FAILED, "bad signature"));
    bench.world().settle();
    PeerLedger.Entry entry = bench.ledger().getLast();
    assertThat(entry.event()).isEqualTo(PeerLedger.Event.REFUSED);
    assertThat(entry.reason()).isEqualTo("AUTHENTICATION_FAILED: bad signature");
    assertThat(entry.address()).isEqualTo("10.0.0.7:4711");
    assertThat(entry.outbound()).isFalse();
    assertThat(bench.accept("anna", "10.0.0.2").isOpen()).isTrue();
  }

  @Test
  @DisplayName("F12 a listener without descriptors ends nothing: peers go on and accepting resumes")
  void listenerFails() {
    start();
    PuppetLink anna = bench.accept("anna", "10.0.0.2");
    for (int i = 0; i < 100; i++) {
      bench.transport().acceptor().failed(new IOException("Too many open files"));
      bench.world().runFor(Duration.ofSeconds(1));
    }
    assertThat(anna.isOpen()).isTrue();
    assertThat(bench.network().peers()).hasSize(1);
    assertThat(bench.accept("bob", "10.0.0.3").isOpen()).isTrue();
  }

  @Test
  @DisplayName("SR-15 while the reactors start links wait, and are admitted afterwards")
  void linksWaitForTheStart() {
    CompletableFuture<Void> slow = new CompletableFuture<>();
    two.onStart(services -> slow);
    bench.assemble();
    bench.node().start();
    bench.world().settle();
    PuppetLink anna = bench.accept("anna", "10.0.0.2");
    assertThat(bench.log()).containsExactly("ONE start", "TWO start");
    slow.complete(null);
    bench.world().settle();
    assertThat(anna.isOpen()).isTrue();
  }

  @Test
  @DisplayName("SR-15 a link that comes while the node stops is closed and no reactor hears of it")
  void notRunning() {
    start();
    bench.world().await(bench.node().stop(), Duration.ofSeconds(10));
    bench.log().clear();
    bench.transport().acceptor().accepted(bench.inbound("anna", "10.0.0.2"));
    bench.world().settle();
    assertThat(bench.log()).isEmpty();
  }

  @Test
  void tenFaultsFromOneIpWithinAnHourCloseItForAnHour() {
    start();
    for (int i = 0; i < 10; i++) {
      PuppetLink link = bench.accept("fault" + i, "10.6.6.6");
      assertThat(link.isOpen()).isTrue();
      link.receive(0x51, "!");
      bench.world().runFor(Duration.ofMinutes(1));
    }
    assertThat(bench.accept("late", "10.6.6.6").isOpen()).isFalse();
    assertThat(bench.ledgerLines().getLast()).startsWith("REFUSED FILTERED: 10 peers of this IP");
    assertThat(bench.accept("other", "10.6.6.7").isOpen()).isTrue();
    bench.world().runFor(Duration.ofHours(1));
    assertThat(bench.accept("late", "10.6.6.6").isOpen()).isTrue();
  }

  @Test
  void honestReasonsDoNotCountAgainstAnIp() {
    start();
    for (int i = 0; i < 12; i++) {
      bench.accept("slow" + i, "10.6.6.6").breakOff(new StopReason.TimedOut("pong"));
      bench.world().settle();
    }
    assertThat(bench.accept("late", "10.6.6.6").isOpen()).isTrue();
  }
}
