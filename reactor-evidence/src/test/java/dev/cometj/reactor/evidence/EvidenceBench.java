package dev.cometj.reactor.evidence;

import static dev.cometj.reactor.evidence.EvidenceChannel.EVIDENCE;

import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.EvidencePool;
import dev.cometj.chain.service.EvidenceStore;
import dev.cometj.chain.service.PeerHeight;
import dev.cometj.chain.service.StateStore;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.testkit.reactor.ReactorHarness;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// The reactor in virtual time on a [TestChain], among scripted peers.
final class EvidenceBench {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  final TestChain chain;
  final ReactorHarness harness;

  private EvidenceBench(TestChain chain, EvidenceStore store) {
    this.chain = chain;
    this.harness =
        ReactorHarness.of(new EvidenceReactorProvider())
            .offer(BlockStore.class, chain.blocks())
            .offer(StateStore.class, chain.states())
            .offer(EvidenceStore.class, store)
            .start();
  }

  static EvidenceBench on(TestChain chain) {
    return new EvidenceBench(chain, chain.evidence());
  }

  static EvidenceBench on(TestChain chain, EvidenceStore store) {
    return new EvidenceBench(chain, store);
  }

  EvidencePool pool() {
    return harness.service(EvidencePool.class);
  }

  <T> T await(CompletionStage<T> stage) {
    return harness.world().await(stage, PATIENCE);
  }

  /// What a stage fails with, or empty if it does not.
  Optional<Throwable> failure(CompletionStage<?> stage) {
    try {
      await(stage);
      return Optional.empty();
    } catch (CompletionException e) {
      return Optional.ofNullable(e.getCause());
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }

  List<Evidence> pending() {
    return await(pool().pending(-1)).pieces();
  }

  void add(Evidence evidence) {
    await(pool().add(evidence));
  }

  /// Add a block, and tell the pool as the executor does.
  void commit(List<Evidence> evidence) {
    await(pool().update(chain.grow(evidence), evidence));
  }

  void commitBlocks(int count) {
    for (int i = 0; i < count; i++) {
      commit(List.of());
    }
  }

  void pass(Duration duration) {
    harness.world().runFor(duration);
  }

  ScriptedPeer peer(String name) {
    return harness.peer(name);
  }

  /// Connect a peer that is at a height.
  ScriptedPeer peerAt(String name, long height) {
    ScriptedPeer peer = peer(name).connect();
    peer.publish(PeerHeight.KEY, height);
    return peer;
  }

  static void deliver(ScriptedPeer peer, Evidence... evidence) {
    peer.deliver(EVIDENCE, new EvidenceList(List.of(evidence)));
  }

  /// What a peer was told: one piece a message.
  static List<Evidence> told(ScriptedPeer peer) {
    return peer.sent(EVIDENCE).stream()
        .map(message -> {
          if (message.pieces().size() != 1) {
            throw new AssertionError("a message of %d pieces".formatted(message.pieces().size()));
          }
          return message.pieces().getFirst();
        })
        .toList();
  }

  static boolean isStoppedForInvalidEvidence(ScriptedPeer peer) {
    return peer.stopReason().filter(StopReason.InvalidEvidence.class::isInstance).isPresent();
  }

  /// Call the reactor within one event of its mailbox.
  void direct(Consumer<EvidenceReactor> calls) {
    harness.call(() -> calls.accept((EvidenceReactor) harness.reactor()));
  }

  long ignored() {
    return (long) harness.metrics().value("evidence_ignored_total");
  }
}
