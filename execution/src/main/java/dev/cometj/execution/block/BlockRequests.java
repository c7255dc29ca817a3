package dev.cometj.execution.block;

import dev.cometj.chain.Block;
import dev.cometj.chain.Header;
import dev.cometj.wire.abci.CommitInfo;
import dev.cometj.wire.abci.RequestExtendVote;
import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.RequestProcessProposal;

/// What the application is told about a block, each time that it is asked about it.
final class BlockRequests {
  private BlockRequests() {}

  static RequestProcessProposal processProposal(Block block, CommitInfo lastCommit) {
    Header header = block.header();
    return RequestProcessProposal.newBuilder()
        .addAllTxs(AbciValues.wire(block.data()))
        .setProposedLastCommit(lastCommit)
        .addAllMisbehavior(AbciValues.misbehavior(block.evidence()))
        .setHash(AbciValues.wire(block.hash()))
        .setHeight(header.height())
        .setTime(AbciValues.wire(header.time()))
        .setNextValidatorsHash(AbciValues.wire(header.nextValidatorsHash()))
        .setProposerAddress(AbciValues.wire(header.proposerAddress()))
        .build();
  }

  static RequestExtendVote extendVote(Block block, CommitInfo lastCommit) {
    Header header = block.header();
    return RequestExtendVote.newBuilder()
        .setHash(AbciValues.wire(block.hash()))
        .setHeight(header.height())
        .setTime(AbciValues.wire(header.time()))
        .addAllTxs(AbciValues.wire(block.data()))
        .setProposedLastCommit(lastCommit)
        .addAllMisbehavior(AbciValues.misbehavior(block.evidence()))
        .setNextValidatorsHash(AbciValues.wire(header.nextValidatorsHash()))
        .setProposerAddress(AbciValues.wire(header.proposerAddress()))
        .build();
  }

  static RequestFinalizeBlock finalizeBlock(Block block, CommitInfo lastCommit) {
    Header header = block.header();
    return RequestFinalizeBlock.newBuilder()
        .addAllTxs(AbciValues.wire(block.data()))
        .setDecidedLastCommit(lastCommit)
        .addAllMisbehavior(AbciValues.misbehavior(block.evidence()))
        .setHash(AbciValues.wire(block.hash()))
        .setHeight(header.height())
        .setTime(AbciValues.wire(header.time()))
        .setNextValidatorsHash(AbciValues.wire(header.nextValidatorsHash()))
        .setProposerAddress(AbciValues.wire(header.proposerAddress()))
        .build();
  }
}
