package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.Rpc;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import dev.cometj.integration.harness.SecretPipe;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/// A peer that has proved a key by the original's own code, and then misbehaves: its connection ends in time
/// with a typed reason, and nobody else notices.
@Tag("live")
@ExtendWith(Scenarios.class)
class StrangerIT {
  /// The time for the exchange of NodeInfo, and some air for a busy machine.
  private static final Duration HANDSHAKE = Duration.ofSeconds(3 + 3);

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String CHAIN = "stranger-test";

  @TestFactory
  @DisplayName(
      "L-T03 a stranger's NodeInfo that breaks a rule is refused in time with a typed reason")
  Stream<DynamicTest> nodeInfos(Scenario scenario) {
    return onOneNode(scenario, Misbehaviour.withNodeInfo(), StrangerIT::isRefused);
  }

  @TestFactory
  @DisplayName("L-M05 a stranger that breaks a rule as a peer is dropped with a typed reason")
  Stream<DynamicTest> packets(Scenario scenario) {
    return onOneNode(scenario, Misbehaviour.asPeer(), StrangerIT::isDropped);
  }

  private interface Expectation {
    void check(CometJNode node, Misbehaviour misbehaviour);
  }

  private static Stream<DynamicTest> onOneNode(
      Scenario scenario, List<Misbehaviour> all, Expectation expectation) {
    var node = scenario.cometj("node").init();
    node.start("--chain-id", CHAIN);
    var friend = scenario.cometj("friend").init();
    friend.start("--chain-id", CHAIN, "--p2p.persistent_peers", node.peerAddress());
    Await.until(SOON, "the friend is connected", () -> node.rpc().peer(friend.id()).isPresent());
    return Stream.concat(
        all.stream()
            .map(one -> DynamicTest.dynamicTest(one.name(), () -> expectation.check(node, one))),
        Stream.of(
            DynamicTest.dynamicTest(
                "the friend has noticed nothing", () -> unharmed(node, friend))));
  }

  private static void isRefused(CometJNode node, Misbehaviour misbehaviour) {
    try (var stranger = SecretPipe.dial(node.socketAddress())) {
      misbehaviour.on(stranger, CHAIN, () -> {});
      stranger.awaitEnd(HANDSHAKE);
      assertThat(last(node, stranger, "refused").reason()).matches(misbehaviour.reasons() + ".*");
    }
  }

  private static void isDropped(CometJNode node, Misbehaviour misbehaviour) {
    try (var stranger = SecretPipe.dial(node.socketAddress())) {
      misbehaviour.on(stranger, CHAIN, () -> last(node, stranger, "admitted"));
      if (misbehaviour.reasons().isEmpty()) {
        last(node, stranger, "admitted");
        assertThat(node.rpc().peer(stranger.id())).isPresent();
        return;
      }
      stranger.awaitEnd(HANDSHAKE);
      assertThat(last(node, stranger, "dropped").reason()).matches(misbehaviour.reasons() + ".*");
      Await.until(SOON, "the stranger has left", () -> node.rpc().peer(stranger.id()).isEmpty());
    }
  }

  private static Rpc.LedgerEntry last(CometJNode node, SecretPipe stranger, String event) {
    var found = new Rpc.LedgerEntry[1];
    Await.until(
        SOON,
        "the ledger says " + event + " of " + stranger.id(),
        () -> {
          node.rpc().ledger().stream()
              .filter(entry -> entry.peerId().equals(stranger.id()))
              .filter(entry -> entry.event().equals(event))
              .forEach(entry -> found[0] = entry);
          return found[0] != null;
        },
        () -> node.rpc().ledger());
    return found[0];
  }

  private static void unharmed(CometJNode node, CometJNode friend) {
    assertThat(node.rpc().peerIds()).contains(friend.id());
    assertThat(node.rpc().ledger())
        .filteredOn(entry -> entry.peerId().equals(friend.id()))
        .noneMatch(entry -> entry.event().equals("dropped"));
    assertThat(node.process().output()).doesNotContain("\tat ");
  }
}
