package dev.cometj.p2p.testkit.contract;

import static dev.cometj.p2p.testkit.contract.ContractChannels.RARE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What every [dev.cometj.p2p.spi.Transport] must do, as tests to inherit.
///
/// A subclass says in which world the tests run and how a transport is made; JUnit makes a new instance for each
/// test:
///
/// ```java
/// class CarrierPigeonTransportTest extends TransportContract {
///   @Override
///   protected ContractWorld createWorld() {
///     return new ThreadedContractWorld();
///   }
///
///   @Override
///   protected Transport createTransport(String node, TransportContext context) {
///     return new CarrierPigeonTransport(context);
///   }
/// }
/// ```
///
/// The requirements in words are in `docs/writing-a-transport.md`.
public abstract class TransportContract extends LinkContract {
  private static final NodeId STRANGER = NodeId.ofPublicKey(new byte[32]);

  /// For subclasses.
  protected TransportContract() {}

  private Rejection refusal(CompletionStage<Link> dial) {
    return nodes().refusal(dial);
  }

  private void awaitRefusal(Party listener, Rejection.Kind kind) {
    nodes().awaitRefusal(listener, kind);
  }

  // Who is at the other end.

  @Test
  @DisplayName("both sides learn the other's authenticated id, info, address and direction")
  void bothSidesKnowEachOther() {
    Pair pair = connect();

    assertThat(pair.out().remoteInfo()).isEqualTo(pair.listener().info());
    assertThat(pair.in().remoteInfo()).isEqualTo(pair.dialler().info());
    assertThat(pair.out().socketAddress()).isEqualTo(pair.listener().address());
    assertThat(pair.in().socketAddress().id()).isEqualTo(pair.dialler().id());
    assertThat(pair.in().socketAddress().ip()).isEqualTo(pair.dialler().address().ip());
    assertThat(pair.in().socketAddress().port()).isPositive();
    assertThat(pair.out().isOutbound()).isTrue();
    assertThat(pair.in().isOutbound()).isFalse();
  }

