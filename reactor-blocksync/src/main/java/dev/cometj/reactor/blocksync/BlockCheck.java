package dev.cometj.reactor.blocksync;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.PartSet;
import dev.cometj.chain.validators.CommitClaim;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.chain.validators.InvalidCommitException;
import dev.cometj.chain.validators.InvalidCommitException.Fault;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.reactor.blocksync.pool.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One block checked against the commit in the next one: the part of block sync that costs, and needs nothing but values.
/// Run on any thread.
///
/// @param chainId the chain's name
/// @param validators who should have signed
/// @param first the block
/// @param second the block after it
record BlockCheck(String chainId, ValidatorSet validators, Delivery first, Delivery second) {
  /// What came of a check.
  sealed interface Result {
    /// The block is the one that the validators committed.
    ///
    /// @param parts the block's parts, of the bytes that came
    /// @param id its id
    record Good(PartSet parts, BlockId id) implements Result {}

    /// It is not, or nothing shows it.
    ///
    /// @param culprit what came from the peer that is to blame
    /// @param why what is wrong
    record Bad(Delivery culprit, String why) implements Result {}
  }

  /// Check some blocks. Their signatures are checked together, which costs much less than each block by itself.
  ///
  /// @param checks the blocks, of one chain
  /// @param verifier used by this thread alone
  /// @return what came of each
  static List<Result> run(List<BlockCheck> checks, CommitVerifier verifier) {
    List<PartSet> parts = new ArrayList<>();
    List<CommitClaim> claims = new ArrayList<>();
    for (BlockCheck check : checks) {
      Block block = check.first.block();
      PartSet cut = block.toPartSet();
      BlockId id = new BlockId(block.hash(), cut.header());
      parts.add(cut);
      claims.add(
          new CommitClaim(check.validators, id, block.height(), check.second.block().lastCommit()));
    }
    var faults = verifier.verifyEach(checks.getFirst().chainId, claims);
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      var good = new Result.Good(parts.get(i), claims.get(i).blockId());
      results.add(checks.get(i).result(faults.get(i), good, verifier));
    }
    return results;
  }

  private Result result(
      Optional<InvalidCommitException> fault, Result.Good good, CommitVerifier verifier) {
    if (fault.isPresent()) {
      return new Result.Bad(culprit(fault.get(), verifier), "commit: " + fault.get().getMessage());
    }
    Optional<ExtendedCommit> extended = first.extendedCommit();
    if (extended.isPresent()) {
      try {
        verifier.verifyExtended(
            chainId, validators, good.id(), first.block().height(), extended.get());
      } catch (InvalidCommitException e) {
        return new Result.Bad(first, "extended commit: " + e.getMessage());
      }
    }
    return good;
  }

  /// A commit that is good, but for another block, shows that the block is forged. Any other bad commit is the fault of
  /// who sent it, because no honest node has a block with such a one. The original stops both peers.
  private Delivery culprit(InvalidCommitException bad, CommitVerifier verifier) {
    if (bad.fault() != Fault.BLOCK_ID) {
      return second;
    }
    Commit commit = second.block().lastCommit();
    try {
      verifier.verify(chainId, validators, commit.blockId(), first.block().height(), commit);
      return first;
    } catch (InvalidCommitException e) {
      return second;
    }
  }
}
