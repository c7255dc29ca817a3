package dev.cometj.execution.abci.call;

import dev.cometj.wire.abci.Request;
import dev.cometj.wire.abci.Response;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import dev.cometj.wire.abci.ValidatorUpdate;
import dev.cometj.wire.decode.AlwaysWritten;

/// Fills in the members that the original always writes, and walks only those messages which have such members: the
/// results of ten thousand transactions have none.
public final class WholeMessages {
  private WholeMessages() {}

  /// Complete a request.
  ///
  /// @param request the message
  /// @return the message as the original would write it, and reads it
  public static Request complete(Request request) {
    return switch (request.getValueCase()) {
      case INIT_CHAIN, PREPARE_PROPOSAL, PROCESS_PROPOSAL, EXTEND_VOTE, FINALIZE_BLOCK ->
          AlwaysWritten.complete(request);
      case ECHO,
          FLUSH,
          INFO,
          QUERY,
          CHECK_TX,
          COMMIT,
          LIST_SNAPSHOTS,
          OFFER_SNAPSHOT,
          LOAD_SNAPSHOT_CHUNK,
          APPLY_SNAPSHOT_CHUNK,
          VERIFY_VOTE_EXTENSION,
          VALUE_NOT_SET ->
          request;
    };
  }

  /// Complete a response.
  ///
  /// @param response the message
  /// @return the message as the original would write it
  public static Response complete(Response response) {
    if (response.hasInitChain()) {
      return AlwaysWritten.complete(response);
    }
    if (response.hasFinalizeBlock() && mayLack(response.getFinalizeBlock())) {
      Response.Builder builder = response.toBuilder();
      ResponseFinalizeBlock.Builder block = builder.getFinalizeBlockBuilder();
      for (ValidatorUpdate.Builder update : block.getValidatorUpdatesBuilderList()) {
        AlwaysWritten.fill(update);
      }
      if (block.hasConsensusParamUpdates()) {
        AlwaysWritten.fill(block.getConsensusParamUpdatesBuilder());
      }
      return builder.build();
    }
    return response;
  }

  private static boolean mayLack(ResponseFinalizeBlock block) {
    return block.getValidatorUpdatesCount() > 0 || block.hasConsensusParamUpdates();
  }
}
