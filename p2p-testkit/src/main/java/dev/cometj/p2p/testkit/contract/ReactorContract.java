package dev.cometj.p2p.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.FacetNotGrantedException;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.PeerFlusher;
import dev.cometj.p2p.PeerLifecycle;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStanding;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Link;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What every host of reactors must do, as tests to inherit: the call order of [dev.cometj.p2p.Reactor], after
/// `spec/p2p/reactor-api/reactor.md` of the original, one mailbox, and facets that cannot be widened.
///
/// A subclass makes a host from a [HostPlan]. The tests run in virtual time and play the remote nodes over a
/// [dev.cometj.p2p.testkit.network.MemoryNetwork]. In every test three reactors, `ALPHA`, `BRAVO` and `CHARLIE`, watch
/// their host and hold every call against the grammar.
public abstract class ReactorContract extends HostRig {
  private static final AttributeKey<String> FACT =
      new AttributeKey<>("contract.fact", String.class);

  /// For subclasses.
  protected ReactorContract() {}

  /// Make a host with reactors.
  ///
  /// @param plan what it is made of
  /// @return a node that is not started yet
  @Override
  protected abstract HostedNode createHost(HostPlan plan);

  // The life of a peer.

  @Test
  @DisplayName("reactors have started before any peer comes")
  void reactorsStartBeforeAnyPeer() {
    Party alice = join("alice");
    CompletionStage<Void> starting = host().start();
    for (int i = 0; i < 40; i++) {
      world.runFor(Duration.ofMillis(100));
      alice.dial(NetAddress.parse(signer.id() + "@" + HOST)).exceptionally(refused -> null);
    }
    world.await(starting, A_WHILE);
    world.runFor(A_WHILE);

    assertThat(log.calls(CallLog.Kind.ADMIT)).hasSize(3);
  }

  @Test
  @DisplayName("every reactor admits, starts and forgets a peer once")
  void everyAdmitHasOnePeerStopped() {
    start();
    LinkRecorder link = connect(join("alice"));
    await(CallLog.Kind.PEER_STARTED, 3);
    link.link().close(new StopReason.Requested("enough"));
    await(CallLog.Kind.PEER_STOPPED, 3);
    world.runFor(A_WHILE);

    for (ProbeProvider provider : providers()) {
      assertThat(log.calls(provider.probe(), CallLog.Kind.PEER_STARTED)).hasSize(1);
      assertThat(log.calls(provider.probe(), CallLog.Kind.PEER_STOPPED)).hasSize(1);
      assertThat(log.stopReason(provider.probe()).orElseThrow())
          .isInstanceOf(StopReason.LinkFailure.class);
    }
  }

  @Test
  @DisplayName("nothing is read before every reactor has admitted the peer")
  void nothingIsReadBeforeEveryAdmit() {
    start();
    Party alice = join("alice");
    for (int life = 1; life <= 20; life++) {
      Link link = world.await(alice.dial(address()), A_WHILE);
      providers().forEach(provider -> say(link, provider, "early"));
      LinkRecorder recorder = gathering.open(link);
      await(CallLog.Kind.RECEIVE, 3 * life);
      link.close(new StopReason.Requested("again"));
      awaitEnd(recorder);
      world.runFor(SECOND);
    }

    assertThat(log.calls(CallLog.Kind.ADMIT)).hasSize(60);
  }

  @Test
  @DisplayName("reactors admit in the order of their names")
  void reactorsAdmitByName() {
    start();
    connect(join("alice"));
    await(CallLog.Kind.PEER_STARTED, 3);

    assertThat(log.calls(CallLog.Kind.ADMIT))
        .extracting(call -> call.reactor().name())
        .containsExactly("ALPHA", "BRAVO", "CHARLIE");
  }

  @Test
  @DisplayName("a reactor that publishes a fact admits before one that reads it")
  void publishersAdmitBeforeReaders() {
    charlie.publishing(FACT);
    alpha.reading(FACT);
    start();
    connect(join("alice"));
    await(CallLog.Kind.PEER_STARTED, 3);

    assertThat(log.calls(CallLog.Kind.ADMIT))
        .extracting(call -> call.reactor().name())
        .containsSubsequence("CHARLIE", "ALPHA");
  }

