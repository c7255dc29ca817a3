package dev.cometj.p2p.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.testkit.TestSigner;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.network.MemoryNetwork;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// A host with three reactors and the remote nodes that a test of [ReactorContract] needs, in virtual time.
abstract class HostRig {
  static final Duration SECOND = Duration.ofSeconds(1);
  static final Duration A_WHILE = Duration.ofSeconds(30);
  static final HostPort HOST = new HostPort("10.0.0.100", 26656);

  final VirtualWorld world = VirtualWorld.create();
  final MemoryNetwork network = new MemoryNetwork(world);
  final CallLog log = new CallLog();
  final ProbeProvider alpha = new ProbeProvider("ALPHA", 0x7A, log);
  final ProbeProvider bravo = new ProbeProvider("BRAVO", 0x7B, log);
  final ProbeProvider charlie = new ProbeProvider("CHARLIE", 0x7C, log);
  final TestSigner signer = TestSigner.named("host");
  final Gathering gathering =
      new Gathering(
          new VirtualContractWorld(world),
          (name, context) -> network.provider(world.node(name), ip(name)).create(context),
          name -> new HostPort(ip(name), 0));
  private @Nullable HostedNode host;

  HostRig() {
    network.conditions().latency(Duration.ofMillis(1), Duration.ofMillis(20));
  }

  protected abstract HostedNode createHost(HostPlan plan);

  static String ip(String name) {
    return switch (name) {
      case "alice" -> "10.0.0.1";
      case "bob" -> "10.0.0.2";
      default -> "10.0.0.3";
    };
  }

  HostedNode host() {
    if (host == null) {
      host =
          createHost(
              new HostPlan(
                  Settings.of(
                      Path.of("host"), Map.of("p2p.laddr", MemoryNetwork.SCHEME + "://" + HOST)),
                  world.node("host"),
                  signer,
                  "contract-chain",
                  network.provider(world.node("host"), HOST.host()),
                  List.of(charlie, alpha, bravo)));
    }
    return host;
  }

  void start() {
    world.await(host().start(), A_WHILE);
  }

  NetAddress address() {
    return NetAddress.parse(signer.id() + "@" + host().listenAddress());
  }

  Party join(String name) {
    return gathering.join(plan(name));
  }

  Party.Plan plan(String name) {
    return gathering.plan(name).serving(alpha.channel(), bravo.channel(), charlie.channel());
  }

  /// Connect a node to the host and read from it.
  LinkRecorder connect(Party party) {
    return gathering.open(world.await(party.dial(address()), A_WHILE));
  }

  static void say(LinkRecorder link, ProbeProvider to, String text) {
    say(link.link(), to, text);
  }

  static void say(Link link, ProbeProvider to, String text) {
    Payload payload = Payload.of(text.getBytes(StandardCharsets.US_ASCII));
    assertThat(link.offer(to.channel().id(), payload)).isEqualTo(SendResult.QUEUED);
  }

  void await(CallLog.Kind kind, int count) {
    world.runUntil(
        "all reactors got %s %d times in all".formatted(kind, count),
        () -> log.calls(kind).size() >= count,
        A_WHILE);
  }

  void awaitEnd(LinkRecorder link) {
    world.runUntil("the link has ended", link::hasEnded, A_WHILE);
  }

  List<ProbeProvider> providers() {
    return List.of(alpha, bravo, charlie);
  }

  /// Stop everything, and check the calls of the whole test.
  @AfterEach
  void theGrammarHolds() {
    gathering.end();
    world.runFor(A_WHILE);
    if (host != null) {
      world.await(host.stop(), Duration.ofMinutes(10));
    }
    world.runFor(A_WHILE);
    assertThat(log.violations()).isEmpty();
    for (ProbeProvider provider : providers()) {
      assertThat(provider.probe().living()).as("admitted and never stopped").isEmpty();
      assertThat(log.calls(provider.probe(), CallLog.Kind.STOP)).hasSize(1);
    }
  }
}
