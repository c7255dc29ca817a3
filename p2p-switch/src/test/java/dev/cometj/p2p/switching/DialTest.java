package dev.cometj.p2p.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.AddressBook;
import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.PeerDialer;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.switching.fixture.Bench;
import dev.cometj.p2p.switching.fixture.ProbeReactor;
import dev.cometj.p2p.switching.fixture.PuppetTransport;
import dev.cometj.p2p.switching.fixture.RecordingBook;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DialTest {
  private static final NetAddress ANNA = Bench.address("anna", "10.0.0.2", 26656);

  private final Bench bench = new Bench();
  private final RecordingBook book = new RecordingBook();
  private final List<Object> outcomes = new ArrayList<>();
  private ProbeReactor pex;

  @BeforeEach
  void pexReactor() {
    pex = bench.probe("PEX").declares(PeerDialer.class).offers(AddressBook.class, book);
  }

  private PeerDialer dialer() {
    return pex.facet(PeerDialer.class);
  }

  /// Dial as a reactor does: from its mailbox, and the outcome comes back there.
  private void dial(NetAddress address) {
    pex.mailbox()
        .execute(() ->
            dialer()
                .dial(address)
                .thenAccept(outcome -> {
                  assertThat(pex.mailbox().isCurrent()).isTrue();
                  outcomes.add(outcome);
                }));
    bench.world().settle();
  }

  @Test
  @DisplayName("SR-11 dialling makes an outbound peer")
  void connects() {
    bench.start();
    bench.transport().answer(bench.outbound("anna", "10.0.0.2"));
    dial(ANNA);
    assertThat(outcomes).containsExactly(new DialOutcome.Connected(ANNA.id()));
    assertThat(bench.network().counts().outbound()).isEqualTo(1);
    assertThat(bench.network().counts().dialing()).isZero();
  }

  @Test
  @DisplayName("SR-12 who is dialled or connected, or has the IP of a peer, is not dialled")
  void alreadyDialingOrConnected() {
    bench.start();
    CompletableFuture<Link> pending = new CompletableFuture<>();
    bench.transport().answer(address -> pending);
    dial(ANNA);
    assertThat(dialer().isDialingOrConnected(ANNA)).isTrue();
    assertThat(bench.network().counts().dialing()).isEqualTo(1);
    dial(Bench.address("anna", "10.0.0.99", 1));
    assertThat(outcomes).containsExactly(new DialOutcome.AlreadyDialingOrConnected());
    pending.complete(bench.outbound("anna", "10.0.0.2"));
    bench.world().settle();
    assertThat(dialer().isDialingOrConnected(ANNA)).isTrue();
    assertThat(dialer().isDialingOrConnected(Bench.address("bob", "10.0.0.2", 7))).isTrue();
    assertThat(dialer().isDialingOrConnected(Bench.address("bob", "10.0.0.3", 7))).isFalse();
    assertThat(bench.transport().dials()).hasSize(1);
  }

  @Test
  @DisplayName("SR-12 with allow_duplicate_ip an IP may be shared")
  void duplicateIpAllowed() {
    bench.set("p2p.allow_duplicate_ip", "true").start();
    bench.accept("anna", "10.0.0.2");
    assertThat(dialer().isDialingOrConnected(Bench.address("bob", "10.0.0.2", 7))).isFalse();
  }

  @Test
  @DisplayName("SR-11 two dials of one id at once make one connection (better: claim, no race)")
  void claim() {
    bench.start();
    bench.transport().answer(address -> new CompletableFuture<>());
    pex.mailbox()
        .execute(() -> {
          dialer().dial(ANNA);
          dialer().dial(ANNA).thenAccept(outcomes::add);
        });
    bench.world().settle();
    assertThat(bench.transport().dials()).hasSize(1);
    assertThat(outcomes).containsExactly(new DialOutcome.AlreadyDialingOrConnected());
  }

  @Test
  @DisplayName("SR-11 meeting ourselves removes the address from the book")
  void self() {
    bench.start();
    bench.transport().answer(address -> PuppetTransport.refused(Rejection.Kind.SELF));
    dial(ANNA);
    assertThat(outcomes).first().isInstanceOf(DialOutcome.Refused.class);
    assertThat(book.calls()).contains("ours 10.0.0.2:26656");
  }

  @Test
  @DisplayName("SR-16 an inbound connection from ourselves removes the address from the book")
  void inboundSelf() {
    bench.start();
    bench
        .transport()
        .acceptor()
        .rejected(new HostPort("10.0.0.44", 4711), Rejection.of(Rejection.Kind.SELF, "ourselves"));
    bench.world().settle();
    assertThat(book.calls()).contains("ours 10.0.0.44:4711");
  }

  @Test
  @DisplayName("SR-11 a failed dial tells why, and without persistence nothing follows")
  void refused() {
    bench.start();
    dial(ANNA);
    assertThat(outcomes)
        .containsExactly(
            new DialOutcome.Refused(Rejection.of(Rejection.Kind.UNREACHABLE, "the test says so")));
    bench.world().runFor(Duration.ofHours(1));
    assertThat(bench.transport().dials()).hasSize(1);
    assertThat(bench.ledgerLines()).containsExactly("REFUSED UNREACHABLE: the test says so");
  }

  @Test
  void aTransportThatThrowsIsAFailedDial() {
    bench.start();
    bench
        .transport()
        .answer(
            (Function<NetAddress, CompletionStage<Link>>)
                address -> {
                  throw new IllegalStateException("broken");
                });
    dial(ANNA);
    assertThat(outcomes).first().asString().contains("UNREACHABLE", "broken");
    assertThat(bench.network().counts().dialing()).isZero();
  }

  @Test
  @DisplayName("SR-09 a persistent address is compared as full text")
  void isPersistent() {
    bench.set("p2p.persistent_peers", ANNA + ", " + Bench.address("bob", "10.0.0.3", 1)).start();
    assertThat(dialer().isPersistent(ANNA)).isTrue();
    assertThat(dialer().isPersistent(Bench.address("anna", "10.0.0.2", 26657))).isFalse();
    assertThat(dialer().isPersistent(Bench.address("anna", "10.0.0.4", 26656))).isFalse();
    assertThat(dialer().isPersistent(Bench.address("carl", "10.0.0.2", 26656))).isFalse();
  }

  @Test
  @DisplayName("SR-10 the wanted number of outbound peers is configured, 10 by default")
  void maxOutbound() {
    bench.start();
    assertThat(dialer().maxOutbound()).isEqualTo(10);
    Bench other = new Bench();
    other.set("p2p.max_num_outbound_peers", "3").start();
    assertThat(other.network().maxOutbound()).isEqualTo(3);
  }

  @Test
  @DisplayName(
      "SR-18 persistent peers are entered into the book but for us, which is saved, and dialled within 3 s")
  void persistentPeers() {
    bench
        .set(
            "p2p.persistent_peers",
            String.join(
                ",",
                ANNA.toString(),
                Bench.address("bob", "10.0.0.3", 1).toString(),
                Bench.address("us", "10.0.0.9", 2).toString(),
                Bench.address("carl", "10.0.0.1", 26656).toString()))
        .set("p2p.private_peer_ids", Bench.id("bob").text())
        .set("p2p.external_address", "tcp://1.2.3.4:26656");
    bench.start();
    assertThat(book.calls())
        .containsExactly(
            "ours 1.2.3.4:26656",
            "ours 10.0.0.1:26656",
            "private [" + Bench.id("bob") + "]",
            "add 10.0.0.2:26656 from 10.0.0.1:26656",
            "add 10.0.0.3:1 from 10.0.0.1:26656",
            "save");
    bench.transport().answer(address -> new CompletableFuture<>());
    bench.world().runFor(Duration.ofSeconds(3));
    assertThat(bench.transport().dials())
        .extracting(dial -> dial.address().ip().toString())
        .containsExactlyInAnyOrder("10.0.0.2", "10.0.0.3");
    assertThat(bench.transport().dials())
        .allMatch(d -> d.at().compareTo(Duration.ofSeconds(3)) < 0);
  }

  @Test
  @DisplayName("SR-18 dials come in an order and at times drawn at random")
  void randomOrder() {
    List<List<String>> orders = new ArrayList<>();
    for (long seed = 1; seed <= 12; seed++) {
      Bench each = new Bench(VirtualWorld.ofSeed(seed));
      each.set(
          "p2p.persistent_peers",
          ANNA
              + ","
              + Bench.address("bob", "10.0.0.3", 1)
              + ","
              + Bench.address("carl", "10.0.0.4", 1));
      each.transport().answer(address -> new CompletableFuture<>());
      each.start();
      each.world().runFor(Duration.ofSeconds(3));
      orders.add(each.transport().dials().stream().map(d -> d.address().ip().toString()).toList());
    }
    assertThat(orders.stream().distinct().count()).isGreaterThan(2);
  }

  @Test
  @DisplayName(
      "SR-18 names are entered once they are looked up; one that is not found fails nothing")
  void namesInTheBook() {
    bench.world().names().set("anna.example", "10.0.0.2");
    bench.set(
        "p2p.persistent_peers",
        Bench.id("anna") + "@anna.example:26656," + Bench.id("bob") + "@nowhere.example:26656");
    bench.start();
    assertThat(book.calls()).contains("add 10.0.0.2:26656 from 10.0.0.1:26656", "save");
    assertThat(bench.network().isPersistent(ANNA)).isTrue();
  }

  @Test
  @DisplayName("SR-02 marking a peer as good reaches the book")
  void markGood() {
    bench.start();
    bench.accept("anna", "10.0.0.2");
    bench.network().markGood(bench.network().peers().getFirst());
    bench.world().settle();
    assertThat(book.calls()).contains("good " + Bench.id("anna"));
  }

  @Test
  @DisplayName("SR-02 without an address book marking does nothing")
  void markGoodWithoutABook() {
    Bench plain = new Bench();
    plain.start();
    plain.accept("anna", "10.0.0.2");
    plain.network().markGood(plain.network().peers().getFirst());
    plain.world().settle();
    assertThat(plain.network().peers()).hasSize(1);
  }

  @Test
  void dialsOfAReactorThatStartsWaitUntilAllHaveStarted() {
    CompletableFuture<Void> slow = new CompletableFuture<>();
    pex.onStart(services -> {
      dialer().dial(ANNA).thenAccept(outcomes::add);
      return CompletableFuture.completedStage(null);
    });
    bench.probe("SLOW").onStart(services -> slow);
    bench.assemble();
    bench.node().start();
    bench.world().settle();
    assertThat(bench.transport().dials()).isEmpty();
    slow.complete(null);
    bench.world().settle();
    assertThat(bench.transport().dials()).hasSize(1);
    assertThat(outcomes).hasSize(1);
  }
}
