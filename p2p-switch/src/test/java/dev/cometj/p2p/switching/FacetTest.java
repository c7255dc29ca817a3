package dev.cometj.p2p.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.FacetNotGrantedException;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.Peer;
import dev.cometj.p2p.PeerAttributeWriter;
import dev.cometj.p2p.PeerAttributes;
import dev.cometj.p2p.PeerBroadcaster;
import dev.cometj.p2p.PeerCensus;
import dev.cometj.p2p.PeerConnectionInfo;
import dev.cometj.p2p.PeerCounts;
import dev.cometj.p2p.PeerDialer;
import dev.cometj.p2p.PeerDirectory;
import dev.cometj.p2p.PeerFlusher;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerLifecycle;
import dev.cometj.p2p.PeerReleaser;
import dev.cometj.p2p.PeerReputation;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStanding;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.ReceiveBudget;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.SwitchLog;
import dev.cometj.p2p.switching.fixture.Bench;
import dev.cometj.p2p.switching.fixture.ProbeReactor;
import dev.cometj.p2p.switching.fixture.PuppetLink;
import dev.cometj.p2p.switching.fixture.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FacetTest {
  private static final AttributeKey<Long> HEIGHT = new AttributeKey<>("height", Long.class);
  private static final AttributeKey<Long> OTHER = new AttributeKey<>("other", Long.class);
  private static final Class<?>[] PEER_FACETS = {
    PeerIdentity.class,
    PeerSender.class,
    PeerLifecycle.class,
    PeerAttributes.class,
    PeerAttributeWriter.class,
    PeerStanding.class,
    PeerConnectionInfo.class,
    PeerFlusher.class,
    ReceiveBudget.class
  };
  private static final Class<?>[] SWITCH_FACETS = {
    PeerBroadcaster.class,
    PeerReputation.class,
    PeerStopper.class,
    PeerReleaser.class,
    PeerDirectory.class,
    PeerCensus.class,
    PeerDialer.class,
    SwitchLog.class
  };

  private final Bench bench = new Bench();
  private ProbeReactor all;
  private ProbeReactor few;
  private PuppetLink anna;

  @BeforeEach
  void reactors() {
    all = bench.probe("ALL").declares(PEER_FACETS).declares(SWITCH_FACETS).publishes(HEIGHT);
    few = bench.probe("FEW").onlyFacets(PeerIdentity.class, PeerAttributes.class).reads(HEIGHT);
  }

  private void connect() {
    bench.start();
    anna = bench.accept("anna", "10.0.0.2");
  }

  private <F> F facet(Class<F> type) {
    return all.session().grants().facet(type);
  }

  @Test
  void eachDeclaredFacetIsAnObjectWithItsOwnMethodsOnly() {
    connect();
    for (Class<?> type : PEER_FACETS) {
      assertThat(only(PEER_FACETS, facet(type))).as(type.getSimpleName()).containsExactly(type);
      assertThat(facet(type)).isNotInstanceOf(Peer.class);
    }
    for (Class<?> type : SWITCH_FACETS) {
      assertThat(only(SWITCH_FACETS, all.facet(type))).containsExactly(type);
    }
  }

  private static List<Class<?>> only(Class<?>[] facets, Object object) {
    List<Class<?>> result = new ArrayList<>();
    for (Class<?> facet : facets) {
      if (facet.isInstance(object)) {
        result.add(facet);
      }
    }
    return result;
  }

  @Test
  void anUndeclaredFacetIsRefusedNamingProviderAndFacet() {
    connect();
    assertThatThrownBy(() -> few.session().grants().facet(PeerSender.class))
        .isInstanceOf(FacetNotGrantedException.class)
        .hasMessageContaining("FEW")
        .hasMessageContaining("PeerSender");
    assertThatThrownBy(() -> few.facet(PeerStopper.class))
        .isInstanceOf(FacetNotGrantedException.class)
        .hasMessageContaining("FEW")
        .hasMessageContaining("PeerStopper");
  }

  @Test
  void facetsOfTheSwitchAndOfPeersAreNotMixedUp() {
    connect();
    assertThatThrownBy(() -> all.facet(PeerSender.class))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> facet(PeerStopper.class)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theTableListsWhoWasGrantedWhat() {
    bench.assemble();
    FacetTable table = bench.node().facets();
    assertThat(table.rows().keySet()).containsExactly("ALL", "FEW");
    assertThat(table.rows().get("FEW")).isEqualTo(Set.of("PeerIdentity", "PeerAttributes"));
    assertThat(table.isGranted("ALL", PeerDialer.class)).isTrue();
    assertThat(table.isGranted("FEW", PeerDialer.class)).isFalse();
    assertThat(table.toString())
        .contains("| facet               | ALL | FEW |", "| PeerDialer          | x   |     |");
  }

  // ---- the facets of a peer

  @Test
  @DisplayName("PR-01 the id of a peer is its authenticated one")
  void identity() {
    connect();
    assertThat(facet(PeerIdentity.class).id()).isEqualTo(Bench.id("anna"));
    assertThat(facet(PeerIdentity.class)).isSameAs(few.session().identity());
  }

  @Test
  @DisplayName("PR-02 a peer runs from its start to its stop, and flushing alone does not end that")
  void isRunning() {
    List<Boolean> atAdmit = new ArrayList<>();
    all.onAdmit(s -> atAdmit.add(s.lifecycle().isRunning()));
    connect();
    PeerLifecycle lifecycle = facet(PeerLifecycle.class);
    assertThat(atAdmit).containsExactly(false);
    assertThat(lifecycle.isRunning()).isTrue();
    facet(PeerFlusher.class).flushAndStop();
    anna.flushed();
    bench.world().settle();
    assertThat(lifecycle.isRunning()).isTrue();
    all.facet(PeerReleaser.class).stopGracefully(facet(PeerIdentity.class));
    assertThat(lifecycle.isRunning()).isFalse();
  }

  @Test
  @DisplayName("PR-03 a fact is read by those who declared it, and changes are told")
  void attributes() {
    connect();
    List<Long> told = new ArrayList<>();
    PeerAttributes reader = few.session().grants().facet(PeerAttributes.class);
    PeerAttributeWriter writer = facet(PeerAttributeWriter.class);
    assertThat(reader.get(HEIGHT)).isEmpty();
    reader.onChange(
        HEIGHT,
        height -> {
          assertThat(few.mailbox().isCurrent()).isTrue();
          told.add(height);
        });
    writer.set(HEIGHT, 7L);
    assertThat(reader.get(HEIGHT)).contains(7L);
    writer.set(HEIGHT, 8L);
    bench.world().settle();
    writer.set(HEIGHT, 9L);
    bench.world().settle();
    assertThat(told).containsExactly(8L, 9L);
    anna.breakOff(new StopReason.LinkFailure("reset"));
    bench.world().settle();
    writer.set(HEIGHT, 10L);
    bench.world().settle();
    assertThat(told).containsExactly(8L, 9L);
  }

  @Test
  @DisplayName("PR-04 a fact is published by those who declared it")
  void undeclaredFacts() {
    connect();
    assertThatThrownBy(() -> facet(PeerAttributeWriter.class).set(OTHER, 1L))
        .isInstanceOf(FacetNotGrantedException.class)
        .hasMessageContaining("ALL")
        .hasMessageContaining("other");
    assertThatThrownBy(() -> few.session().grants().facet(PeerAttributes.class).get(OTHER))
        .isInstanceOf(FacetNotGrantedException.class);
  }

  @Test
  @DisplayName("PR-07 the end of a peer comes with its reason, in the reactor's mailbox")
  void stopped() {
    connect();
    List<StopReason> reasons = new ArrayList<>();
    PeerLifecycle lifecycle = facet(PeerLifecycle.class);
    lifecycle
        .stopped()
        .thenAccept(reason -> {
          assertThat(all.mailbox().isCurrent()).isTrue();
          reasons.add(reason);
        });
    bench.world().settle();
    assertThat(reasons).isEmpty();
    anna.breakOff(new StopReason.LinkFailure("reset"));
    bench.world().settle();
    lifecycle.stopped().thenAccept(reasons::add);
    bench.world().settle();
    StopReason expected = new StopReason.LinkFailure("reset");
    assertThat(reasons).containsExactly(expected, expected);
  }

  @Test
  @DisplayName("PR-08 flushing sends what is queued and closes; a second call does no more")
  void flush() {
    connect();
    List<String> done = new ArrayList<>();
    facet(PeerFlusher.class).flushAndStop().thenAccept(nothing -> done.add("one"));
    facet(PeerFlusher.class).flushAndStop().thenAccept(nothing -> done.add("two"));
    assertThat(anna.isFlushing()).isTrue();
    assertThat(facet(PeerSender.class).trySend(Text.channel(0x51), new Text("late")))
        .isEqualTo(SendResult.PEER_STOPPED);
    bench.world().settle();
    assertThat(done).isEmpty();
    anna.flushed();
    bench.world().settle();
    assertThat(done).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  @DisplayName("PR-08 a flushed peer that nobody stops leaves by itself, and is not dialled again")
  void flushedAndForgotten() {
    bench.set("p2p.persistent_peers", Bench.address("anna", "10.0.0.2", 26656).toString());
    bench.transport().answer(address -> new CompletableFuture<>());
    connect();
    facet(PeerFlusher.class).flushAndStop();
    anna.flushed();
    bench.world().runFor(Duration.ofSeconds(4));
    assertThat(bench.network().peers()).hasSize(1);
    bench.world().runFor(Duration.ofSeconds(2));
    assertThat(bench.network().peers()).isEmpty();
    assertThat(bench.ledgerLines().getLast()).startsWith("DROPPED Requested");
  }

  @Test
  @DisplayName("PR-09 the direction is told as the link has it")
  void isOutbound() {
    connect();
    assertThat(facet(PeerConnectionInfo.class).isOutbound()).isFalse();
    PuppetLink out = bench.outbound("bob", "10.0.0.3");
    bench.transport().answer(out);
    bench.network().dial(out.socketAddress());
    bench.world().settle();
    assertThat(facet(PeerConnectionInfo.class).isOutbound()).isTrue();
  }

  @Test
  @DisplayName(
      "PR-10 an inbound peer is persistent by the address it reports, an outbound one by the dialled")
  void isPersistent() {
    bench
        .set(
            "p2p.persistent_peers",
            Bench.address("anna", "10.0.0.2", 26656)
                + ","
                + Bench.id("carl")
                + "@carl.example:26656")
        .set("p2p.unconditional_peer_ids", Bench.id("anna").text());
    bench.transport().answer(address -> new CompletableFuture<>());
    connect();
    assertThat(facet(PeerStanding.class).isPersistent()).isTrue();
    assertThat(facet(PeerStanding.class).isUnconditional()).isTrue();
    bench.accept("bob", "10.0.0.3");
    assertThat(facet(PeerStanding.class).isPersistent()).isFalse();
    assertThat(facet(PeerStanding.class).isUnconditional()).isFalse();
    // A reported name is compared with the configured one and never looked up (A44).
    int lookups = bench.world().names().lookups().size();
    bench.accept(bench.inbound(Bench.info("carl", "carl.example:26656"), "10.0.0.4"));
    assertThat(facet(PeerStanding.class).isPersistent()).isTrue();
    assertThat(bench.world().names().lookups()).hasSize(lookups);
  }

  @Test
  @DisplayName("PR-11 the peer's info is what it told in the handshake")
  void nodeInfo() {
    connect();
    assertThat(facet(PeerConnectionInfo.class).nodeInfo())
        .isEqualTo(Bench.info("anna", "10.0.0.2:26656"));
    assertThat(facet(PeerConnectionInfo.class).status().duration())
        .isEqualTo(Duration.ofMinutes(7));
  }

  @Test
  @DisplayName("PR-13 the socket address is the remote end with the authenticated id")
  void socketAddress() {
    connect();
    assertThat(facet(PeerConnectionInfo.class).socketAddress()).isEqualTo(anna.socketAddress());
  }

  @Test
  void theReceiveBudgetReachesTheLink() {
    connect();
    facet(ReceiveBudget.class).expect(Text.channel(0x51), 1000);
    facet(ReceiveBudget.class).expect(Text.channel(0x51), -400);
    assertThat(anna.expected(0x51)).isEqualTo(600);
    assertThatThrownBy(() -> facet(ReceiveBudget.class).expect(Text.channel(0x52), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // ---- the facets of the Switch

  @Test
  @DisplayName("SR-05 the directory gives the asking reactor's own sessions, from a snapshot")
  void directory() {
    connect();
    bench.accept("bob", "10.0.0.3");
    PeerDirectory directory = all.facet(PeerDirectory.class);
    List<ProbeReactor.Session> before = directory.connected(ProbeReactor.Session.class);
    assertThat(before).isEqualTo(all.sessions());
    assertThat(directory.find(Bench.id("bob"), ProbeReactor.Session.class))
        .containsSame(all.sessions().get(1));
    assertThat(directory.find(Bench.id("carl"), ProbeReactor.Session.class)).isEmpty();
    anna.breakOff(new StopReason.LinkFailure("reset"));
    bench.world().settle();
    assertThat(before).as("unaffected").hasSize(2);
    assertThat(directory.connected(ProbeReactor.Session.class)).hasSize(1);
  }

  @Test
  @DisplayName(
      "SR-05 a session that was stopped is found no more, though others still hold the peer")
  void directoryWhileAPeerLeaves() {
    connect();
    bench.hold("FEW");
    anna.breakOff(new StopReason.LinkFailure("reset"));
    bench.world().settle();
    assertThat(bench.network().peers()).hasSize(1);
    assertThat(all.facet(PeerDirectory.class).connected(ProbeReactor.Session.class)).isEmpty();
  }

  @Test
  @DisplayName("SR-06 peers are counted by direction, without the unconditional ones")
  void census() {
    bench.set("p2p.unconditional_peer_ids", Bench.id("carl").text());
    connect();
    bench.accept("carl", "10.0.0.4");
    PuppetLink out = bench.outbound("bob", "10.0.0.3");
    bench.transport().answer(out);
    bench.network().dial(out.socketAddress());
    bench.world().settle();
    assertThat(all.facet(PeerCensus.class).counts()).isEqualTo(new PeerCounts(1, 1, 0));
  }

  @Test
  @DisplayName("SR-07 applications find reactors by name")
  void reactors7() {
    bench.assemble();
    assertThat(bench.network().reactor("ALL")).containsSame(all);
    assertThat(bench.network().reactor("PEX")).isEmpty();
    assertThat(bench.network().reactorNames()).containsExactly("ALL", "FEW");
  }

  @Test
  void aForeignIdentityIsNoPeer() {
    connect();
    PeerIdentity invented =
        new PeerIdentity() {
          @Override
          public NodeId id() {
            return Bench.id("anna");
          }
        };
    assertThatThrownBy(() ->
            all.facet(PeerStopper.class).stopForError(invented, new StopReason.Malformed("test")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theApplicationSeesPeersWithAllTheirFacets() {
    connect();
    Peer peer = bench.network().peers().getFirst();
    assertThat(peer.id()).isEqualTo(Bench.id("anna"));
    assertThat(peer.isRunning()).isTrue();
    assertThat(peer.trySend(Text.channel(0x51), new Text("hello")).isQueued()).isTrue();
    assertThat(peer.nodeInfo().moniker()).isEqualTo("anna");
    peer.set(OTHER, 5L);
    assertThat(peer.get(OTHER)).contains(5L);
    bench.network().stopForError(peer, new StopReason.ProtocolViolation("by hand"));
    bench.world().settle();
    assertThat(bench.network().peers()).isEmpty();
  }
}
