package dev.cometj.p2p.transport.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.InvalidAddressException;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.ConnectionFilter;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.network.SimulatedInternet;
import dev.cometj.p2p.transport.secret.Nodes;
import dev.cometj.p2p.transport.secret.ScriptedPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The transport on simulated byte pipes, in virtual time.
class StandardTransportTest {
  private static final Map<String, String> PLAIN = Map.of();

  private final VirtualWorld world = VirtualWorld.create();
  private final SimulatedInternet internet = new SimulatedInternet(world);

  private SimulatedNode node(
      int number, Map<String, String> settings, ConnectionFilter... filters) {
    return new SimulatedNode(internet, world, number, settings, List.of(filters));
  }

  private RawConnection raw(SimulatedNode to, String fromIp) {
    return RawConnection.to(to, internet, world, fromIp);
  }

  private void pass(String duration) {
    world.runFor(Duration.parse("PT" + duration));
  }

  @Test
  void twoNodesLinkAndTalk() {
    SimulatedNode a = node(1, PLAIN).listen();
    SimulatedNode b = node(2, PLAIN);
    FakeLink outbound = b.dial(a.address());
    world.runUntil("accepted", () -> a.accepted.size() == 1, Duration.ofSeconds(1));
    FakeLink inbound = a.accepted.getFirst();
    assertThat(outbound.isOutbound()).isTrue();
    assertThat(outbound.socketAddress()).isEqualTo(a.address());
    assertThat(inbound.isOutbound()).isFalse();
    assertThat(inbound.socketAddress().id()).isEqualTo(b.id());
    assertThat(inbound.remoteInfo()).isEqualTo(b.info);

    outbound.send(1);
    pass("10S");
    assertThat(inbound.plain.size()).as("nothing is read before the link is open").isZero();
    inbound.open(null);
    outbound.open(null);
    inbound.send(2);
    pass("1S");
    assertThat(inbound.plain.toByteArray()).containsExactly(1);
    assertThat(outbound.plain.toByteArray()).containsExactly(2);
  }

  @Test
  @DisplayName(
      "L-T01 a silent connection is closed after the three seconds of the secret connection")
  void silentConnection() {
    SimulatedNode a = node(1, PLAIN).listen();
    RawConnection silent = raw(a, "10.0.0.9");
    pass("2.999S");
    assertThat(silent.isClosed).isFalse();
    pass("0.001S");
    assertThat(silent.isClosed).isTrue();
    assertThat(a.rejected)
        .extracting(Rejection::kind)
        .containsExactly(Rejection.Kind.HANDSHAKE_TIMEOUT);
  }

  @Test
  @DisplayName("L-T01 the node info has three seconds of its own")
  void silentAfterTheProof() {
    SimulatedNode a = node(1, PLAIN).listen();
    RawConnection peer = raw(a, "10.0.0.9");
    ScriptedPeer script = new ScriptedPeer(Nodes.key(9)).agree(peer.received.toByteArray());
    pass("2S");
    peer.write(script.opening());
    peer.write(script.frames(script.auth()));
    pass("2.999S");
    assertThat(peer.isClosed).isFalse();
    pass("0.001S");
    assertThat(peer.isClosed).isTrue();
    assertThat(a.rejected.getFirst().kind()).isEqualTo(Rejection.Kind.HANDSHAKE_TIMEOUT);
    assertThat(a.rejected.getFirst().id())
        .contains(NodeId.ofPublicKey(Nodes.key(9).publicKey().bytes()));
  }

  @Test
  @DisplayName("A47 a deadline is absolute: a byte a second does not move it")
  void slowConnection() {
    SimulatedNode a = node(1, PLAIN).listen();
    RawConnection slow = raw(a, "10.0.0.9");
    slow.trickle(new ScriptedPeer(Nodes.key(9)).opening());
    pass("3S");
    assertThat(slow.isClosed).isTrue();
    assertThat(a.rejected.getFirst().kind()).isEqualTo(Rejection.Kind.HANDSHAKE_TIMEOUT);
  }

  @Test
  void timeLimitsMayBeThoseOfTheConfigurationFile() {
    SimulatedNode a =
        node(1, Map.of("cometj.transport_timeouts", "configured", "p2p.handshake_timeout", "20s"))
            .listen();
    RawConnection silent = raw(a, "10.0.0.9");
    pass("19.999S");
    assertThat(silent.isClosed).isFalse();
    pass("0.001S");
    assertThat(silent.isClosed).isTrue();
  }

