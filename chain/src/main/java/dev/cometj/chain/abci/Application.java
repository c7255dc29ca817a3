package dev.cometj.chain.abci;

import com.google.protobuf.ByteString;
import dev.cometj.wire.abci.ExecTxResult;
import dev.cometj.wire.abci.RequestApplySnapshotChunk;
import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.RequestCommit;
import dev.cometj.wire.abci.RequestEcho;
import dev.cometj.wire.abci.RequestExtendVote;
import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.RequestInitChain;
import dev.cometj.wire.abci.RequestListSnapshots;
import dev.cometj.wire.abci.RequestLoadSnapshotChunk;
import dev.cometj.wire.abci.RequestOfferSnapshot;
import dev.cometj.wire.abci.RequestPrepareProposal;
import dev.cometj.wire.abci.RequestProcessProposal;
import dev.cometj.wire.abci.RequestQuery;
import dev.cometj.wire.abci.RequestVerifyVoteExtension;
import dev.cometj.wire.abci.ResponseApplySnapshotChunk;
import dev.cometj.wire.abci.ResponseCheckTx;
import dev.cometj.wire.abci.ResponseCommit;
import dev.cometj.wire.abci.ResponseEcho;
import dev.cometj.wire.abci.ResponseExtendVote;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import dev.cometj.wire.abci.ResponseInfo;
import dev.cometj.wire.abci.ResponseInitChain;
import dev.cometj.wire.abci.ResponseListSnapshots;
import dev.cometj.wire.abci.ResponseLoadSnapshotChunk;
import dev.cometj.wire.abci.ResponseOfferSnapshot;
import dev.cometj.wire.abci.ResponsePrepareProposal;
import dev.cometj.wire.abci.ResponseProcessProposal;
import dev.cometj.wire.abci.ResponseQuery;
import dev.cometj.wire.abci.ResponseVerifyVoteExtension;

/// A replicated application: a deterministic state machine that the node drives. Go's `Application` of
/// `abci/types/application.go`; the defaults here are those of its `BaseApplication`.
///
/// Threading: calls come from threads that may block, one call at a time unless the application asked for one lock for
/// each connection, and each sees the memory effects of the one before. A call that throws has failed: on the
/// consensus connection the node stops, elsewhere the caller learns of it. The calls that decide on blocks must give
/// every node the same answer for the same calls before.
///
/// @implSpec every method has a default, so that an application implements only what it cares for: all transactions
///     are good, every proposal is accepted, nothing is remembered, and there are no snapshots.
public interface Application extends AutoCloseable {
  /// The code of a good transaction; every other code is an error.
  int CODE_OK = 0;

  /// Answer with the same text; what a connection is tried with.
  ///
  /// @param request the text
  /// @return the text
  default ResponseEcho echo(RequestEcho request) {
    return ResponseEcho.newBuilder().setMessageBytes(request.getMessageBytes()).build();
  }

  /// Tell the application's version and the last block it has committed. The node replays what is missing, and calls
  /// [#initChain] if the height is 0.
  ///
  /// @param request the node's versions
  /// @return the state the application is in
  default ResponseInfo info(RequestInfo request) {
    return ResponseInfo.getDefaultInstance();
  }

  /// Read the application's state.
  ///
  /// @param request path and data, in the application's own language
  /// @return what was found
  default ResponseQuery query(RequestQuery request) {
    return ResponseQuery.getDefaultInstance();
  }

  /// Tell whether [#checkTx] neither blocks nor takes long. Then, in the process of the node, it is called on whatever
  /// thread asks, if no other call is under way, which saves the change of threads for each transaction.
  ///
  /// @return always the same
  default boolean checksAtOnce() {
    return false;
  }

  /// Decide whether a transaction may wait in the mempool, or still may after a block.
  ///
  /// @param request the transaction
  /// @return code 0 if it may
  default ResponseCheckTx checkTx(RequestCheckTx request) {
    return ResponseCheckTx.getDefaultInstance();
  }

