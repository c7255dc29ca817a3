package dev.cometj.execution.abci.call;

import dev.cometj.chain.abci.QueryConnection;
import dev.cometj.wire.abci.RequestEcho;
import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.RequestQuery;
import dev.cometj.wire.abci.ResponseEcho;
import dev.cometj.wire.abci.ResponseInfo;
import dev.cometj.wire.abci.ResponseQuery;
import java.util.concurrent.CompletionStage;

/// The query connection over a caller.
///
/// @param caller the connection
public record CallerQuery(Caller caller) implements QueryConnection {
  @Override
  public CompletionStage<ResponseEcho> echo(String message) {
    return caller.call(AbciMethod.ECHO, RequestEcho.newBuilder().setMessage(message).build());
  }

  @Override
  public CompletionStage<ResponseInfo> info(RequestInfo request) {
    return caller.call(AbciMethod.INFO, request);
  }

  @Override
  public CompletionStage<ResponseQuery> query(RequestQuery request) {
    return caller.call(AbciMethod.QUERY, request);
  }
}
