package dev.cometj.execution.block;

import dev.cometj.chain.Block;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.ExtendedCommitSig;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.params.AbciParams;
import dev.cometj.chain.service.BlockExecutionException;
import dev.cometj.chain.service.BlockExecutionException.Reason;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.wire.abci.CommitInfo;
import dev.cometj.wire.abci.ExtendedCommitInfo;
import dev.cometj.wire.abci.ExtendedVoteInfo;
import dev.cometj.wire.abci.VoteInfo;
import dev.cometj.wire.types.BlockIDFlag;

/// Who voted for the block before, as the application gets it. Realises `BuildLastCommitInfo` and
/// `BuildExtendedCommitInfo` of `state/execution.go`.
///
/// @param store where the validators of the height before are
record CommitInfos(StateStore store) {

  /// Reads the validators and says which of them voted. The original advances their queue by all the rounds since they
  /// were kept whole, only to tell addresses and powers.
  ///
  /// @return nothing for the first block, which has no last commit
  CommitInfo lastCommit(Block block, long initialHeight) {
    return block.height() == initialHeight
        ? CommitInfo.getDefaultInstance()
        : lastCommit(block.lastCommit(), validators(block.height() - 1));
  }

  /// Says who of the validators voted for the block before.
  ///
  /// @param before the state that the block follows
  /// @return nothing for the first block, which has no last commit
  static CommitInfo lastCommit(Block block, State before) {
    return before.lastBlockHeight() == 0
        ? CommitInfo.getDefaultInstance()
        : lastCommit(block.lastCommit(), before.lastValidators());
  }

  private static CommitInfo lastCommit(Commit commit, ValidatorSet validators) {
    checkSize(validators, commit.height(), commit.size());
    CommitInfo.Builder info = CommitInfo.newBuilder().setRound(commit.round());
    for (int i = 0; i < commit.size(); i++) {
      info.addVotes(
          VoteInfo.newBuilder()
              .setValidator(AbciValues.wire(validators.get(i)))
              .setBlockIdFlag(flag(commit.signatures().get(i))));
    }
    return info.build();
  }

  /// Reads the validators and says which of them voted, and with which extensions.
  ///
  /// @return nothing below the initial height
  ExtendedCommitInfo extended(ExtendedCommit commit, long initialHeight, AbciParams params) {
    if (commit.height() < initialHeight) {
      return ExtendedCommitInfo.getDefaultInstance();
    }
    ValidatorSet validators = validators(commit.height());
    checkSize(validators, commit.height(), commit.size());
    boolean areEnabled = params.areVoteExtensionsEnabled(commit.height());
    ExtendedCommitInfo.Builder info = ExtendedCommitInfo.newBuilder().setRound(commit.round());
    for (int i = 0; i < commit.size(); i++) {
      Validator validator = validators.get(i);
      ExtendedCommitSig entry = commit.signatures().get(i);
      check(entry, validator, areEnabled, i);
      info.addVotes(
          ExtendedVoteInfo.newBuilder()
              .setValidator(AbciValues.wire(validator))
              .setBlockIdFlag(flag(entry.commitSig()))
              .setVoteExtension(AbciValues.wire(entry.extension()))
              .setExtensionSignature(AbciValues.wire(entry.extensionSignature())));
    }
    return info.build();
  }

  private static void check(
      ExtendedCommitSig entry, Validator validator, boolean areEnabled, int index) {
    if (!entry.commitSig().isAbsent()
        && !entry.commitSig().validatorAddress().equals(validator.address())) {
      throw new BlockExecutionException(
          Reason.COMMIT_MISMATCH,
          "entry %d of the last commit is of %s, but the validator is %s"
              .formatted(index, entry.commitSig().validatorAddress(), validator.address()),
          null);
    }
    try {
      entry.ensureExtension(areEnabled);
    } catch (InvalidChainDataException e) {
      throw new BlockExecutionException(
          Reason.COMMIT_MISMATCH, "entry " + index + " of the last commit: " + e.getMessage(), e);
    }
  }

  private ValidatorSet validators(long height) {
    return store
        .voters(height)
        .orElseThrow(() ->
            new BlockExecutionException(
                Reason.MISSING_VALIDATORS,
                "the validators of height " + height + " are not in the state store",
                null));
  }

  private static void checkSize(ValidatorSet validators, long height, int entries) {
    if (validators.size() != entries) {
      throw new BlockExecutionException(
          Reason.COMMIT_MISMATCH,
          "the commit of height %d has %d entries for %d validators"
              .formatted(height, entries, validators.size()),
          null);
    }
  }

  private static BlockIDFlag flag(CommitSig entry) {
    return switch (entry.flag()) {
      case ABSENT -> BlockIDFlag.BLOCK_ID_FLAG_ABSENT;
      case COMMIT -> BlockIDFlag.BLOCK_ID_FLAG_COMMIT;
      case NIL -> BlockIDFlag.BLOCK_ID_FLAG_NIL;
    };
  }
}
