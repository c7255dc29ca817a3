package dev.cometj.p2p.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.network.Chaos;
import dev.cometj.p2p.testkit.network.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What the contract for transports does not see of the memory network: faults, and time.
class MemoryNetworkTest {
  private static final IpAddress ALICE = IpAddress.parse("10.0.0.1").orElseThrow();
  private static final IpAddress BOB = IpAddress.parse("10.0.0.2").orElseThrow();

  private final VirtualWorld world = VirtualWorld.create();
  private final MemoryNetwork network = new MemoryNetwork(world);
  private final Gathering gathering =
      new Gathering(
          new VirtualContractWorld(world),
          (name, context) -> network.provider(world.node(name), ip(name)).create(context),
          name -> new HostPort(ip(name), 0));

  private static String ip(String name) {
    return (name.equals("alice") ? ALICE : BOB).toString();
  }

  private Party join(String name) {
    return gathering.join(gathering.plan(name));
  }

  /// Both ends of a link, opened.
  private record Ends(LinkRecorder out, LinkRecorder in) {}

  private Ends connect() {
    Pair pair = gathering.connect(join("alice"), join("bob"));
    return new Ends(gathering.open(pair.out()), gathering.open(pair.in()));
  }

  private static void say(LinkRecorder from, int word) {
    assertThat(from.link().offer(ContractChannels.CHAT.id(), Messages.of(word)).isQueued())
        .isTrue();
  }

  @Test
  void aBrokenConnectionIsALinkFailureAtBothEnds() {
    Ends ends = connect();
    assertThat(network.connectionCount()).isEqualTo(1);
    assertThat(network.breakOne(new SplittableRandom(1))).isTrue();
    world.settle();

    assertThat(ends.out.ends().getFirst()).isInstanceOf(StopReason.LinkFailure.class);
    assertThat(ends.in.ends().getFirst()).isInstanceOf(StopReason.LinkFailure.class);
    assertThat(network.breakOne(new SplittableRandom(1))).isFalse();
  }

  @Test
  void aPartitionHoldsMessagesBackAndHealingBringsThemInOrder() {
    Ends ends = connect();
    network.conditions().cut(ALICE, BOB);
    say(ends.out, 1);
    say(ends.out, 2);
    world.runFor(Duration.ofHours(1));
    assertThat(ends.in.count()).isZero();

    network.conditions().heal();
    say(ends.out, 3);
    world.runFor(Duration.ofSeconds(1));
    assertThat(ends.in.on(ContractChannels.CHAT.id()))
        .containsExactly(Messages.of(1), Messages.of(2), Messages.of(3));
  }

