package dev.cometj.chain.abci;

import dev.cometj.wire.abci.RequestApplySnapshotChunk;
import dev.cometj.wire.abci.RequestListSnapshots;
import dev.cometj.wire.abci.RequestLoadSnapshotChunk;
import dev.cometj.wire.abci.RequestOfferSnapshot;
import dev.cometj.wire.abci.ResponseApplySnapshotChunk;
import dev.cometj.wire.abci.ResponseListSnapshots;
import dev.cometj.wire.abci.ResponseLoadSnapshotChunk;
import dev.cometj.wire.abci.ResponseOfferSnapshot;
import java.util.concurrent.CompletionStage;

/// The state sync connection; Go's `AppConnSnapshot`. Order, threads and failures are those of [ConsensusConnection].
public interface SnapshotConnection {
  /// Ask for the application's own snapshots.
  ///
  /// @param request nothing
  /// @return a stage with the snapshots
  CompletionStage<ResponseListSnapshots> listSnapshots(RequestListSnapshots request);

  /// Offer a snapshot of a peer.
  ///
  /// @param request the snapshot
  /// @return a stage with the verdict
  CompletionStage<ResponseOfferSnapshot> offerSnapshot(RequestOfferSnapshot request);

  /// Ask for a chunk of an own snapshot.
  ///
  /// @param request which one
  /// @return a stage with the chunk
  CompletionStage<ResponseLoadSnapshotChunk> loadSnapshotChunk(RequestLoadSnapshotChunk request);

  /// Hand a chunk of a peer over.
  ///
  /// @param request the chunk
  /// @return a stage with the verdict
  CompletionStage<ResponseApplySnapshotChunk> applySnapshotChunk(RequestApplySnapshotChunk request);
}
