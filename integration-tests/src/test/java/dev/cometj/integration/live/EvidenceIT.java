package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.PeerHeight;
import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import dev.cometj.p2p.PeerLedger;
import dev.cometj.p2p.testkit.reactor.RawReactor;
import dev.cometj.reactor.evidence.EvidenceReactorProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Evidence between our reactor, on the production Switch and transport, and a live Go validator, made with that
/// validator's own key.
@Tag("live")
@ExtendWith(Scenarios.class)
class EvidenceIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration BLOCKS = Duration.ofSeconds(90);

  private static GoNode validator(Scenario scenario) {
    GoNode node = scenario.go(GoVersion.V0_38, "validator");
    node.config().set("consensus.timeout_commit", "300ms");
    node.start();
    Await.until(SOON, "there are blocks", () -> node.rpc().height() >= 4);
    return node;
  }

  /// A node of ours with the evidence reactor, on the Go chain, which takes every peer to be at a height.
  private static OwnNode ours(GoChainView chain, long peerHeight, String persistentPeers) {
    RawReactor heights =
        new RawReactor("HEIGHT", RawReactor.channel(0x40).build())
            .publishing(PeerHeight.KEY)
            .whenStarted(peer -> peer.publish(PeerHeight.KEY, peerHeight));
    return new OwnNode(
        "ours",
        chain.chainId(),
        Map.of("p2p.persistent_peers", persistentPeers),
        List.of(new EvidenceReactorProvider(), heights),
        List.of(chain));
  }

  private static OwnNode stranger(String name, String chain, String peer, Evidence evidence) {
    byte[] message = new EvidenceList(List.of(evidence)).encode().toByteArray();
    RawReactor reactor =
        new RawReactor("EVIDENCE", RawReactor.channel(0x38).build())
            .whenStarted(other -> other.send(message));
    return new OwnNode(name, chain, Map.of("p2p.persistent_peers", peer), reactor);
  }

  private static void add(OwnNode node, Evidence evidence) throws Exception {
    node.service(EvidencePool.class).add(evidence).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static boolean isInABlock(GoNode node, Evidence evidence, long from) {
    for (long height = from; height <= node.rpc().height(); height++) {
      JsonNode pieces =
          node.rpc()
              .result("/block?height=" + height)
              .path("block")
              .path("evidence")
              .path("evidence");
      for (JsonNode piece : pieces) {
        if (piece.path("value").path("vote_a").path("height").asLong() == evidence.height()) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  @DisplayName("PE-04 two votes by a Go validator's key reach it by our gossip, and are in a block")
  void reachesAGoValidator(Scenario scenario) throws Exception {
    GoNode validator = validator(scenario);
    GoChainView chain = new GoChainView(validator);
    Evidence evidence = chain.twoVotes(2, 0);
    try (OwnNode ours = ours(chain, validator.rpc().height() + 1, validator.peerAddress())) {
      Await.until(SOON, "they are connected", () -> ours.hasPeer(validator.id()));
      add(ours, evidence);
      Await.until(
          BLOCKS,
          "the evidence is in a block",
          () -> isInABlock(validator, evidence, 3),
          ours::ledger);
      assertThat(ours.hasPeer(validator.id())).isTrue();
    }
  }

  @Test
  @DisplayName(
      "PE-03 a Go validator that has not reached the evidence's height is told nothing, so that it keeps us")
  void notBeforeItsHeight(Scenario scenario) throws Exception {
    GoNode validator = validator(scenario);
    GoChainView chain = new GoChainView(validator);
    Evidence evidence = chain.twoVotes(3, 0);
    try (OwnNode ours = ours(chain, 3, validator.peerAddress())) {
      Await.until(SOON, "they are connected", () -> ours.hasPeer(validator.id()));
      add(ours, evidence);
      long height = validator.rpc().height();
      Await.until(BLOCKS, "more blocks", () -> validator.rpc().height() >= height + 5);
      assertThat(isInABlock(validator, evidence, 3)).isFalse();
      assertThat(ours.hasPeer(validator.id())).isTrue();
    }
  }

  @Test
  @DisplayName(
      "SE-02 false evidence stops its sender here as at a Go node; for a header that is missing only here it does not")
  void strangers(Scenario scenario) throws Exception {
    GoNode validator = validator(scenario);
    GoChainView chain = new GoChainView(validator);
    DuplicateVoteEvidence good = chain.twoVotes(2, 0);
    DuplicateVoteEvidence forged =
        new DuplicateVoteEvidence(
            good.voteA(),
            good.voteB().signed(good.voteB().timestamp(), good.voteA().signature()),
            good.totalVotingPower(),
            good.validatorPower(),
            good.timestamp());
    Timestamp later = chain.timeOf(4);
    DuplicateVoteEvidence ahead =
        chain.twoVotes(chain.vote(100_000, 0, 0, later), chain.vote(100_000, 0, 1, later), later);
    try (OwnNode ours = ours(chain, 5, "")) {
      String us = ours.id() + "@" + ours.address().getHostString() + ":" + ours.address().getPort();
      try (OwnNode liar = stranger("liar", chain.chainId(), us, forged);
          OwnNode early = stranger("early", chain.chainId(), us, ahead);
          OwnNode liarAtGo =
              stranger("liar at go", chain.chainId(), validator.peerAddress(), forged)) {
        Await.until(SOON, "the liar is stopped", () -> isDropped(ours, liar.id()), ours::ledger);
        Await.until(
            SOON,
            "the original stops it as well",
            () -> liarAtGo.ledger().stream().anyMatch(EvidenceIT::isDrop),
            liarAtGo::ledger);
        Await.until(SOON, "the other is connected", () -> ours.hasPeer(early.id()));
        long height = validator.rpc().height();
        Await.until(BLOCKS, "more blocks", () -> validator.rpc().height() >= height + 3);
        assertThat(ours.ledger()).noneMatch(entry -> isDrop(entry) && isOf(entry, early.id()));
      }
    }
  }

  private static boolean isDropped(OwnNode node, String id) {
    return node.ledger().stream()
        .anyMatch(entry ->
            isDrop(entry) && isOf(entry, id) && entry.reason().startsWith("InvalidEvidence"));
  }

  private static boolean isDrop(PeerLedger.Entry entry) {
    return entry.event() == PeerLedger.Event.DROPPED;
  }

  private static boolean isOf(PeerLedger.Entry entry, String id) {
    return entry.id().filter(found -> found.toString().equals(id)).isPresent();
  }
}