  /// Begin the chain, once.
  ///
  /// @param request the genesis
  /// @return the first state's hash, and changes to parameters and validators
  default ResponseInitChain initChain(RequestInitChain request) {
    return ResponseInitChain.getDefaultInstance();
  }

  /// Choose and order the transactions of the block that this node proposes.
  ///
  /// @param request the candidates and how many bytes they may have
  /// @return the block's transactions
  /// @implSpec keeps the candidates in order as long as they fit
  default ResponsePrepareProposal prepareProposal(RequestPrepareProposal request) {
    ResponsePrepareProposal.Builder response = ResponsePrepareProposal.newBuilder();
    long total = 0;
    for (ByteString transaction : request.getTxsList()) {
      total += transaction.size();
      if (total > request.getMaxTxBytes()) {
        break;
      }
      response.addTxs(transaction);
    }
    return response.build();
  }

  /// Accept or reject a block that was proposed. It must accept what a correct proposer's [#prepareProposal] gave.
  ///
  /// @param request the block
  /// @return the verdict
  default ResponseProcessProposal processProposal(RequestProcessProposal request) {
    return ResponseProcessProposal.newBuilder()
        .setStatus(ResponseProcessProposal.ProposalStatus.ACCEPT)
        .build();
  }

  /// Give the data that this validator attaches to its precommit. Need not be deterministic.
  ///
  /// @param request the block that is precommitted
  /// @return the extension
  default ResponseExtendVote extendVote(RequestExtendVote request) {
    return ResponseExtendVote.getDefaultInstance();
  }

  /// Accept or reject another validator's extension.
  ///
  /// @param request the extension
  /// @return the verdict
  default ResponseVerifyVoteExtension verifyVoteExtension(RequestVerifyVoteExtension request) {
    return ResponseVerifyVoteExtension.newBuilder()
        .setStatus(ResponseVerifyVoteExtension.VerifyStatus.ACCEPT)
        .build();
  }

  /// Execute a decided block. Nothing may be made durable before [#commit].
  ///
  /// @param request the block
  /// @return a result for each transaction, the new state's hash, and changes to parameters and validators
  default ResponseFinalizeBlock finalizeBlock(RequestFinalizeBlock request) {
    ResponseFinalizeBlock.Builder response = ResponseFinalizeBlock.newBuilder();
    for (int i = 0; i < request.getTxsCount(); i++) {
      response.addTxResults(ExecTxResult.getDefaultInstance());
    }
    return response.build();
  }

  /// Keep the state of the block that was executed.
  ///
  /// @param request nothing
  /// @return below which height the node may forget blocks; 0 to keep all
  default ResponseCommit commit(RequestCommit request) {
    return ResponseCommit.getDefaultInstance();
  }

  /// List the snapshots that other nodes may fetch.
  ///
  /// @param request nothing
  /// @return the snapshots
  default ResponseListSnapshots listSnapshots(RequestListSnapshots request) {
    return ResponseListSnapshots.getDefaultInstance();
  }

  /// Decide whether to restore a snapshot that peers offer.
  ///
  /// @param request the snapshot, and the trusted hash of the state at its height
  /// @return the verdict
  default ResponseOfferSnapshot offerSnapshot(RequestOfferSnapshot request) {
    return ResponseOfferSnapshot.getDefaultInstance();
  }

  /// Give a chunk of an own snapshot.
  ///
  /// @param request which one
  /// @return the chunk
  default ResponseLoadSnapshotChunk loadSnapshotChunk(RequestLoadSnapshotChunk request) {
    return ResponseLoadSnapshotChunk.getDefaultInstance();
  }

  /// Take a chunk of the snapshot that is being restored.
  ///
  /// @param request the chunk and who sent it
  /// @return whether to go on
  default ResponseApplySnapshotChunk applySnapshotChunk(RequestApplySnapshotChunk request) {
    return ResponseApplySnapshotChunk.getDefaultInstance();
  }

  /// Release what the application holds. Called once, after the last call.
  @Override
  default void close() {}
}
