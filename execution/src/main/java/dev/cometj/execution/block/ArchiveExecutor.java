package dev.cometj.execution.block;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.Header;
import dev.cometj.chain.Vote;
import dev.cometj.chain.params.BlockParams;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.service.BlockExecutor;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.StateStore;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Takes blocks into an archive, in place of an application that executes them. The chain of trust is that of a light
/// client: the genesis names the first validators, the validators of a height sign its block, and the block's header
/// states the hash of the validators of the next height. Where that hash is another one than before, the set is asked of
/// a [ValidatorSource]; a block is not valid, and is not stored, before the validators after it are known.
///
/// What only an application could compute is not computed: the states that are made here have neither its hash nor that
/// of results, their validators take turns as if they had just been chosen, and their parameters are those of the genesis
/// without a limit for the size of blocks. So no application can go on from an archive's states. An application that
/// enables vote extensions after the genesis is not followed.
public final class ArchiveExecutor implements BlockExecutor {
  private final ArchiveRules rules;
  private final StateStore states;
  private final ValidatorSource source;
  private final Executor computation;

  /// What was asked for before a block was saved and is needed again after.
  private volatile @Nullable ValidatorSet newest;

  /// Make the executor.
  ///
  /// @param verifier checks the last commit of the first block
  /// @param states where states go
  /// @param source knows validators
  /// @param computation where blocks are checked
  public ArchiveExecutor(
      CommitVerifier verifier, StateStore states, ValidatorSource source, Executor computation) {
    this.rules = new ArchiveRules(verifier);
    this.states = states;
    this.source = source;
    this.computation = computation;
  }

  /// The state before the first block, from which an archive goes on.
  ///
  /// @param genesis the state of the genesis
  /// @return the same with parameters that let blocks of any size come
  public static State first(State genesis) {
    ConsensusParams known = genesis.consensusParams();
    return genesis.withConsensusParams(
        new ConsensusParams(
            new BlockParams(-1, known.block().maxGas()),
            known.evidence(),
            known.validator(),
            known.version(),
            known.abci()));
  }

  @Override
  public CompletionStage<Void> validateBlock(State state, Block block) {
    return check(state, block, true);
  }

  @Override
  public CompletionStage<Void> validateBlockWithoutLastCommit(State state, Block block) {
    return check(state, block, false);
  }

  private CompletionStage<Void> check(State state, Block block, boolean checksLastCommit) {
    return Steps.unwrapped(
        Steps.on(
                computation,
                () -> {
                  rules.check(state, block, checksLastCommit);
                  return block.header();
                })
            .thenCompose(header -> successors(state, header))
            .thenAccept(_ -> {}));
  }

  private CompletionStage<ValidatorSet> successors(State state, Header header) {
    Bytes hash = header.nextValidatorsHash();
    if (hash.equals(state.validators().hash())) {
      return CompletableFuture.completedStage(state.validators());
    }
    ValidatorSet found = newest;
    if (found != null && hash.equals(found.hash())) {
      return CompletableFuture.completedStage(found);
    }
    return source
        .find(header.height() + 1, hash)
        .thenApply(set -> {
          newest = set;
          return set;
        });
  }

  @Override
  public CompletionStage<State> applyVerifiedBlock(State state, BlockId blockId, Block block) {
    return Steps.unwrapped(
        successors(state, block.header())
            .thenCompose(next -> {
              boolean isChange = !next.equals(state.validators());
              State after = after(state, blockId, block.header(), next, isChange);
              // The set of the next height was only supposed to be the same, and is stored so.
              return (isChange ? states.bootstrap(after) : states.save(after))
                  .thenApply(_ -> after);
            }));
  }

  private static State after(
      State state, BlockId blockId, Header header, ValidatorSet next, boolean isChange) {
    return new State(
        header.version(),
        state.software(),
        state.chainId(),
        state.initialHeight(),
        header.height(),
        blockId,
        header.time(),
        next,
        next,
        state.validators(),
        isChange ? header.height() + 2 : state.lastHeightValidatorsChanged(),
        state.consensusParams(),
        state.lastHeightConsensusParamsChanged(),
        Bytes.EMPTY,
        Bytes.EMPTY);
  }

  @Override
  public CompletionStage<Block> createProposalBlock(
      long height, State state, ExtendedCommit lastCommit, Bytes proposer) {
    return unable();
  }

  @Override
  public CompletionStage<Boolean> processProposal(Block block, State state) {
    return unable();
  }

  @Override
  public CompletionStage<Bytes> extendVote(Vote vote, Block block, State state) {
    return unable();
  }

  @Override
  public CompletionStage<Boolean> verifyVoteExtension(Vote vote) {
    return unable();
  }

  private static <T> CompletionStage<T> unable() {
    return CompletableFuture.failedStage(
        new UnsupportedOperationException("an archive has no application, and no validator"));
  }
}
