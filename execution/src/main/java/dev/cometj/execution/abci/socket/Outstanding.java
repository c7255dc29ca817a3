package dev.cometj.execution.abci.socket;

import dev.cometj.chain.abci.AbciException;
import dev.cometj.execution.abci.call.AbciMethod;
import dev.cometj.wire.abci.Request;
import dev.cometj.wire.abci.Response;
import java.util.concurrent.CompletableFuture;

/// A request that waits to be sent or answered.
///
/// @param <R> the response
/// @param method what is called
/// @param message the request's message
/// @param answer gets the response
record Outstanding<R>(AbciMethod<?, R> method, Request message, CompletableFuture<R> answer) {
  static <Q, R> Outstanding<R> of(AbciMethod<Q, R> method, Q request) {
    return new Outstanding<>(method, method.encode(request), new CompletableFuture<>());
  }

  /// Take the response if it answers this request.
  ///
  /// @return false if it does not
  boolean take(Response response) {
    if (response.getValueCase() != method.answer()) {
      return false;
    }
    answer.complete(method.responseOf().apply(response));
    return true;
  }

  void fail(AbciException failure) {
    answer.completeExceptionally(failure);
  }
}
