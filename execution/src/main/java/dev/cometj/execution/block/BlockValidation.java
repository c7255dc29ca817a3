package dev.cometj.execution.block;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.Header;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.service.BlockRule;
import dev.cometj.chain.service.InvalidBlockException;
import dev.cometj.chain.service.State;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.chain.validators.InvalidCommitException;
import dev.cometj.chain.validators.MedianTime;
import java.time.Duration;
import java.time.InstantSource;

/// Checks a block against the state that it follows: the rules of [BlockRule] in their order, but for the last, which is
/// the evidence pool's. Realises `validateBlock` of `state/validation.go`.
///
/// Safe for any thread if clock and verifier are; takes milliseconds for the signatures of the last commit.
///
/// @param verifier checks the last commit
/// @param clock the wall clock
/// @param tolerance how far a block's time may be ahead of the clock; zero for any distance
public record BlockValidation(CommitVerifier verifier, InstantSource clock, Duration tolerance) {

  /// Checks a block.
  ///
  /// @param checksLastCommit whether the signatures of the last commit are checked too
  /// @throws InvalidBlockException if a rule is broken
  void check(State state, Block block, boolean checksLastCommit) throws InvalidBlockException {
    try {
      block.validate();
    } catch (InvalidChainDataException e) {
      throw new InvalidBlockException(BlockRule.FORM, String.valueOf(e.getMessage()), e);
    }
    Header header = block.header();
    same(BlockRule.VERSION, state.version(), header.version());
    same(BlockRule.CHAIN_ID, state.chainId(), header.chainId());
    checkHeight(state, header.height());
    same(BlockRule.LAST_BLOCK_ID, state.lastBlockId(), header.lastBlockId());
    same(BlockRule.APP_HASH, state.appHash(), header.appHash());
    same(BlockRule.CONSENSUS_HASH, state.consensusParams().hash(), header.consensusHash());
    same(BlockRule.LAST_RESULTS_HASH, state.lastResultsHash(), header.lastResultsHash());
    same(BlockRule.VALIDATORS_HASH, state.validators().hash(), header.validatorsHash());
    same(
        BlockRule.NEXT_VALIDATORS_HASH, state.nextValidators().hash(), header.nextValidatorsHash());
    checkLastCommit(state, block, checksLastCommit);
    // Which round it was first proposed in is not known, so any validator may be the proposer.
    // That its address has 20 bytes is a rule of the header's own.
    check(
        state.validators().indexOf(header.proposerAddress()) >= 0,
        BlockRule.PROPOSER,
        header.proposerAddress() + " is no validator");
    checkTime(state, block);
    long most = state.consensusParams().evidence().maxBytes();
    long size = block.evidence().encodedSize();
    check(size <= most, BlockRule.EVIDENCE_SIZE, size + " bytes of evidence, more than " + most);
  }

  private static void checkHeight(State state, long height) throws InvalidBlockException {
    same(
        state.lastBlockHeight() == 0 ? BlockRule.INITIAL_HEIGHT : BlockRule.HEIGHT,
        state.nextHeight(),
        height);
  }

  private void checkLastCommit(State state, Block block, boolean checksSignatures)
      throws InvalidBlockException {
    if (block.height() == state.initialHeight()) {
      check(
          block.lastCommit().size() == 0,
          BlockRule.INITIAL_COMMIT,
          "the first block has a last commit of " + block.lastCommit().size() + " entries");
    } else if (checksSignatures) {
      try {
        verifier.verify(
            state.chainId(),
            state.lastValidators(),
            state.lastBlockId(),
            block.height() - 1,
            block.lastCommit());
      } catch (InvalidCommitException e) {
        throw new InvalidBlockException(BlockRule.LAST_COMMIT, String.valueOf(e.getMessage()), e);
      }
    }
  }

  private void checkTime(State state, Block block) throws InvalidBlockException {
    Timestamp time = block.header().time();
    if (tolerance.isPositive()) {
      check(
          time.toInstant().isBefore(clock.instant().plus(tolerance)),
          BlockRule.CLOCK,
          "%s is more than %s ahead of this node's clock".formatted(time, tolerance));
    }
    check(
        block.height() >= state.initialHeight(),
        BlockRule.BELOW_INITIAL_HEIGHT,
        "%d is below %d".formatted(block.height(), state.initialHeight()));
    if (block.height() == state.initialHeight()) {
      same(BlockRule.GENESIS_TIME, state.lastBlockTime(), time);
      return;
    }
    check(
        time.isAfter(state.lastBlockTime()),
        BlockRule.TIME_ORDER,
        "%s is not after the last block's %s".formatted(time, state.lastBlockTime()));
    Timestamp median;
    try {
      median = MedianTime.of(block.lastCommit(), state.lastValidators());
    } catch (InvalidCommitException e) {
      throw new InvalidBlockException(BlockRule.MEDIAN_TIME, String.valueOf(e.getMessage()), e);
    }
    same(BlockRule.MEDIAN_TIME, median, time);
  }

  private static void same(BlockRule rule, Object expected, Object actual)
      throws InvalidBlockException {
    if (!expected.equals(actual)) {
      throw new InvalidBlockException(
          rule, "expected %s, not %s".formatted(shown(expected), shown(actual)), null);
    }
  }

  private static Object shown(Object value) {
    return value instanceof BlockVersion(long protocol, long app)
        ? Long.toUnsignedString(protocol) + "/" + Long.toUnsignedString(app)
        : value;
  }

  private static void check(boolean holds, BlockRule rule, String message)
      throws InvalidBlockException {
    if (!holds) {
      throw new InvalidBlockException(rule, message, null);
    }
  }
}
