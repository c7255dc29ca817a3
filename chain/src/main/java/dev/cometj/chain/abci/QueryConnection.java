package dev.cometj.chain.abci;

import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.RequestQuery;
import dev.cometj.wire.abci.ResponseEcho;
import dev.cometj.wire.abci.ResponseInfo;
import dev.cometj.wire.abci.ResponseQuery;
import java.util.concurrent.CompletionStage;

/// The query connection; Go's `AppConnQuery`. Order, threads and failures are those of [ConsensusConnection].
public interface QueryConnection {
  /// Try the connection.
  ///
  /// @param message any text
  /// @return a stage with the same text
  CompletionStage<ResponseEcho> echo(String message);

  /// Ask for the application's version and last block.
  ///
  /// @param request the node's versions
  /// @return a stage with the application's state
  CompletionStage<ResponseInfo> info(RequestInfo request);

  /// Read the application's state.
  ///
  /// @param request path and data
  /// @return a stage with what was found
  CompletionStage<ResponseQuery> query(RequestQuery request);
}
