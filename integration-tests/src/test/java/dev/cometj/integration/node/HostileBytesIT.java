package dev.cometj.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.Rpc;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/// A stranger with a plain TCP socket, before any authentication: its connection ends in time with a typed
/// reason, and nobody else notices.
@ExtendWith(Scenarios.class)
class HostileBytesIT {
  /// The time a stranger gets for the secret connection, and some air for a busy machine.
  private static final Duration HANDSHAKE = Duration.ofSeconds(3 + 2);

  private static final Duration AT_ONCE = Duration.ofSeconds(2);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String CHAIN = "hostile-test";

  @TestFactory
  @DisplayName("L-T01 hostile bytes before authentication end that one connection in time")
  Stream<DynamicTest> hostileBytes(Scenario scenario) {
    var node = scenario.cometj("node").init();
    node.start("--chain-id", CHAIN);
    var friend = scenario.cometj("friend").init();
    friend.start("--chain-id", CHAIN, "--p2p.persistent_peers", node.peerAddress());
    Await.until(SOON, "the friend is connected", () -> node.rpc().peer(friend.id()).isPresent());
    return Stream.concat(
        HostileBytes.all().stream()
            .map(attack -> DynamicTest.dynamicTest(attack.name(), () -> tryOn(node, attack))),
        Stream.of(
            DynamicTest.dynamicTest(
                "the friend has noticed nothing", () -> unharmed(node, friend))));
  }

  @Test
  @DisplayName("A47 two hundred silent sockets do not keep an honest peer out")
  void aCrowdOfSilentSockets(Scenario scenario) throws IOException {
    var node = scenario.cometj("node").init();
    node.start("--chain-id", CHAIN);
    var crowd = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 200; i++) {
        crowd.add(new Socket(node.socketAddress().getAddress(), node.socketAddress().getPort()));
      }
      var friend = scenario.cometj("friend").init();
      friend.start("--chain-id", CHAIN, "--p2p.persistent_peers", node.peerAddress());

      Await.until(SOON, "the friend is connected", () -> node.rpc().peer(friend.id()).isPresent());
      for (var socket : crowd) {
        awaitEnd(socket, HANDSHAKE);
      }
      assertThat(node.rpc().peerIds()).containsExactly(friend.id());
    } finally {
      for (var socket : crowd) {
        socket.close();
      }
    }
  }

  @Test
  @DisplayName(
      "F12 a node that runs out of descriptors keeps its peer, and accepts again afterwards")
  void outOfDescriptors(Scenario scenario) throws IOException {
    var friend = scenario.cometj("friend").init();
    friend.start("--chain-id", CHAIN);
    var node = scenario.cometj("node").init().withOpenFiles(200);
    node.start("--chain-id", CHAIN, "--p2p.persistent_peers", friend.peerAddress());
    Await.until(SOON, "the friend is connected", () -> node.rpc().peer(friend.id()).isPresent());
    var crowd = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 250; i++) {
        crowd.add(new Socket(node.socketAddress().getAddress(), node.socketAddress().getPort()));
      }
      Await.pause(Duration.ofSeconds(2));
    } finally {
      for (var socket : crowd) {
        socket.close();
      }
    }

    var latecomer = scenario.cometj("latecomer").init();
    latecomer.start("--chain-id", CHAIN, "--p2p.persistent_peers", node.peerAddress());
    Await.until(
        SOON,
        "the latecomer is connected",
        () -> node.rpc().peer(latecomer.id()).isPresent(),
        () -> latecomer.rpc().ledger());
    assertThat(friend.rpc().ledger()).noneMatch(entry -> entry.event().equals("dropped"));
  }

  private static void tryOn(CometJNode node, HostileBytes attack) throws Exception {
    try (var socket = connect(node)) {
      long start = System.nanoTime();
      attack.action().on(socket);
      if (!socket.isClosed()) {
        awaitEnd(socket, attack.isSlow() ? HANDSHAKE : AT_ONCE);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("time until the end")
          .isLessThan(attack.isSlow() ? HANDSHAKE : AT_ONCE);
      assertThat(refusal(node, socket).reason()).matches(attack.reasons() + ".*");
    }
  }

  private static Socket connect(CometJNode node) throws IOException {
    var socket = new Socket(node.socketAddress().getAddress(), node.socketAddress().getPort());
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return socket;
  }

  /// Reads whatever the node says until it hangs up.
  private static void awaitEnd(Socket socket, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    try {
      while (true) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        assertThat(left).as("the node has not hung up in %s", deadline).isPositive();
        socket.setSoTimeout((int) left);
        if (socket.getInputStream().read() < 0) {
          return;
        }
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the node has not hung up in " + deadline, e);
    } catch (IOException e) {
      // A reset is an end as well.
      assertThat(e).hasMessageContaining("eset");
    }
  }

  private static Rpc.LedgerEntry refusal(CometJNode node, Socket socket) {
    String port = ":" + socket.getLocalPort();
    var found = new ArrayList<Rpc.LedgerEntry>();
    Await.until(
        SOON,
        "the ledger has an entry for port " + port,
        () -> {
          found.clear();
          found.addAll(entries(node, port));
          return !found.isEmpty();
        },
        () -> node.rpc().ledger());
    assertThat(found.getFirst().event()).isEqualTo("refused");
    assertThat(found.getFirst().direction()).isEqualTo("inbound");
    return found.getFirst();
  }

  private static List<Rpc.LedgerEntry> entries(CometJNode node, String port) {
    return node.rpc().ledger().stream().filter(entry -> entry.address().endsWith(port)).toList();
  }

  private static void unharmed(CometJNode node, CometJNode friend) {
    assertThat(node.rpc().peerIds()).containsExactly(friend.id());
    assertThat(node.rpc().ledger())
        .filteredOn(entry -> entry.peerId().equals(friend.id()))
        .noneMatch(entry -> entry.event().equals("dropped"));
    assertThat(node.process().output()).doesNotContain("\tat ");
  }
}
