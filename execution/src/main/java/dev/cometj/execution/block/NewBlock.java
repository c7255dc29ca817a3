package dev.cometj.execution.block;

import dev.cometj.chain.Block;
import dev.cometj.chain.Commit;
import dev.cometj.chain.Data;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.Header;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Tx;
import dev.cometj.chain.service.BlockExecutionException;
import dev.cometj.chain.service.BlockExecutionException.Reason;
import dev.cometj.chain.service.State;
import dev.cometj.chain.validators.InvalidCommitException;
import dev.cometj.chain.validators.MedianTime;
import dev.cometj.crypto.Bytes;
import java.util.List;

/// A block that follows a state. Realises `State.MakeBlock` of `state/state.go`.
///
/// @param height its height
/// @param lastCommit the votes for the block before
/// @param evidence its evidence
/// @param proposer the address of who proposes it
record NewBlock(long height, Commit lastCommit, EvidenceList evidence, Bytes proposer) {

  Block of(List<Tx> txs, State state) {
    Header header =
        new Header(
            state.version(),
            state.chainId(),
            height,
            time(state),
            state.lastBlockId(),
            Bytes.EMPTY,
            Bytes.EMPTY,
            state.validators().hash(),
            state.nextValidators().hash(),
            state.consensusParams().hash(),
            state.appHash(),
            state.lastResultsHash(),
            Bytes.EMPTY,
            proposer);
    return Block.of(header, new Data(txs), evidence, lastCommit);
  }

  private Timestamp time(State state) {
    if (height == state.initialHeight()) {
      return state.lastBlockTime();
    }
    try {
      return MedianTime.of(lastCommit, state.lastValidators());
    } catch (InvalidCommitException e) {
      throw new BlockExecutionException(
          Reason.COMMIT_MISMATCH, "the last commit has no median time: " + e.getMessage(), e);
    }
  }
}
