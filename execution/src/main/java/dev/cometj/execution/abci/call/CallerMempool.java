package dev.cometj.execution.abci.call;

import dev.cometj.chain.abci.MempoolConnection;
import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.RequestFlush;
import dev.cometj.wire.abci.ResponseCheckTx;
import java.util.concurrent.CompletionStage;

/// The mempool connection over a caller.
///
/// @param caller the connection
public record CallerMempool(Caller caller) implements MempoolConnection {
  @Override
  public CompletionStage<ResponseCheckTx> checkTx(RequestCheckTx request) {
    return caller.call(AbciMethod.CHECK_TX, request);
  }

  @Override
  public CompletionStage<Void> flush() {
    // The answer itself says nothing; that it has come says everything.
    return Stages.map(caller.call(AbciMethod.FLUSH, RequestFlush.getDefaultInstance()));
  }
}
