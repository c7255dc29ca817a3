package dev.cometj.execution.abci.call;

import dev.cometj.chain.abci.SnapshotConnection;
import dev.cometj.wire.abci.RequestApplySnapshotChunk;
import dev.cometj.wire.abci.RequestListSnapshots;
import dev.cometj.wire.abci.RequestLoadSnapshotChunk;
import dev.cometj.wire.abci.RequestOfferSnapshot;
import dev.cometj.wire.abci.ResponseApplySnapshotChunk;
import dev.cometj.wire.abci.ResponseListSnapshots;
import dev.cometj.wire.abci.ResponseLoadSnapshotChunk;
import dev.cometj.wire.abci.ResponseOfferSnapshot;
import java.util.concurrent.CompletionStage;

/// The snapshot connection over a caller.
///
/// @param caller the connection
public record CallerSnapshot(Caller caller) implements SnapshotConnection {
  @Override
  public CompletionStage<ResponseListSnapshots> listSnapshots(RequestListSnapshots request) {
    return caller.call(AbciMethod.LIST_SNAPSHOTS, request);
  }

  @Override
  public CompletionStage<ResponseOfferSnapshot> offerSnapshot(RequestOfferSnapshot request) {
    return caller.call(AbciMethod.OFFER_SNAPSHOT, request);
  }

  @Override
  public CompletionStage<ResponseLoadSnapshotChunk> loadSnapshotChunk(
      RequestLoadSnapshotChunk request) {
    return caller.call(AbciMethod.LOAD_SNAPSHOT_CHUNK, request);
  }

  @Override
  public CompletionStage<ResponseApplySnapshotChunk> applySnapshotChunk(
      RequestApplySnapshotChunk request) {
    return caller.call(AbciMethod.APPLY_SNAPSHOT_CHUNK, request);
  }
}