  @Test
  void aDialIntoAPartitionIsUnreachable() {
    Party alice = join("alice");
    Party bob = join("bob");
    network.conditions().partition(List.of(BOB));

    assertThat(gathering.refusal(alice.dial(bob.address())).kind())
        .isEqualTo(Rejection.Kind.UNREACHABLE);
    assertThat(world.now()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aPartitionDuringTheHandshakeTimesItOutOnBothSides() {
    network.conditions().latency(Duration.ofMillis(100), Duration.ofMillis(100));
    Party alice = join("alice");
    Party bob = join("bob");
    var dial = alice.dial(bob.address());
    world.runFor(Duration.ofMillis(150));
    network.conditions().cut(ALICE, BOB);
    world.runFor(Duration.ofSeconds(20));

    assertThat(dial.toCompletableFuture()).isCompletedExceptionally();
    assertThat(bob.refused())
        .extracting(refused -> refused.rejection().kind())
        .containsExactly(Rejection.Kind.HANDSHAKE_TIMEOUT);
  }

  @Test
  void latencyAndBandwidthTakeTheirTime() {
    network.conditions().latency(ALICE, BOB, Duration.ofMillis(70), Duration.ofMillis(70));
    Ends ends = connect();
    network.conditions().bandwidth(1_000);
    Duration begin = world.now();
    ends.out.link().offer(ContractChannels.CHAT.id(), Messages.random(1, 984));
    world.runUntil("it has come", () -> ends.in.count() == 1, Duration.ofMinutes(1));

    assertThat(world.now().minus(begin)).isEqualTo(Duration.ofMillis(1070));
  }

  @Test
  void aCrashedNodeResetsItsLinksAndMayComeBack() {
    Ends ends = connect();
    world.node("bob").crash();
    world.runFor(Duration.ofSeconds(1));
    assertThat(ends.out.hasEnded()).isTrue();
    assertThat(ends.in.hasEnded()).isFalse();

    Pair again = gathering.connect(join("alice"), gathering.join(gathering.plan("bob")));
    assertThat(again.in().remoteInfo().id()).isEqualTo(again.dialler().id());
  }

  @Test
  void aNodeWithoutPowerIsSilent() {
    Ends ends = connect();
    world.node("bob").powerLoss();
    world.runFor(Duration.ofHours(1));

    assertThat(ends.out.hasEnded()).isFalse();
  }

  @Test
  void prioritiesShareTheLink() {
    Ends ends = connect();
    network.conditions().bandwidth(100_000);
    List<dev.cometj.p2p.Payload> bulk = new ArrayList<>();
    List<dev.cometj.p2p.Payload> chat = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      bulk.add(Messages.random(i, 1_000));
      chat.add(Messages.random(i, 1_000));
    }
    new Feeder(gathering.world(), ends.out.link(), ContractChannels.BULK, bulk).start();
    new Feeder(gathering.world(), ends.out.link(), ContractChannels.CHAT, chat).start();
    world.runUntil(
        "all chat has come",
        () -> ends.in.on(ContractChannels.CHAT.id()).size() == 100,
        Duration.ofMinutes(1));

    // Priority 7 against 1.
    assertThat(ends.in.on(ContractChannels.BULK.id()).size()).isBetween(10, 25);
  }

  @Test
  void chaosBreaksPartsAndSlowsTheNetworkAndThenItHeals() {
    Party alice = join("alice");
    Party bob = join("bob");
    network.conditions().latency(Duration.ofMillis(1), Duration.ofMillis(5));
    Chaos chaos =
        new Chaos(world, network)
            .breaking(Duration.ofSeconds(20))
            .partitioning(Duration.ofMinutes(1), Duration.ofSeconds(30))
            .slowing(Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofSeconds(2))
            .start();
    List<LinkRecorder> links = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      alice.dial(bob.address()).thenAccept(link -> links.add(gathering.open(link)));
      world.runFor(Duration.ofSeconds(10));
    }
    chaos.stop();
    world.runFor(Duration.ofSeconds(10));
    int ended = (int) links.stream().filter(LinkRecorder::hasEnded).count();

    assertThat(chaos.faults()).isGreaterThan(20);
    assertThat(ended).isPositive();
    assertThat(links).hasSizeLessThan(100);
    gathering.connect(alice, bob);
  }

  @Test
  void theSameSeedGivesTheSameChaos() {
    assertThat(chaosHash(3)).isEqualTo(chaosHash(3)).isNotEqualTo(chaosHash(4));
  }

  private static long chaosHash(long seed) {
    VirtualWorld world = VirtualWorld.ofSeed(seed);
    MemoryNetwork network = new MemoryNetwork(world);
    Gathering gathering =
        new Gathering(
            new VirtualContractWorld(world),
            (name, context) -> network.provider(world.node(name), ip(name)).create(context),
            name -> new HostPort(ip(name), 0));
    Pair pair =
        gathering.connect(
            gathering.join(gathering.plan("alice")), gathering.join(gathering.plan("bob")));
    gathering.open(pair.out());
    gathering.open(pair.in());
    new Chaos(world, network).partitioning(Duration.ofSeconds(5), Duration.ofSeconds(5)).start();
    new Feeder(gathering.world(), pair.out(), ContractChannels.CHAT, Messages.random(300, 900, 1))
        .start();
    world.runFor(Duration.ofMinutes(2));
    return world.traceHash();
  }
}
