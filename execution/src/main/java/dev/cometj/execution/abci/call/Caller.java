package dev.cometj.execution.abci.call;

import java.util.concurrent.CompletionStage;

/// One connection to an application, whichever way it is joined.
public interface Caller {
  /// Call the application. Returns at once; calls are served in the order in which they were made.
  ///
  /// @param <Q> the request
  /// @param <R> the response
  /// @param method what to call
  /// @param request the request
  /// @return a stage with the response, which fails with an [dev.cometj.chain.abci.AbciException] only; on any thread
  <Q, R> CompletionStage<R> call(AbciMethod<Q, R> method, Q request);
}
