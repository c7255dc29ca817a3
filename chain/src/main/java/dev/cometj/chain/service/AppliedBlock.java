package dev.cometj.chain.service;

import dev.cometj.chain.Block;
import dev.cometj.chain.BlockId;
import dev.cometj.chain.validators.Validator;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.util.List;

/// A block that was executed. Of it follow the original's events NewBlock, NewBlockHeader, NewBlockEvents, NewEvidence
/// for each piece, Tx for each transaction, and ValidatorSetUpdates if there are any, in this order
/// (`fireEvents` of `state/execution.go`).
///
/// @param block the block
/// @param blockId its id
/// @param response what the application made of it
/// @param validatorUpdates the validators that change, with their new power
public record AppliedBlock(
    Block block,
    BlockId blockId,
    ResponseFinalizeBlock response,
    List<Validator> validatorUpdates) {
  /// Copies the list.
  public AppliedBlock {
    validatorUpdates = List.copyOf(validatorUpdates);
  }
}