  @Test
  @DisplayName("a node that reconnects is admitted only after every reactor has forgotten it")
  void aReconnectWaitsForTheEndOfTheFormerLife() {
    start();
    Party alice = join("alice");
    LinkRecorder former = connect(alice);
    for (int life = 1; life <= 30; life++) {
      CompletionStage<Link> dial = alice.dial(address());
      world.runFor(Duration.ofMillis(2L * life));
      former.link().close(new StopReason.Requested("again"));
      LinkRecorder link = gathering.open(world.await(dial, A_WHILE));
      world.runFor(Duration.ofMillis(200));
      former = link;
    }
    world.runFor(A_WHILE);

    assertThat(providers())
        .allSatisfy(provider -> assertThat(provider.probe().overlaps()).isZero());
    assertThat(log.calls(CallLog.Kind.ADMIT)).hasSizeGreaterThan(3);
  }

  @Test
  @DisplayName("a peer leaves the directory after every peerStopped, and then it is gone")
  void aStoppedPeerLeavesTheDirectoryLast() {
    start();
    Party alice = join("alice");
    LinkRecorder link = connect(alice);
    await(CallLog.Kind.PEER_STARTED, 3);
    link.link().close(new StopReason.Requested("enough"));
    await(CallLog.Kind.PEER_STOPPED, 3);
    world.runFor(SECOND);

    for (ProbeProvider provider : providers()) {
      assertThat(provider.probe().directory().find(alice.id(), Probe.Session.class)).isEmpty();
      assertThat(provider.probe().directory().connected(Probe.Session.class)).isEmpty();
    }
  }

  @Test
  @DisplayName("reactors stop last, after all their peers")
  void reactorsStopLast() {
    start();
    LinkRecorder alice = connect(join("alice"));
    LinkRecorder bob = connect(join("bob"));
    await(CallLog.Kind.PEER_STARTED, 6);
    Feeder feeder =
        new Feeder(
            gathering.world(),
            alice.link(),
            alpha.channel(),
            Messages.random(50, 900, 1).stream()
                .map(payload -> Payload.of("chatter".getBytes(StandardCharsets.US_ASCII)))
                .toList());
    feeder.start();

    world.await(host().stop(), Duration.ofMinutes(10));
    awaitEnd(alice);
    awaitEnd(bob);

    assertThat(log.calls(CallLog.Kind.PEER_STOPPED))
        .hasSize(6)
        .allSatisfy(call -> assertThat(call.reason()).isInstanceOf(StopReason.SwitchStopped.class));
    assertThat(log.calls(CallLog.Kind.STOP)).hasSize(3);
  }

  @Test
  @DisplayName("a reactor's dial makes a peer")
  void aReactorDials() {
    List<DialOutcome> outcomes = new ArrayList<>();
    start();
    Party alice = join("alice");
    alpha
        .probe()
        .context()
        .mailbox()
        .execute(() ->
            alpha
                .probe()
                .dialer()
                .dial(alice.address())
                .thenAccept(outcome -> {
                  alpha.probe().expectMailbox("the end of a dial");
                  outcomes.add(outcome);
                }));
    await(CallLog.Kind.PEER_STARTED, 3);
    world.runFor(SECOND);

    assertThat(outcomes).containsExactly(new DialOutcome.Connected(alice.id()));
  }

  // Failures on the way.

  @Test
  @DisplayName(
      "A01 a later admit that throws: those who admitted before are told that the peer stopped")
  void anAdmitThatThrowsIsUndone() {
    List<String> thrown = new ArrayList<>();
    bravo.onAdmit((probe, peer) -> {
      if (thrown.isEmpty()) {
        thrown.add("once");
        throw new IllegalStateException("as planned");
      }
    });
    start();
    LinkRecorder link = connect(join("alice"));
    awaitEnd(link);
    world.runFor(SECOND);

    assertThat(log.calls(alpha.probe(), CallLog.Kind.PEER_STOPPED)).hasSize(1);
    assertThat(log.calls(bravo.probe(), CallLog.Kind.PEER_STOPPED)).isEmpty();
    assertThat(log.calls(CallLog.Kind.PEER_STARTED)).isEmpty();
    connect(join("bob"));
    await(CallLog.Kind.PEER_STARTED, 3);
  }

  @Test
  @DisplayName(
      "A01 a connection that ends while it is admitted is forgotten by all who admitted it")
  void anEndDuringAdmissionIsUndone() {
    IpAddress here = IpAddress.parse(ip("alice")).orElseThrow();
    IpAddress there = IpAddress.parse(HOST.host()).orElseThrow();
    bravo.onAdmit((probe, peer) -> network.breakConnections(here, there));
    start();
    Party alice = join("alice");
    for (int i = 0; i < 20; i++) {
      awaitEnd(connect(alice));
      world.runFor(SECOND);
    }

    assertThat(log.calls(alpha.probe(), CallLog.Kind.ADMIT)).hasSize(20);
    for (ProbeProvider provider : providers()) {
      assertThat(log.calls(provider.probe(), CallLog.Kind.PEER_STOPPED))
          .hasSameSizeAs(log.calls(provider.probe(), CallLog.Kind.ADMIT));
    }
  }