  @Test
  @DisplayName("L-T05 A47 upgrades run at the same time: silent connections hold up nobody")
  void handshakesAtTheSameTime() {
    SimulatedNode a = node(1, PLAIN).listen();
    for (int i = 0; i < 100; i++) {
      raw(a, "10.1.0." + i);
    }
    SimulatedNode b = node(2, PLAIN);
    Duration before = world.now();
    b.dial(a.address());
    assertThat(world.now().minus(before)).isLessThan(Duration.ofMillis(100));
  }

  @Test
  @DisplayName("W4 silent sockets take no inbound place (better: only links do)")
  void silentSocketsTakeNoPlace() {
    SimulatedNode a = node(1, Map.of("p2p.max_num_inbound_peers", "1")).listen();
    for (int i = 0; i < 10; i++) {
      raw(a, "10.1.0." + i);
    }
    node(2, PLAIN).dial(a.address());
    pass("0S");
    assertThat(a.accepted).hasSize(1);
  }

  @Test
  @DisplayName("L-T05 a listener takes as many as there are inbound and unconditional places")
  void inboundPlaces() {
    SimulatedNode a =
        node(1, Map.of("p2p.max_num_inbound_peers", "1", "p2p.unconditional_peer_ids", "a, b"))
            .listen();
    for (int i = 2; i <= 4; i++) {
      node(i, PLAIN).dial(a.address());
    }
    RawConnection late = raw(a, "10.0.0.9");
    pass("0S");
    assertThat(late.isClosed).isTrue();
    assertThat(a.rejected.getFirst().kind()).isEqualTo(Rejection.Kind.TOO_MANY_INBOUND);

    a.accepted.getFirst().close(new StopReason.Requested("test"));
    pass("1S");
    node(5, PLAIN).dial(a.address());
    pass("0S");
    assertThat(a.accepted).hasSize(4);
  }

  @Test
  @DisplayName("L-T02 A46 a second connection from an IP is refused and closed")
  void duplicateIp() {
    SimulatedNode a = node(1, PLAIN).listen();
    node(2, PLAIN).dial(a.address());
    RawConnection second = raw(a, "10.0.0.2");
    pass("0S");
    assertThat(second.isClosed).isTrue();
    assertThat(a.rejected.getFirst().kind()).isEqualTo(Rejection.Kind.DUPLICATE_IP);
  }

  @Test
  void duplicateIpsMayBeAllowed() {
    SimulatedNode a = node(1, Map.of("p2p.allow_duplicate_ip", "true")).listen();
    node(2, PLAIN).dial(a.address());
    RawConnection second = raw(a, "10.0.0.2");
    pass("1S");
    assertThat(second.isClosed).isFalse();
  }

  @Test
  @DisplayName("L-T02 the same connection twice is refused, duplicate IPs allowed or not")
  void duplicateConnection() {
    SimulatedNode a = node(1, PLAIN).listen();
    SimulatedNode b = node(2, Map.of("p2p.allow_duplicate_ip", "true"));
    b.dial(a.address());
    assertThat(b.dialRefused(a.address()).kind()).isEqualTo(Rejection.Kind.DUPLICATE_CONNECTION);
  }

  @Test
  void anEndedLinkMakesRoomForTheNext() {
    SimulatedNode a = node(1, PLAIN).listen();
    SimulatedNode b = node(2, PLAIN);
    FakeLink first = b.dial(a.address());
    pass("1S");
    a.accepted.getFirst().open(null);
    first.close(new StopReason.Requested("test"));
    pass("1S");
    assertThat(a.accepted.getFirst().isEnded).isTrue();
    b.dial(a.address());
    pass("1S");
    assertThat(a.accepted).hasSize(2);
  }

  @Test
  @DisplayName("L-T02 filters are asked in turn, and the first refusal ends it")
  void filters() {
    List<String> asked = new ArrayList<>();
    SimulatedNode a =
        node(
                1,
                PLAIN,
                (ip, _) -> {
                  asked.add("first " + ip);
                  return CompletableFuture.completedStage(Optional.empty());
                },
                (_, _) -> {
                  asked.add("second");
                  return CompletableFuture.completedStage(Optional.of("not you"));
                },
                (_, _) -> {
                  throw new AssertionError("asked after a refusal");
                })
            .listen();
    RawConnection refused = raw(a, "10.0.0.9");
    pass("0S");
    assertThat(refused.isClosed).isTrue();
    assertThat(refused.received.size()).as("no handshake was begun").isZero();
    assertThat(asked).containsExactly("first 10.0.0.9", "second");
    assertThat(a.rejected.getFirst().kind()).isEqualTo(Rejection.Kind.FILTERED);
    assertThat(a.rejected.getFirst().detail()).isEqualTo("not you");
  }

