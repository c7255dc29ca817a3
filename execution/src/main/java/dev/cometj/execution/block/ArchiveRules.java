package dev.cometj.execution.block;

import dev.cometj.chain.Block;
import dev.cometj.chain.Header;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.service.BlockRule;
import dev.cometj.chain.service.InvalidBlockException;
import dev.cometj.chain.service.State;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.chain.validators.InvalidCommitException;

/// The rules of [BlockValidation] that can be checked without an application. What only an application can say - the hashes
/// of its state, of results and of parameters, and who votes next - stands in a header that the validators signed, and
/// is believed for that. So is the time: which median it is depends on the version of the network's nodes.
///
/// @param verifier checks the last commit
record ArchiveRules(CommitVerifier verifier) {

  void check(State state, Block block, boolean checksLastCommit) throws InvalidBlockException {
    try {
      block.validate();
    } catch (InvalidChainDataException e) {
      throw new InvalidBlockException(BlockRule.FORM, String.valueOf(e.getMessage()), e);
    }
    Header header = block.header();
    same(BlockRule.CHAIN_ID, state.chainId(), header.chainId());
    same(BlockRule.HEIGHT, state.nextHeight(), header.height());
    same(BlockRule.LAST_BLOCK_ID, state.lastBlockId(), header.lastBlockId());
    same(BlockRule.VALIDATORS_HASH, state.validators().hash(), header.validatorsHash());
    if (state.validators().indexOf(header.proposerAddress()) < 0) {
      throw broken(BlockRule.PROPOSER, header.proposerAddress() + " is no validator");
    }
    if (block.height() == state.initialHeight()) {
      same(BlockRule.INITIAL_COMMIT, 0, block.lastCommit().size());
      same(BlockRule.GENESIS_TIME, state.lastBlockTime(), header.time());
      return;
    }
    if (!header.time().isAfter(state.lastBlockTime())) {
      throw broken(BlockRule.TIME_ORDER, header.time() + " is not after the last block's");
    }
    if (checksLastCommit) {
      checkLastCommit(state, block);
    }
  }

  private void checkLastCommit(State state, Block block) throws InvalidBlockException {
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

  private static void same(BlockRule rule, Object expected, Object actual)
      throws InvalidBlockException {
    if (!expected.equals(actual)) {
      throw broken(rule, "expected %s, not %s".formatted(expected, actual));
    }
  }

  private static InvalidBlockException broken(BlockRule rule, String message) {
    return new InvalidBlockException(rule, message, null);
  }
}
