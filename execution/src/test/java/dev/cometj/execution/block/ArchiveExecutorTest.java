package dev.cometj.execution.block;

import static dev.cometj.execution.block.TestChain.failure;
import static dev.cometj.execution.block.TestChain.get;
import static dev.cometj.execution.block.TestChain.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;
import dev.cometj.chain.Header;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.service.BlockExecutionException;
import dev.cometj.chain.service.BlockExecutionException.Reason;
import dev.cometj.chain.service.BlockRule;
import dev.cometj.chain.service.InvalidBlockException;
import dev.cometj.chain.service.State;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519KeyCache;
import dev.cometj.execution.store.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
    "An archive takes blocks without an application, by the signatures of validators alone")
final class ArchiveExecutorTest {
  private static final int CHANGE = 4;

  private final TestChain chain = TestChain.of(0);
  private final List<Block> blocks = new ArrayList<>();
  private final Map<Long, ValidatorSet> validators = new HashMap<>();
  private final List<Long> asked = new ArrayList<>();
  private final Stores stores = Stores.inMemory();
  private State state = ArchiveExecutor.first(TestChain.genesisState(chain.genesis));

  ArchiveExecutorTest() {
    String key =
        Base64.getEncoder()
            .encodeToString(chain.genesis.validators().getFirst().publicKey().bytes());
    for (int height = 1; height <= 10; height++) {
      validators.put((long) height, chain.state.validators());
      blocks.add(chain.grow(height == CHANGE ? "val=ed25519!" + key + "!25" : "k" + height + "=v"));
    }
    get(stores.states().save(state));
  }

  private ArchiveExecutor archive(ValidatorSource source) {
    CommitVerifier verifier =
        new CommitVerifier(new Random(1), TestChain.INLINE, 1, new Ed25519KeyCache(16));
    return new ArchiveExecutor(verifier, stores.states(), source, TestChain.INLINE);
  }

  private CompletionStage<ValidatorSet> honest(long height, Bytes hash) {
    asked.add(height);
    ValidatorSet set = validators.get(height);
    assertThat(set.hash()).isEqualTo(hash);
    return CompletableFuture.completedStage(set);
  }

  private static CompletionStage<ValidatorSet> nobody(long height, Bytes hash) {
    return CompletableFuture.failedStage(
        new BlockExecutionException(Reason.MISSING_VALIDATORS, "nobody has them", null));
  }

  private void take(ArchiveExecutor archive, int from, int to) {
    for (Block block : blocks.subList(from - 1, to)) {
      get(archive.validateBlock(state, block));
      state = get(archive.applyVerifiedBlock(state, id(block), block));
    }
  }

  @Test
  @DisplayName("it asks for validators only where they change, and stores those of each height")
  void follows() {
    take(archive(this::honest), 1, 10);
    // What block 4 changes counts from height 6 on, and block 5 says so.
    assertThat(asked).containsExactly(CHANGE + 2L);
    assertThat(state.lastBlockHeight()).isEqualTo(10);
    for (Block block : blocks) {
      assertThat(stores.states().validators(block.height()).orElseThrow().hash())
          .as("height %d", block.height())
          .isEqualTo(block.header().validatorsHash());
    }
    assertThat(stores.states().load().orElseThrow()).isEqualTo(state);
  }

  @Test
  @DisplayName("without them the block before the change is not valid, and says why")
  void stops() {
    ArchiveExecutor archive = archive(ArchiveExecutorTest::nobody);
    take(archive, 1, CHANGE);
    Throwable failure = failure(archive.validateBlock(state, blocks.get(CHANGE)));
    assertThat(failure).isInstanceOf(BlockExecutionException.class).hasMessage("nobody has them");
    assertThat(stores.states().load().orElseThrow().lastBlockHeight()).isEqualTo(CHANGE);
  }

  @Test
  @DisplayName("a block that was saved before its state was is taken once more")
  void goesOn() {
    take(archive(this::honest), 1, CHANGE);
    // As after a kill: nothing was validated in this process.
    Block block = blocks.get(CHANGE);
    state = get(archive(this::honest).applyVerifiedBlock(state, id(block), block));
    take(archive(ArchiveExecutorTest::nobody), CHANGE + 2, 10);
    assertThat(asked).containsExactly(CHANGE + 2L);
  }

  private void assertRefused(BlockRule rule, Block block) {
    assertThat(failure(archive(this::honest).validateBlock(state, block)))
        .isInstanceOfSatisfying(
            InvalidBlockException.class, fault -> assertThat(fault.rule()).isEqualTo(rule));
  }

  private static Block changed(Block block, UnaryOperator<Header> change) {
    return Block.of(
        change.apply(block.header()), block.data(), block.evidence(), block.lastCommit());
  }

  private static Header with(
      Header header, String chain, Timestamp time, BlockId last, Bytes validators, Bytes proposer) {
    return new Header(
        header.version(),
        chain,
        header.height(),
        time,
        last,
        header.lastCommitHash(),
        header.dataHash(),
        validators,
        header.nextValidatorsHash(),
        header.consensusHash(),
        header.appHash(),
        header.lastResultsHash(),
        header.evidenceHash(),
        proposer);
  }

  @Test
  @DisplayName("what needs no application is checked")
  void rules() {
    take(archive(this::honest), 1, 2);
    Block next = blocks.get(2);
    Header header = next.header();
    Bytes other = Bytes.wrap(new byte[32]);
    Bytes stranger = Bytes.wrap(new byte[20]);
    Timestamp past = state.lastBlockTime().plus(Duration.ofSeconds(-1));
    BlockId last = header.lastBlockId();
    Bytes hash = header.validatorsHash();
    Bytes proposer = header.proposerAddress();
    String name = header.chainId();
    assertRefused(BlockRule.HEIGHT, blocks.get(3));
    assertRefused(
        BlockRule.CHAIN_ID, changed(next, h -> with(h, "else", h.time(), last, hash, proposer)));
    assertRefused(
        BlockRule.LAST_BLOCK_ID,
        changed(next, h -> with(h, name, h.time(), id(blocks.get(0)), hash, proposer)));
    assertRefused(
        BlockRule.VALIDATORS_HASH,
        changed(next, h -> with(h, name, h.time(), last, other, proposer)));
    assertRefused(
        BlockRule.PROPOSER, changed(next, h -> with(h, name, h.time(), last, hash, stranger)));
    assertRefused(
        BlockRule.TIME_ORDER, changed(next, h -> with(h, name, past, last, hash, proposer)));
    Commit forged = new Commit(2, 0, last, blocks.get(3).lastCommit().signatures());
    assertRefused(
        BlockRule.LAST_COMMIT,
        Block.of(
            new Header(
                header.version(),
                name,
                3,
                header.time(),
                last,
                Bytes.EMPTY,
                header.dataHash(),
                hash,
                header.nextValidatorsHash(),
                header.consensusHash(),
                header.appHash(),
                header.lastResultsHash(),
                header.evidenceHash(),
                proposer),
            next.data(),
            next.evidence(),
            forged));
  }
}
