package dev.cometj.practice;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;
import dev.cometj.chain.PartSet;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.State;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.p2p.spi.NodeSigner;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.switching.AssembledNode;
import dev.cometj.p2p.switching.SwitchAssembly;
import dev.cometj.p2p.switching.SystemRuntime;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/// The node that has the chain, in this process: what lies on the module path, as the command line puts it together.
final class Source implements AutoCloseable {
  private static final long KEY_SEED = -1;

  private final SystemRuntime runtime = new SystemRuntime();
  private final AssembledNode node;
  private final Deadline deadline;

  private Source(
      Path home, String reactors, UnaryOperator<SwitchAssembly> more, Deadline deadline) {
    this.deadline = deadline;
    Map<String, String> settings =
        Map.of(
            "cometj.reactors", reactors,
            "proxy_app", "kvstore",
            "p2p.laddr", "tcp://127.0.0.1:0",
            "p2p.addr_book_strict", "false",
            "p2p.allow_duplicate_ip", "true");
    Signer signer = new Signer(Ed25519PrivateKey.generate(new Random(KEY_SEED)));
    SwitchAssembly assembly =
        SwitchAssembly.of(Settings.of(home, settings), runtime, signer)
            .network(PracticeChain.ID)
            .discover();
    node = more.apply(assembly).assemble();
    deadline.await(node.start());
  }

  /// Makes the chain: decides on blocks, and has them executed and stored.
  static void grow(Path home, PracticeChain chain, long blocks, Deadline deadline) {
    Proposals proposals = new Proposals(chain);
    // A node with block sync would wait for others to have the blocks.
    try (Source source = new Source(home, "PEX", all -> all.component(proposals), deadline)) {
      State state = source.service(ChainAtStart.class).state();
      Commit last = Commit.EMPTY;
      while (state.lastBlockHeight() < blocks) {
        proposals.turnTo(state.nextHeight());
        Decision decision = source.decide(chain, state, last);
        state = decision.after();
        last = decision.commit();
      }
    }
  }

  /// Starts the node that gives others the chain in its home.
  static Source start(Path home, Deadline deadline) {
    return new Source(home, "PEX,BLOCKSYNC", UnaryOperator.identity(), deadline);
  }

  private Decision decide(PracticeChain chain, State state, Commit last) {
    BlockExecutor executor = service(BlockExecutor.class);
    Block block =
        deadline.await(
            executor.createProposalBlock(
                state.nextHeight(),
                state,
                last.wrapped(),
                state.validators().proposer().address()));
    PartSet parts = block.toPartSet();
    BlockId blockId = new BlockId(block.hash(), parts.header());
    Commit commit = chain.commit(block.height(), blockId, state.validators());
    deadline.await(service(BlockStore.class).save(block, parts, commit));
    return new Decision(deadline.await(executor.applyVerifiedBlock(state, blockId, block)), commit);
  }

  private <S> S service(Class<S> type) {
    return node.service(type)
        .orElseThrow(() -> new PracticeException("nobody offers " + type.getSimpleName()));
  }

  /// Where others find it, as `persistent_peers` has it.
  String address() {
    return node.id() + "@" + node.listenAddress();
  }

  @Override
  public void close() {
    deadline.await(node.stop());
    runtime.close();
  }

  private record Decision(State after, Commit commit) {}

  private record Signer(Ed25519PrivateKey key) implements NodeSigner {
    @Override
    public byte[] publicKey() {
      return key.publicKey().bytes();
    }

    @Override
    public byte[] sign(byte[] message) {
      return key.sign(message);
    }
  }
}
