package dev.cometj.reactor.blocksync;

import static dev.cometj.reactor.blocksync.BlockSyncChannel.BLOCKSYNC;

import dev.cometj.chain.Block;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.params.GenesisDoc;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.ConsensusHandoff;
import dev.cometj.chain.service.PrivValidator;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.service.SyncStatus;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.reactor.ReactorHarness;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import dev.cometj.reactor.blocksync.BlockSyncMessage.BlockRequest;
import dev.cometj.reactor.blocksync.BlockSyncMessage.BlockResponse;
import dev.cometj.reactor.blocksync.BlockSyncMessage.NoBlockResponse;
import dev.cometj.reactor.blocksync.BlockSyncMessage.StatusResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The block sync reactor among scripted peers, with a [SampleChain] to fetch.
final class SyncBench {
  /// A call of the hand-off.
  record Handed(State state, boolean skipWal) {}

  final SampleChain chain;
  final ReactorHarness harness = ReactorHarness.of(new BlockSyncReactorProvider());
  final MemoryBlocks blocks = new MemoryBlocks();
  final MemoryStates states;
  final SampleExecutor executor;
  final List<Handed> handed = new ArrayList<>();
  private final Map<ScriptedPeer, Integer> seen = new HashMap<>();
  private State start;

  private SyncBench(SampleChain chain) {
    this.chain = chain;
    this.start = chain.genesisState();
    this.states = new MemoryStates(start);
    this.executor = new SampleExecutor(chain, states, Runnable::run);
  }

  static SyncBench of(SampleChain chain) {
    return new SyncBench(chain);
  }

  SyncBench with(String key, String value) {
    harness.setting(key, value);
    return this;
  }

  SyncBench in(VirtualWorld world) {
    harness.in(world);
    return this;
  }

  /// Let consensus be there to take over.
  SyncBench withConsensus() {
    harness.offer(
        ConsensusHandoff.class, (state, skipWal) -> handed.add(new Handed(state, skipWal)));
    return this;
  }

  SyncBench withValidator(PrivValidator signer) {
    harness.offer(PrivValidator.class, signer);
    return this;
  }

  /// Start with the first blocks in the store.
  SyncBench having(long height) {
    if (height > 0) {
      blocks.with(chain, 1, height);
    }
    return at(height);
  }

  /// Start with the state after a block, whatever is in the store.
  SyncBench at(long height) {
    start = chain.stateAt(height);
    states.newest = start;
    return this;
  }

  SyncBench start() {
    State state = start;
    harness
        .offer(BlockStore.class, blocks)
        .offer(StateStore.class, states)
        .offer(BlockExecutor.class, executor)
        .offer(
            ChainAtStart.class,
            new ChainAtStart() {
              @Override
              public GenesisDoc genesis() {
                throw new UnsupportedOperationException();
              }

              @Override
              public State state() {
                return state;
              }
            })
        .start();
    return this;
  }

  ScriptedPeer peer(String name) {
    return harness.peer(name).connect();
  }

  /// A connected peer that claims to have the chain up to a height.
  ScriptedPeer peer(String name, long height) {
    return peer(name, 1, height);
  }

  ScriptedPeer peer(String name, long base, long height) {
    ScriptedPeer peer = peer(name);
    status(peer, base, height);
    return peer;
  }

  static void status(ScriptedPeer peer, long base, long height) {
    peer.deliver(BLOCKSYNC, new StatusResponse(base, height));
  }

  void pass(Duration time) {
    harness.world().runFor(time);
  }

  SyncStatus.Progress progress() {
    return harness.service(SyncStatus.class).progress();
  }

  /// The heights that a peer was asked for so far.
  static List<Long> asked(ScriptedPeer peer) {
    return peer.sent(BLOCKSYNC).stream()
        .filter(BlockRequest.class::isInstance)
        .map(message -> ((BlockRequest) message).height())
        .toList();
  }

  static <T extends BlockSyncMessage> List<T> sent(ScriptedPeer peer, Class<T> type) {
    return peer.sent(BLOCKSYNC).stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// The heights that a peer was asked for since the last call.
  List<Long> newlyAsked(ScriptedPeer peer) {
    List<Long> all = asked(peer);
    int before = seen.getOrDefault(peer, 0);
    seen.put(peer, all.size());
    return all.subList(before, all.size());
  }

  void give(ScriptedPeer peer, long height) {
    give(peer, chain.block(height), extensions(height));
  }

  Optional<ExtendedCommit> extensions(long height) {
    return chain.isExtended(height) ? Optional.of(chain.extendedCommit(height)) : Optional.empty();
  }

  static void give(ScriptedPeer peer, Block block, Optional<ExtendedCommit> extended) {
    peer.deliver(BLOCKSYNC, new BlockResponse(block, extended));
  }

  static void deny(ScriptedPeer peer, long height) {
    peer.deliver(BLOCKSYNC, new NoBlockResponse(height));
  }

  /// Answer everything that honest peers are asked, until nothing is asked any more.
  void serve(ScriptedPeer... peers) {
    boolean any = true;
    while (any) {
      any = false;
      for (ScriptedPeer peer : peers) {
        if (peer.stopReason().isPresent()) {
          continue;
        }
        for (long height : newlyAsked(peer)) {
          any = true;
          if (height <= chain.length()) {
            give(peer, height);
          } else {
            deny(peer, height);
          }
        }
      }
    }
  }

  /// Whether a peer was stopped, and the reason in words.
  static Optional<String> stopped(ScriptedPeer peer) {
    return peer.stopReason().map(reason -> reason.describe());
  }
}
