package dev.cometj.chain.abci;

import java.util.concurrent.CompletionStage;

/// The service that joins a node to its application: four logical connections, as Go's `AppConns` of
/// `proxy/multi_app_conn.go`. Usable from any thread.
///
/// A connection over a socket is made when the first call needs it. Calls that come before it stands wait for it; an
/// application that is not there yet is tried again, for as long as the node runs.
public interface AppConnections {
  /// Give the connection that decides on and executes blocks.
  ///
  /// @return the connection
  ConsensusConnection consensus();

  /// Give the connection that checks transactions.
  ///
  /// @return the connection
  MempoolConnection mempool();

  /// Give the connection that reads state.
  ///
  /// @return the connection
  QueryConnection query();

  /// Give the connection that makes and restores snapshots.
  ///
  /// @return the connection
  SnapshotConnection snapshot();

  /// Learn of the application's end. Without its application a node cannot go on: it stops with the failure's message
  /// as its one line.
  ///
  /// @return a stage with the first failure that ended a connection, on any thread; it never ends if the connections
  ///     are closed by the node
  CompletionStage<AbciException> lost();
}