  @Test
  @DisplayName(
      "A01 of two simultaneous connections with one node one stays, and whoever admitted the other forgets it")
  void theLoserOfTwoConnectionsIsUndone() {
    start();
    Party here = gathering.join(plan("alice"));
    Party there = gathering.join(plan("bob").as("alice"));
    for (int round = 0; round < 20; round++) {
      CompletionStage<Link> first = here.dial(address());
      CompletionStage<Link> second = there.dial(address());
      List<LinkRecorder> links =
          List.of(
              gathering.open(world.await(first, A_WHILE)),
              gathering.open(world.await(second, A_WHILE)));
      world.runFor(A_WHILE);

      assertThat(links).filteredOn(link -> !link.hasEnded()).hasSize(1);
      for (ProbeProvider provider : providers()) {
        assertThat(provider.probe().living()).hasSize(1);
        assertThat(provider.probe().directory().connected(Probe.Session.class))
            .isEqualTo(provider.probe().living());
      }
      links.forEach(link -> link.link().close(new StopReason.Requested("next round")));
      world.runFor(A_WHILE);
    }
  }

  @Test
  @DisplayName("a peerStarted that throws stops its peer with a fault of ours")
  void aPeerStartedThatThrowsStopsThePeer() {
    alpha.onStarted(session -> {
      throw new IllegalStateException("as planned");
    });
    start();
    awaitEnd(connect(join("alice")));
    world.runFor(SECOND);

    for (ProbeProvider provider : providers()) {
      assertThat(log.calls(provider.probe(), CallLog.Kind.PEER_STOPPED)).hasSize(1);
    }
    assertThat(log.stopReason(alpha.probe()).orElseThrow()).isInstanceOf(StopReason.OwnFault.class);
  }

  @Test
  @DisplayName("a receive that throws stops its peer with a fault of ours, and no other")
  void aReceiveThatThrowsStopsThePeer() {
    alpha.onMessage(
        "throw",
        session -> {
          throw new IllegalStateException("as planned");
        });
    start();
    LinkRecorder alice = connect(join("alice"));
    LinkRecorder bob = connect(join("bob"));
    await(CallLog.Kind.PEER_STARTED, 6);
    say(alice, alpha, "throw");
    awaitEnd(alice);
    world.runFor(SECOND);

    assertThat(log.stopReason(charlie.probe()).orElseThrow())
        .isInstanceOf(StopReason.OwnFault.class);
    assertThat(bob.hasEnded()).isFalse();
    say(bob, alpha, "hello");
    await(CallLog.Kind.RECEIVE, 2);
  }

  @Test
  @DisplayName(
      "a reactor may stop a peer while it handles its message; every reactor learns the reason")
  void aReactorStopsAPeerFromWithinReceive() {
    StopReason reason = new StopReason.ProtocolViolation("as planned");
    alpha.onMessage(
        "stop",
        session -> {
          alpha.probe().stopper().stopForError(session.identity(), reason);
          alpha
              .probe()
              .stopper()
              .stopForError(session.identity(), new StopReason.Requested("again"));
        });
    start();
    LinkRecorder link = connect(join("alice"));
    await(CallLog.Kind.PEER_STARTED, 3);
    say(link, alpha, "stop");
    say(link, alpha, "more");
    say(link, bravo, "more");
    awaitEnd(link);
    world.runFor(SECOND);

    for (ProbeProvider provider : providers()) {
      assertThat(log.calls(provider.probe(), CallLog.Kind.PEER_STOPPED)).hasSize(1);
      assertThat(log.stopReason(provider.probe())).contains(reason);
    }
  }

  // Messages.

  @Test
  @DisplayName(
      "messages of a peer and a channel come in order, each once, to the reactor that owns the channel")
  void messagesComeInOrder() {
    start();
    List<Party> parties = List.of(join("alice"), join("bob"));
    List<String> words = IntStream.range(0, 200).mapToObj(i -> "word " + i).toList();
    List<Payload> payloads =
        words.stream().map(word -> Payload.of(word.getBytes(StandardCharsets.US_ASCII))).toList();
    for (Party party : parties) {
      LinkRecorder link = connect(party);
      new Feeder(gathering.world(), link.link(), alpha.channel(), payloads).start();
      new Feeder(gathering.world(), link.link(), bravo.channel(), payloads).start();
    }
    await(CallLog.Kind.RECEIVE, 800);

    for (Party party : parties) {
      assertThat(log.received(alpha.probe(), party.id())).isEqualTo(words);
      assertThat(log.received(bravo.probe(), party.id())).isEqualTo(words);
    }
    assertThat(log.calls(charlie.probe(), CallLog.Kind.RECEIVE)).isEmpty();
  }

