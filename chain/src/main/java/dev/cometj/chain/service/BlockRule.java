package dev.cometj.chain.service;

/// The rules that a block keeps towards the state before it, in the order in which they are checked; those of Go's
/// `state/validation.go`.
public enum BlockRule {
  /// The block breaks a rule of its own: `Block.validate` of the chain module.
  FORM,
  /// The versions are those of the state.
  VERSION,
  /// The chain is that of the state.
  CHAIN_ID,
  /// The first block has the initial height.
  INITIAL_HEIGHT,
  /// Another block has the next height.
  HEIGHT,
  /// The block before is the last one of the state.
  LAST_BLOCK_ID,
  /// The application's hash is that after the last block.
  APP_HASH,
  /// The hash of the parameters is that of the state's.
  CONSENSUS_HASH,
  /// The hash of the results is that of the last block's.
  LAST_RESULTS_HASH,
  /// The validators are those of the state.
  VALIDATORS_HASH,
  /// The next validators are those of the state.
  NEXT_VALIDATORS_HASH,
  /// The first block has no last commit.
  INITIAL_COMMIT,
  /// More than two thirds of the last validators signed the last commit, and all signatures are good.
  LAST_COMMIT,
  /// The proposer is one of the validators.
  PROPOSER,
  /// The time is not too far ahead of this node's clock, where a tolerance is set.
  CLOCK,
  /// The time is after that of the last block.
  TIME_ORDER,
  /// The time is the median of the last commit's times.
  MEDIAN_TIME,
  /// The first block has the time of the genesis.
  GENESIS_TIME,
  /// The height is not below the initial one.
  BELOW_INITIAL_HEIGHT,
  /// The evidence is not larger than the parameters allow.
  EVIDENCE_SIZE,
  /// The evidence is true, new and not too old, by the word of the evidence pool.
  EVIDENCE
}
