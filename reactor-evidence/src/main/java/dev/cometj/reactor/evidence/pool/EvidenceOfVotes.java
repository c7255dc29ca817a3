package dev.cometj.reactor.evidence.pool;

import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.reactor.evidence.pool.ConflictingVotes.Pair;
import java.util.Optional;

/// Makes evidence of two votes once their height is decided: `processConsensusBuffer` of Go's `evidence/pool.go`.
final class EvidenceOfVotes {
  private final BlockStore blocks;
  private final StateStore states;

  EvidenceOfVotes(BlockStore blocks, StateStore states) {
    this.blocks = blocks;
    this.states = states;
  }

  /// Of votes on the last block.
  static Optional<DuplicateVoteEvidence> ofLastBlock(Pair pair, State state) {
    return make(pair, state.lastValidators(), state.lastBlockTime());
  }

  /// Of votes on an older block; it reads the stores.
  ///
  /// @throws dev.cometj.chain.service.StoreException if they cannot be read
  Optional<DuplicateVoteEvidence> ofOlderBlock(Pair pair) {
    Optional<BlockMeta> meta = blocks.meta(pair.height());
    Optional<ValidatorSet> validators = states.validators(pair.height());
    return meta.isEmpty() || validators.isEmpty()
        ? Optional.empty()
        : make(pair, validators.get(), meta.get().header().time());
  }

  private static Optional<DuplicateVoteEvidence> make(
      Pair pair, ValidatorSet validators, Timestamp blockTime) {
    int index = validators.indexOf(pair.validator());
    if (index < 0) {
      return Optional.empty();
    }
    DuplicateVoteEvidence evidence =
        DuplicateVoteEvidence.of(
            pair.one(),
            pair.other(),
            validators.totalVotingPower(),
            validators.get(index).votingPower(),
            blockTime);
    try {
      evidence.validate();
      return Optional.of(evidence);
    } catch (InvalidChainDataException _) {
      return Optional.empty();
    }
  }
}