  @Test
  void outboundConnectionsAreFilteredToo() {
    SimulatedNode a = node(1, PLAIN).listen();
    SimulatedNode b =
        node(2, PLAIN, (_, _) -> CompletableFuture.failedStage(new IllegalStateException("down")));
    assertThat(b.dialRefused(a.address()).kind()).isEqualTo(Rejection.Kind.FILTERED);
  }

  @Test
  @DisplayName("L-T01 a filter has five seconds to answer")
  void filterTimeout() {
    SimulatedNode a = node(1, PLAIN, (_, _) -> new CompletableFuture<>()).listen();
    RawConnection waiting = raw(a, "10.0.0.9");
    pass("4.999S");
    assertThat(waiting.isClosed).isFalse();
    pass("0.001S");
    assertThat(waiting.isClosed).isTrue();
    assertThat(a.rejected.getFirst().kind()).isEqualTo(Rejection.Kind.FILTER_TIMEOUT);
  }

  @Test
  @DisplayName("A41 of one IP four may shake hands at a time, and slots come back at the deadline")
  void handshakesOfOneIp() {
    SimulatedNode a = node(1, Map.of("p2p.allow_duplicate_ip", "true")).listen();
    List<RawConnection> silent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      silent.add(raw(a, "10.0.0.9"));
    }
    pass("0S");
    assertThat(silent)
        .extracting(c -> c.isClosed)
        .containsExactly(false, false, false, false, true);
    assertThat(a.rejected.getFirst().kind()).isEqualTo(Rejection.Kind.TOO_MANY_HANDSHAKES);
    pass("3S");
    RawConnection next = raw(a, "10.0.0.9");
    pass("0S");
    assertThat(next.isClosed).isFalse();
  }

  @Test
  @DisplayName("A41 256 may shake hands at a time in all")
  void handshakesInAll() {
    SimulatedNode a = node(1, PLAIN).listen();
    for (int i = 0; i < 256; i++) {
      raw(a, "10.1.%d.%d".formatted(i / 100, i % 100));
    }
    assertThat(a.rejected).isEmpty();
    RawConnection late = raw(a, "10.0.0.9");
    pass("0S");
    assertThat(late.isClosed).isTrue();
    assertThat(a.rejected.getFirst().kind()).isEqualTo(Rejection.Kind.TOO_MANY_HANDSHAKES);
    pass("3S");
    node(2, PLAIN).dial(a.address());
  }

  @Test
  @DisplayName("A41 one IP may open 32 connections at once and 16 every second")
  void rateOfOneIp() {
    SimulatedNode a =
        node(1, Map.of("p2p.allow_duplicate_ip", "true", "cometj.max_handshakes_per_ip", "1000"))
            .listen();
    for (int i = 0; i < 32; i++) {
      raw(a, "10.0.0.9");
    }
    assertThat(a.rejected).isEmpty();
    raw(a, "10.0.0.9");
    assertThat(a.rejected).hasSize(1);
    pass("1S");
    for (int i = 0; i < 17; i++) {
      raw(a, "10.0.0.9");
    }
    assertThat(a.rejected).hasSize(2);
    assertThat(a.rejected.getLast().kind()).isEqualTo(Rejection.Kind.TOO_MANY_HANDSHAKES);
  }

  @Test
  @DisplayName("A46 whoever breaks the handshake finds the socket closed and its slot free")
  void brokenHandshakesAreClosed() {
    SimulatedNode a = node(1, Map.of("p2p.allow_duplicate_ip", "true")).listen();
    for (int i = 0; i < 10; i++) {
      RawConnection broken = raw(a, "10.0.0.9");
      broken.write(new byte[] {1, 2, 3, 4});
      pass("0.1S");
      assertThat(broken.isClosed).isTrue();
    }
    assertThat(a.rejected)
        .hasSize(10)
        .extracting(Rejection::kind)
        .containsOnly(Rejection.Kind.AUTHENTICATION_FAILED);
    assertThat(internet.connectionCount()).isZero();
  }

  @Test
  void aPeerThatLeavesDuringTheHandshakeIsForgotten() {
    SimulatedNode a = node(1, PLAIN).listen();
    RawConnection leaving = raw(a, "10.0.0.9");
    leaving.close();
    pass("0.1S");
    assertThat(a.rejected.getFirst().kind()).isEqualTo(Rejection.Kind.UNREACHABLE);
    RawConnection again = raw(a, "10.0.0.9");
    pass("0.1S");
    assertThat(again.isClosed).isFalse();
  }

  @Test
  @DisplayName("L-T02 ourselves are refused on both ends, duplicate IPs allowed or not")
  void selfDial() {
    SimulatedNode a = node(1, PLAIN).listen();
    Rejection outbound = a.dialRefused(a.address());
    pass("1S");
    assertThat(outbound.kind()).isEqualTo(Rejection.Kind.SELF);
    assertThat(a.rejected).extracting(Rejection::kind).containsExactly(Rejection.Kind.SELF);
  }

  @Test
  @DisplayName("L-T02 a node with another id than dialled is refused")
  void wrongId() {
    SimulatedNode a = node(1, PLAIN).listen();
    SimulatedNode b = node(2, PLAIN);
    NetAddress wrong = new NetAddress(Nodes.id(Nodes.key(7)), a.address().ip(), 26656);
    Rejection rejection = b.dialRefused(wrong);
    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.WRONG_ID);
    assertThat(rejection.id()).contains(a.id());
  }

  @Test
  void nothingListening() {
    SimulatedNode a = node(1, PLAIN);
    SimulatedNode b = node(2, PLAIN);
    Rejection rejection = b.dialRefused(a.address());
    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.UNREACHABLE);
    assertThat(rejection.id()).contains(a.id());
  }

  @Test
  @DisplayName("L-T01 a dial waits one second for the connection")
  void dialTimeout() {
    SimulatedNode a = node(1, PLAIN).listen();
    SimulatedNode b = node(2, PLAIN);
    internet.conditions().cut(a.address().ip(), b.address().ip());
    Duration before = world.now();
    assertThat(b.dialRefused(a.address()).kind()).isEqualTo(Rejection.Kind.UNREACHABLE);
    assertThat(world.now().minus(before)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void closingEndsHandshakesAndLinks() {
    SimulatedNode a = node(1, PLAIN).listen();
    FakeLink remote = node(2, PLAIN).dial(a.address());
    remote.open(null);
    RawConnection silent = raw(a, "10.0.0.9");
    pass("0S");
    world.await(a.transport.close(), Duration.ofSeconds(1));
    pass("0S");
    assertThat(a.accepted.getFirst().reason).isEqualTo(new StopReason.SwitchStopped());
    assertThat(remote.isEnded).isTrue();
    assertThat(silent.isClosed).isTrue();
    assertThat(a.rejected).extracting(Rejection::kind).containsExactly(Rejection.Kind.STOPPING);
    assertThat(a.dialRefused(a.address()).kind()).isEqualTo(Rejection.Kind.STOPPING);
  }

  @Test
  void aHostNameToListenOnIsLookedUp() {
    SimulatedNode a = node(1, PLAIN);
    assertThatThrownBy(() ->
            world.await(
                a.transport.listen(new HostPort("no.such.host", 1), a), Duration.ofSeconds(1)))
        .rootCause()
        .isInstanceOf(InvalidAddressException.class);
  }

  @Test
  @DisplayName("F12 a listener that cannot accept reports it and goes on")
  void failureToAccept() {
    SimulatedNode a = node(1, PLAIN).listen();
    a.network.failAccepting(new java.io.IOException("too many open files"));
    pass("0S");
    assertThat(a.failures).hasSize(1);
    node(2, PLAIN).dial(a.address());
  }

  @Test
  void unusableSettingsAreNamed() {
    for (Map<String, String> settings :
        List.of(
            Map.of("cometj.transport_timeouts", "sometimes"),
            Map.of("cometj.max_handshakes", "0"),
            Map.of("cometj.filter_timeout", "0s"),
            Map.of("p2p.max_num_inbound_peers", "-1"))) {
      String key = settings.keySet().iterator().next();
      assertThatThrownBy(() -> node(1, settings))
          .isInstanceOfSatisfying(
              InvalidSettingException.class, e -> assertThat(e.key()).isEqualTo(key));
    }
  }
}
