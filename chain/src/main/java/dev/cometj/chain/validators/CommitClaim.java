package dev.cometj.chain.validators;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;

/// A commit and what it has to show: that validators signed for a block. What `VerifyCommit` of `types/validation.go` is
/// given.
///
/// @param validators the validators of the height
/// @param blockId the block
/// @param height the height
/// @param commit the commit
public record CommitClaim(ValidatorSet validators, BlockId blockId, long height, Commit commit) {}