  @Test
  @DisplayName("a node with another id than the one dialled is refused")
  void aWrongIdIsRefused() {
    Party alice = join("alice");
    Party bob = join("bob");

    Rejection rejection = refusal(alice.dial(bob.addressAs(STRANGER)));

    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.WRONG_ID);
    world().pass(A_WHILE);
    assertThat(bob.accepted()).isEmpty();
  }

  @Test
  @DisplayName("a listener that claims another id than its key's is refused")
  void aListenerWithAClaimedIdIsRefused() {
    Party alice = join("alice");
    Party liar = join(plan("bob").saying(info -> NodeInfos.withId(info, STRANGER)));

    Rejection rejection = refusal(alice.dial(liar.address()));

    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.WRONG_ID);
  }

  @Test
  @DisplayName("a dialler that claims another id than its key's is refused")
  void aDiallerWithAClaimedIdIsRefused() {
    Party liar = join(plan("alice").saying(info -> NodeInfos.withId(info, STRANGER)));
    Party bob = join("bob");

    CompletionStage<Link> dial = liar.dial(bob.address());

    awaitRefusal(bob, Rejection.Kind.WRONG_ID);
    world().await("the dial has ended", () -> dial.toCompletableFuture().isDone());
  }

  @Test
  @DisplayName("a node that dials itself is refused on both sides")
  void dialingOneselfIsRefused() {
    Party alice = join("alice");

    Rejection rejection = refusal(alice.dial(alice.address()));

    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.SELF);
    awaitRefusal(alice, Rejection.Kind.SELF);
  }

  @Test
  @DisplayName("a node of another network is refused on both sides")
  void anotherNetworkIsRefused() {
    Party alice = join("alice");
    Party bob = join(plan("bob").saying(info -> NodeInfos.withNetwork(info, "other-chain")));

    Rejection rejection = refusal(alice.dial(bob.address()));

    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.INCOMPATIBLE);
    assertThat(rejection.id()).contains(bob.id());
    awaitRefusal(bob, Rejection.Kind.INCOMPATIBLE);
  }

  @Test
  @DisplayName("a node without a common channel is refused on both sides")
  void noCommonChannelIsRefused() {
    Party alice = join("alice");
    Party bob = join(plan("bob").serving(RARE));

    assertThat(refusal(alice.dial(bob.address())).kind()).isEqualTo(Rejection.Kind.INCOMPATIBLE);
    awaitRefusal(bob, Rejection.Kind.INCOMPATIBLE);
  }

  // Filters.

  @Test
  @DisplayName("the dialler's filters are asked with the remote end, and may refuse")
  void filtersOfTheDiallerMayRefuse() {
    Party bob = join("bob");
    List<String> asked = new ArrayList<>();
    Party alice =
        join(
            plan("alice")
                .asking((ip, port) -> {
                  asked.add(new HostPort(ip.toString(), port).toString());
                  return CompletableFuture.completedFuture(Optional.of("not that one"));
                }));

    Rejection rejection = refusal(alice.dial(bob.address()));

    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.FILTERED);
    assertThat(rejection.detail()).contains("not that one");
    assertThat(asked).containsExactly(bob.endpoint().toString());
    world().pass(A_WHILE);
    assertThat(bob.accepted()).isEmpty();
  }

  @Test
  @DisplayName("the listener's filters may refuse")
  void filtersOfTheListenerMayRefuse() {
    Party alice = join("alice");
    Party bob =
        join(
            plan("bob")
                .asking((ip, port) -> CompletableFuture.completedFuture(Optional.of("no guests"))));

    refusal(alice.dial(bob.address()));

    awaitRefusal(bob, Rejection.Kind.FILTERED);
  }

  @Test
  @DisplayName("filters that agree let the connection through")
  void filtersMayAgree() {
    Party alice = join("alice");
    Party bob =
        join(plan("bob").asking((ip, port) -> CompletableFuture.completedFuture(Optional.empty())));

    connect(alice, bob);

    assertThat(bob.refused()).isEmpty();
  }

  // Listening and dialling.

  @Test
  @DisplayName("port 0 picks a free port, and a busy address fails with words that name it")
  void listeningTellsItsAddress() {
    Party alice = join("alice");
    assertThat(alice.endpoint().port()).isPositive();

    Party late = plan("alice").with(this::createTransport);
    CompletionStage<HostPort> listening = late.transport().listen(alice.endpoint(), late);
    Throwable fault = nodes().failure(listening);
    world().await(late.transport().close());

    assertThat(fault).isInstanceOf(IOException.class);
    assertThat(fault).hasMessageContaining(alice.endpoint().toString());
  }

  @Test
  @DisplayName("an address where nobody listens is unreachable")
  void nobodyThereIsUnreachable() {
    Party alice = join("alice");
    Party bob = join("bob");
    NetAddress gone = bob.address();
    world().await(bob.transport().close());

    assertThat(refusal(alice.dial(gone)).kind()).isEqualTo(Rejection.Kind.UNREACHABLE);
  }

  @Test
  @DisplayName("closing a transport closes its links and refuses further dials")
  void closingATransportClosesItsLinks() {
    Party alice = join("alice");
    Party bob = join("bob");
    Pair pair = connect(alice, bob);
    LinkRecorder atListener = open(pair.in());
    LinkRecorder atDialler = open(pair.out());

    world().await(alice.transport().close());
    world().await("both have ended", () -> atListener.hasEnded() && atDialler.hasEnded());

    assertThat(refusal(alice.dial(bob.address())).kind()).isEqualTo(Rejection.Kind.STOPPING);
  }

  @Test
  @DisplayName("a transport that was never used closes too, and closing twice is harmless")
  void anUnusedTransportCloses() {
    Party idle = plan("idle").with(this::createTransport);

    world().await(idle.transport().close());
    world().await(idle.transport().close());
  }
}
