package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.codec.CommitCodec;
import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.Rpc;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import dev.cometj.integration.live.BlockPeer.Manner;
import dev.cometj.wire.types.Block;
import dev.cometj.wire.types.Commit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Peers that serve bad blocks, lie about heights or stall, with real connections, beside live Go nodes.
@Tag("live")
@ExtendWith(Scenarios.class)
class BadPeersIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /// A peer may be silent for 15 seconds, and slow for about 45.
  private static final Duration PATIENCE = Duration.ofSeconds(75);

  private static final long BLOCKS = 120;

  private static final String FORGED = "ProtocolViolation (protocol violation: block 1: commit: ";
  private static final String BAD_COMMIT =
      "ProtocolViolation (protocol violation: block 2: commit: ";
  private static final String SILENT = "TimedOut (";
  private static final String SLOW = "TimedOut (timed out: sends blocks too slowly";

  /// How the reason begins for which a peer is dropped.
  private record Drop(String reason) {}

  @Test
  @DisplayName(
      "SB-03 peers with bad blocks, false heights or no answers are dropped for that and not asked again; sync finishes from Go nodes")
  void dropped(Scenario scenario) {
    GoChain chain = GoChain.start(scenario, GoVersion.V0_38);
    chain.growTo(BLOCKS);
    String id = Scenario.chainId(chain.any().home());
    Map<Long, Block> blocks = BlockPeer.read(id, chain.any().peerAddress(), BLOCKS);
    CometJNode ours = chain.ours();
    ours.config().set("p2p.persistent_peers", "");
    ours.start();

    Map<BlockPeer, Drop> all = new LinkedHashMap<>();
    try {
      Manner silent = new Manner(BLOCKS, _ -> Optional.empty());
      Manner farAway = new Manner(1L << 40, _ -> Optional.empty());
      all.put(new BlockPeer("silent", id, ours.peerAddress(), silent), new Drop(SILENT));
      all.put(new BlockPeer("far away", id, ours.peerAddress(), farAway), new Drop(SILENT));
      awaitDrops(ours, all);

      // Those who are provably to blame are refused for a minute, whoever else is there.
      Manner forger = new Manner(BLOCKS, height -> Optional.of(forged(blocks.get(height))));
      Manner bad = new Manner(BLOCKS, height -> Optional.of(withBadCommit(blocks.get(height))));
      Map<BlockPeer, Drop> provable = new LinkedHashMap<>();
      provable.put(new BlockPeer("forger", id, ours.peerAddress(), forger), new Drop(FORGED));
      all.putAll(provable);
      awaitDrops(ours, provable);
      provable.put(new BlockPeer("bad commits", id, ours.peerAddress(), bad), new Drop(BAD_COMMIT));
      all.putAll(provable);
      awaitDrops(ours, provable);
      Await.until(
          SOON,
          "they are back",
          () -> provable.keySet().stream().allMatch(peer -> peer.isBack(ours.id())));
      assertThat(ours.rpc().height()).isZero();
      assertThat(ours.process().output()).contains("refused for a minute");

      chain.dial(ours);
      GoChain.awaitHeight(ours, BLOCKS + 1);
      GoChain.assertSameBlocks(ours, chain.any(), 1, BLOCKS + 1);
      provable.keySet().forEach(peer -> assertThat(peer.askedAfterStop()).isZero());
      all.keySet().forEach(peer -> assertThat(peer.asked()).isPositive());
      for (GoNode honest : chain.validators()) {
        // Sync may be over before the last of them has dialled.
        Await.until(SOON, "an honest peer is here", () -> ours.rpc().peer(honest.id()).isPresent());
        assertThat(drops(ours, honest.id())).isEmpty();
      }
    } finally {
      all.keySet().forEach(BlockPeer::close);
    }
  }

  /// The measure begins at e times the least rate and falls to that in its window of forty seconds, so this takes most of
  /// a minute; both rules at once, each with a node of ours.
  @Test
  @DisplayName(
      "SB-03 a peer with right blocks but too slow, by our rule or the original's, is dropped for that; sync finishes from Go nodes")
  void tooSlow(Scenario scenario) {
    GoChain chain = GoChain.start(scenario, GoVersion.V0_38);
    chain.growTo(BLOCKS);
    String id = Scenario.chainId(chain.any().home());
    Map<Long, Block> blocks = BlockPeer.read(id, chain.any().peerAddress(), BLOCKS);
    CometJNode byBlocks = chain.ours();
    CometJNode byBytes = chain.alsoOurs();
    byBytes.config().append("[cometj.blocksync]", "peer_speed = \"bytes\"");
    List<CometJNode> both = List.of(byBlocks, byBytes);
    both.forEach(node -> {
      node.config().set("p2p.persistent_peers", "");
      node.start();
    });

    // Never silent for long; and well above a block, but far below 128 KiB per second.
    Manner trickles = manner(Duration.ofSeconds(8), blocks);
    Manner steady = manner(Duration.ofMillis(400), blocks);
    try (var trickler = new BlockPeer("trickler", id, byBlocks.peerAddress(), trickles);
        var healthy = new BlockPeer("healthy", id, byBytes.peerAddress(), steady)) {
      awaitDrops(byBytes, Map.of(healthy, new Drop(SLOW)));
      assertThat(byBytes.rpc().height()).isGreaterThan(50);
      awaitDrops(byBlocks, Map.of(trickler, new Drop(SLOW)));
      assertThat(byBlocks.rpc().height()).isBetween(1L, 10L);
      assertThat(drops(byBlocks, trickler.id())).allMatch(reason -> reason.startsWith(SLOW));

      for (CometJNode ours : both) {
        chain.dial(ours);
        GoChain.awaitHeight(ours, BLOCKS + 1);
        GoChain.assertSameBlocks(ours, chain.any(), 1, BLOCKS + 1);
        chain.validators().forEach(go -> assertThat(drops(ours, go.id())).isEmpty());
      }
    }
  }

  private static Manner manner(Duration pace, Map<Long, Block> blocks) {
    return new Manner(BLOCKS, pace, height -> Optional.ofNullable(blocks.get(height)));
  }

  /// The same height with another content, and valid on its own.
  private static Block forged(Block block) {
    Block.Builder forged = block.toBuilder();
    forged.getHeaderBuilder().setAppHash(ByteString.copyFrom(new byte[32]));
    return forged.build();
  }

  /// A block whose last commit has a false signature, and valid on its own.
  private static Block withBadCommit(Block block) {
    Commit.Builder commit = block.getLastCommit().toBuilder();
    for (int i = 0; i < commit.getSignaturesCount(); i++) {
      byte[] signature = commit.getSignatures(i).getSignature().toByteArray();
      if (signature.length > 0) {
        signature[0] ^= 1;
        commit.getSignaturesBuilder(i).setSignature(ByteString.copyFrom(signature));
      }
    }
    Block.Builder changed = block.toBuilder().setLastCommit(commit);
    if (block.getHeader().getHeight() > 1) {
      changed.getHeaderBuilder().setLastCommitHash(hash(commit.build()));
    }
    return changed.build();
  }

  private static ByteString hash(Commit commit) {
    try {
      return ByteString.copyFrom(CommitCodec.fromWire(commit).hash().toByteArray());
    } catch (InvalidChainDataException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitDrops(CometJNode node, Map<BlockPeer, Drop> peers) {
    peers.forEach((peer, drop) ->
        Await.until(
            PATIENCE,
            peer.id() + " is dropped",
            () ->
                drops(node, peer.id()).stream()
                    .anyMatch(reason -> reason.startsWith(drop.reason())),
            () -> node.rpc().ledger()));
  }

  private static List<String> drops(CometJNode node, String id) {
    List<String> reasons = new ArrayList<>();
    for (Rpc.LedgerEntry entry : node.rpc().ledger()) {
      if (entry.peerId().equals(id) && entry.event().equals("dropped")) {
        reasons.add(entry.reason());
      }
    }
    return reasons;
  }
}
