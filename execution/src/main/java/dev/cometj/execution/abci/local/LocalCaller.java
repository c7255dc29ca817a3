package dev.cometj.execution.abci.local;

import dev.cometj.chain.abci.AbciException;
import dev.cometj.execution.abci.call.AbciMethod;
import dev.cometj.execution.abci.call.Caller;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/// A connection to an application in this process; Go's `abci/client/local_client.go`. A call that throws fails alone:
/// who made it decides what comes of that.
///
/// @param application whom to call
/// @param turns when to call it
/// @param lane which connection this is
/// @param isClosed whether the node has closed the connections
public record LocalCaller(
    OpenedOnce application, ApplicationTurns turns, Lane lane, AtomicBoolean isClosed)
    implements Caller {

  @Override
  public <Q, R> CompletionStage<R> call(AbciMethod<Q, R> method, Q request) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    Runnable turn = () -> answer(method, request, answer);
    if (lane == Lane.MEMPOOL && application.checksAtOnce()) {
      turns.takeAtOnce(lane, turn);
    } else {
      turns.take(lane, turn);
    }
    return answer;
  }

  private <Q, R> void answer(AbciMethod<Q, R> method, Q request, CompletableFuture<R> answer) {
    if (isClosed.get()) {
      answer.completeExceptionally(
          new AbciException(AbciException.Reason.CLOSED, "the node has stopped", null));
      return;
    }
    R response;
    try {
      response = method.invoke().apply(application.application(), request);
    } catch (Throwable e) { // whatever an application throws, Errors included, is its failure alone
      answer.completeExceptionally(
          new AbciException(
              AbciException.Reason.APPLICATION_FAILED,
              "the application failed in %s: %s".formatted(method, e),
              e));
      return;
    }
    answer.complete(response);
  }
}