  @Test
  @DisplayName(
      "malformed bytes stop the peer, unknown ones do not, and neither reaches the reactor")
  void bytesThatAreNoMessageNeverArrive() {
    start();
    LinkRecorder alice = connect(join("alice"));
    await(CallLog.Kind.PEER_STARTED, 3);
    say(alice, alpha, "?unknown");
    say(alice, alpha, "known");
    await(CallLog.Kind.RECEIVE, 1);
    world.runFor(SECOND);
    assertThat(alice.hasEnded()).isFalse();
    say(alice, alpha, "!malformed");
    awaitEnd(alice);
    world.runFor(SECOND);

    assertThat(log.calls(CallLog.Kind.RECEIVE)).hasSize(1);
    assertThat(log.stopReason(bravo.probe()).orElseThrow())
        .isInstanceOf(StopReason.Malformed.class);
  }

  @Test
  @DisplayName("a reactor screens bytes before they are decoded, and its reason stops the peer")
  void screeningComesBeforeDecoding() {
    start();
    LinkRecorder alice = connect(join("alice"));
    await(CallLog.Kind.PEER_STARTED, 3);
    say(alice, alpha, "screened");
    awaitEnd(alice);
    world.runFor(SECOND);

    assertThat(log.calls(CallLog.Kind.RECEIVE)).isEmpty();
    assertThat(log.stopReason(bravo.probe()))
        .contains(new StopReason.LimitExceeded("refused by screen"));
  }

  // Facets.

  @Test
  @DisplayName("a facet that is not declared is refused, naming provider and facet")
  void undeclaredFacetsAreRefused() {
    List<String> refusals = new ArrayList<>();
    alpha.onAdmit((probe, peer) -> {
      try {
        peer.facet(PeerStanding.class);
      } catch (FacetNotGrantedException e) {
        refusals.add(String.valueOf(e.getMessage()));
      }
    });
    start();
    connect(join("alice"));
    await(CallLog.Kind.PEER_STARTED, 3);

    assertThat(refusals).singleElement().asString().contains("ALPHA", "PeerStanding");
  }

  @Test
  @DisplayName("a granted facet cannot be cast to another one")
  void facetsCannotBeWidened() {
    List<Object> granted = new ArrayList<>();
    alpha.onAdmit((probe, peer) -> granted.add(peer.facet(PeerLifecycle.class)));
    start();
    connect(join("alice"));
    await(CallLog.Kind.PEER_STARTED, 3);

    assertThat(granted)
        .singleElement()
        .isNotInstanceOf(PeerSender.class)
        .isNotInstanceOf(PeerFlusher.class)
        .isNotInstanceOf(PeerStanding.class);
  }

  @Test
  @DisplayName("what a facet promises for later ends as an event in the reactor's mailbox")
  void stagesEndInTheMailbox() {
    List<String> ends = new ArrayList<>();
    bravo.onStarted(session -> {
      Probe probe = session.owner();
      int count = 0;
      while (session.sender().trySend(bravo.channel(), "x".repeat(1000)).isQueued()) {
        count++;
      }
      ends.add(count + " queued");
      session
          .sender()
          .send(bravo.channel(), "waits")
          .thenAccept(result -> {
            probe.expectMailbox("the end of a send");
            ends.add("send " + result);
          });
      session
          .sender()
          .whenWritable(
              bravo.channel(),
              () -> {
                probe.expectMailbox("the news of room");
                ends.add("writable");
              });
      session
          .lifecycle()
          .stopped()
          .thenAccept(reason -> {
            probe.expectMailbox("the news of the end");
            ends.add("stopped");
          });
    });
    bravo.onMessage(
        "flush",
        session ->
            session
                .flusher()
                .flushAndStop()
                .thenRun(() -> {
                  session.owner().expectMailbox("the end of a flush");
                  ends.add("flushed");
                }));
    start();
    LinkRecorder link = connect(join("alice"));
    await(CallLog.Kind.PEER_STARTED, 3);
    world.runFor(A_WHILE);
    say(link, bravo, "flush");
    awaitEnd(link);
    world.runFor(A_WHILE);

    assertThat(ends).contains("send QUEUED", "writable", "flushed", "stopped");
  }
}
