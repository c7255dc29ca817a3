package dev.cometj.execution.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.Data;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.Header;
import dev.cometj.chain.PartSetHeader;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.params.EvidenceParams;
import dev.cometj.chain.service.BlockRule;
import dev.cometj.chain.service.InvalidBlockException;
import dev.cometj.chain.service.State;
import dev.cometj.crypto.Bytes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class BlockValidationTest {
  private static final Bytes OTHER_HASH = Bytes.wrap(new byte[32]);

  private final TestChain chain = TestChain.of(2);
  private final Block good = chain.next("a=b");

  /// The header of the next block with one member spoiled, so that the rule is broken.
  private Header spoiled(Header h, BlockRule rule) {
    BlockVersion version = h.version();
    String chainId = h.chainId();
    long height = h.height();
    Timestamp time = h.time();
    BlockId lastBlockId = h.lastBlockId();
    Bytes dataHash = h.dataHash();
    Bytes validators = h.validatorsHash();
    Bytes nextValidators = h.nextValidatorsHash();
    Bytes consensus = h.consensusHash();
    Bytes app = h.appHash();
    Bytes results = h.lastResultsHash();
    Bytes proposer = h.proposerAddress();
    switch (rule) {
      case FORM -> dataHash = OTHER_HASH;
      case VERSION -> version = BlockVersion.of(version.app() + 1);
      case CHAIN_ID -> chainId = "other-chain";
      case HEIGHT -> height++;
      case LAST_BLOCK_ID -> lastBlockId = new BlockId(OTHER_HASH, new PartSetHeader(1, OTHER_HASH));
      case APP_HASH -> app = OTHER_HASH;
      case CONSENSUS_HASH -> consensus = OTHER_HASH;
      case LAST_RESULTS_HASH -> results = OTHER_HASH;
      case VALIDATORS_HASH -> validators = OTHER_HASH;
      case NEXT_VALIDATORS_HASH -> nextValidators = OTHER_HASH;
      case PROPOSER -> proposer = Bytes.wrap(new byte[20]);
      case TIME_ORDER -> time = chain.state.lastBlockTime();
      case MEDIAN_TIME -> time = time.plus(Duration.ofNanos(1));
      default -> throw new AssertionError("no member of the header for " + rule);
    }
    return new Header(
        version,
        chainId,
        height,
        time,
        lastBlockId,
        h.lastCommitHash(),
        dataHash,
        validators,
        nextValidators,
        consensus,
        app,
        results,
        h.evidenceHash(),
        proposer);
  }

  private static BlockRule broken(BlockValidation validation, State state, Block block) {
    return broken(validation, state, block, true);
  }

  private static BlockRule broken(
      BlockValidation validation, State state, Block block, boolean checksLastCommit) {
    InvalidBlockException failure =
        catchThrowableOfType(
            InvalidBlockException.class, () -> validation.check(state, block, checksLastCommit));
    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).isNotBlank().doesNotContain("\n");
    return failure.rule();
  }

  private BlockRule broken(Block block) {
    return broken(TestChain.validation(), chain.state, block);
  }

  private Block with(Header header, Commit lastCommit) {
    return Block.of(header, good.data(), good.evidence(), lastCommit);
  }

  @Test
  void theNextBlockIsGood() {
    assertThatCode(() -> TestChain.validation().check(chain.state, good, true))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {
        "FORM",
        "VERSION",
        "CHAIN_ID",
        "HEIGHT",
        "LAST_BLOCK_ID",
        "APP_HASH",
        "CONSENSUS_HASH",
        "LAST_RESULTS_HASH",
        "VALIDATORS_HASH",
        "NEXT_VALIDATORS_HASH",
        "PROPOSER",
        "TIME_ORDER",
        "MEDIAN_TIME"
      })
  void aBlockThatDoesNotFollowTheStateIsRefused(BlockRule rule) {
    assertThat(broken(with(spoiled(good.header(), rule), good.lastCommit()))).isEqualTo(rule);
  }

  @Test
  void ofSeveralBrokenRulesTheFirstCounts() {
    Header header = spoiled(spoiled(good.header(), BlockRule.MEDIAN_TIME), BlockRule.APP_HASH);
    assertThat(broken(with(header, good.lastCommit()))).isEqualTo(BlockRule.APP_HASH);
  }

  private Block withLastCommit(Commit lastCommit) {
    return new NewBlock(chain.state.nextHeight(), lastCommit, EvidenceList.EMPTY, chain.proposer())
        .of(TestChain.txs("a=b"), chain.state);
  }

  private Commit withEntry(int index, CommitSig entry) {
    List<CommitSig> entries = new ArrayList<>(chain.lastCommit.signatures());
    entries.set(index, entry);
    return new Commit(
        chain.lastCommit.height(), chain.lastCommit.round(), chain.lastCommit.blockId(), entries);
  }

  @Test
  void aLastCommitWithABadSignatureIsRefusedUnlessItWasCheckedElsewhere() {
    CommitSig entry = chain.lastCommit.signatures().get(1);
    Block block =
        withLastCommit(
            withEntry(
                1,
                new CommitSig(
                    entry.flag(),
                    entry.validatorAddress(),
                    entry.timestamp(),
                    Bytes.wrap(new byte[64]))));
    assertThat(broken(block)).isEqualTo(BlockRule.LAST_COMMIT);
    assertThatCode(() -> TestChain.validation().check(chain.state, block, false))
        .doesNotThrowAnyException();
  }

  @Test
  void aLastCommitOfTooFewIsRefused() {
    Commit commit = withEntry(0, CommitSig.ABSENT);
    List<CommitSig> entries = new ArrayList<>(commit.signatures());
    entries.set(3, CommitSig.ABSENT);
    Commit half = new Commit(commit.height(), commit.round(), commit.blockId(), entries);
    assertThat(broken(withLastCommit(half))).isEqualTo(BlockRule.LAST_COMMIT);
  }

  @Test
  @DisplayName("A17 whoever puts the address of another validator into the last commit is refused")
  void addressesThatAreNotThoseOfTheirIndex() {
    List<CommitSig> entries = new ArrayList<>(chain.lastCommit.signatures());
    CommitSig first = entries.get(0);
    CommitSig second = entries.get(1);
    entries.set(0, withAddress(first, second.validatorAddress()));
    entries.set(1, withAddress(second, first.validatorAddress()));
    Commit swapped =
        new Commit(
            chain.lastCommit.height(),
            chain.lastCommit.round(),
            chain.lastCommit.blockId(),
            entries);
    assertThat(broken(withLastCommit(swapped))).isEqualTo(BlockRule.LAST_COMMIT);
  }

  private static CommitSig withAddress(CommitSig entry, Bytes address) {
    return new CommitSig(entry.flag(), address, entry.timestamp(), entry.signature());
  }

  @Test
  @DisplayName("A18 the time of a vote for no block counts in the median, as in the original")
  void votesForNoBlockHaveTheirTime() {
    Timestamp late = chain.lastCommit.signatures().get(3).timestamp().plus(Duration.ofHours(1));
    Commit commit = withEntry(0, chain.entry(chain.lastCommit.height(), BlockId.NIL, 0, late));
    Block block = withLastCommit(commit);
    assertThat(block.header().time().isAfter(good.header().time())).isTrue();
    assertThatCode(() -> TestChain.validation().check(chain.state, block, true))
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName(
      "A40 every signature of the last commit is for its block or for none, also beyond two thirds")
  void aSignatureForAnotherBlock() {
    CommitSig last = chain.lastCommit.signatures().get(3);
    BlockId other = new BlockId(OTHER_HASH, new PartSetHeader(1, OTHER_HASH));
    Commit commit =
        withEntry(3, chain.entry(chain.lastCommit.height(), other, 3, last.timestamp()));
    assertThat(broken(withLastCommit(commit))).isEqualTo(BlockRule.LAST_COMMIT);
  }

  @Test
  @DisplayName("A17 an address of nobody in the last commit has no time")
  void aStrangerInTheLastCommitHasNoTime() {
    CommitSig entry = chain.lastCommit.signatures().get(2);
    Commit commit =
        withEntry(
            2,
            new CommitSig(
                entry.flag(), Bytes.wrap(new byte[20]), entry.timestamp(), entry.signature()));
    Header header = good.header();
    Block block =
        Block.of(
            new Header(
                header.version(),
                header.chainId(),
                header.height(),
                header.time(),
                header.lastBlockId(),
                commit.hash(),
                header.dataHash(),
                header.validatorsHash(),
                header.nextValidatorsHash(),
                header.consensusHash(),
                header.appHash(),
                header.lastResultsHash(),
                header.evidenceHash(),
                header.proposerAddress()),
            good.data(),
            good.evidence(),
            commit);
    assertThat(broken(TestChain.validation(), chain.state, block, false))
        .isEqualTo(BlockRule.MEDIAN_TIME);
  }

  @Test
  void aBlockAheadOfTheClockIsRefusedWhereThereIsATolerance() {
    InstantSource clock = InstantSource.fixed(good.header().time().toInstant().minusSeconds(5));
    var verifier = TestChain.validation().verifier();
    BlockValidation strict = new BlockValidation(verifier, clock, Duration.ofSeconds(5));
    BlockValidation patient = new BlockValidation(verifier, clock, Duration.ofSeconds(6));
    assertThat(broken(strict, chain.state, good)).isEqualTo(BlockRule.CLOCK);
    assertThatCode(() -> patient.check(chain.state, good, true)).doesNotThrowAnyException();
  }

  @Test
  void moreEvidenceThanTheParametersAllowIsRefused() {
    ConsensusParams params = chain.state.consensusParams();
    State strict =
        chain.state.withConsensusParams(
            new ConsensusParams(
                params.block(),
                new EvidenceParams(1, Duration.ofDays(1), -1),
                params.validator(),
                params.version(),
                params.abci()));
    assertThat(broken(TestChain.validation(), strict, good)).isEqualTo(BlockRule.EVIDENCE_SIZE);
  }

  @Test
  void theFirstBlockHasTheInitialHeightTheTimeOfTheGenesisAndNoLastCommit() {
    TestChain fresh = TestChain.of(10, 0);
    Block first = fresh.next();
    BlockValidation validation = TestChain.validation();
    assertThatCode(() -> validation.check(fresh.state, first, true)).doesNotThrowAnyException();
    Block late =
        Block.of(
            spoiled(first.header(), BlockRule.HEIGHT),
            Data.EMPTY,
            EvidenceList.EMPTY,
            Commit.EMPTY);
    assertThat(broken(validation, fresh.state, late)).isEqualTo(BlockRule.INITIAL_HEIGHT);
    Block odd =
        Block.of(
            spoiled(first.header(), BlockRule.MEDIAN_TIME),
            Data.EMPTY,
            EvidenceList.EMPTY,
            Commit.EMPTY);
    assertThat(broken(validation, fresh.state, odd)).isEqualTo(BlockRule.GENESIS_TIME);
    Block committed =
        new NewBlock(10, fresh.commit(first), EvidenceList.EMPTY, fresh.proposer())
            .of(List.of(), fresh.state);
    assertThat(broken(validation, fresh.state, committed)).isEqualTo(BlockRule.INITIAL_COMMIT);
  }
}
