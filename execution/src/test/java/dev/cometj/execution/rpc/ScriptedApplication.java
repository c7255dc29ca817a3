package dev.cometj.execution.rpc;

import com.google.protobuf.ByteString;
import dev.cometj.chain.abci.AbciException;
import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.abci.ConsensusConnection;
import dev.cometj.chain.abci.MempoolConnection;
import dev.cometj.chain.abci.QueryConnection;
import dev.cometj.chain.abci.SnapshotConnection;
import dev.cometj.wire.abci.Event;
import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.RequestQuery;
import dev.cometj.wire.abci.ResponseCheckTx;
import dev.cometj.wire.abci.ResponseEcho;
import dev.cometj.wire.abci.ResponseInfo;
import dev.cometj.wire.abci.ResponseQuery;
import dev.cometj.wire.crypto.ProofOp;
import dev.cometj.wire.crypto.ProofOps;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The application of the Go program that wrote the golden answers.
final class ScriptedApplication implements AppConnections, QueryConnection, MempoolConnection {
  private static ByteString bytes(int... values) {
    byte[] all = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      all[i] = (byte) values[i];
    }
    return ByteString.copyFrom(all);
  }

  @Override
  public CompletionStage<ResponseInfo> info(RequestInfo request) {
    return CompletableFuture.completedStage(
        ResponseInfo.newBuilder()
            .setData("{\"size\":<1>}")
            .setVersion("v")
            .setAppVersion(Long.MIN_VALUE)
            .setLastBlockHeight(8)
            .setLastBlockAppHash(bytes(1, 2, 3))
            .build());
  }

  @Override
  public CompletionStage<ResponseQuery> query(RequestQuery request) {
    return switch (request.getPath()) {
      case "/fail" ->
          CompletableFuture.failedStage(
              new AbciException(
                  AbciException.Reason.APPLICATION_FAILED, "the application failed", null));
      case "/proof" ->
          CompletableFuture.completedStage(
              ResponseQuery.newBuilder()
                  .setCode(3)
                  .setLog("log")
                  .setInfo("info")
                  .setIndex(-1)
                  .setKey(request.getData())
                  .setValue(bytes(0xff))
                  .setProofOps(
                      ProofOps.newBuilder()
                          .addOps(
                              ProofOp.newBuilder()
                                  .setType("t")
                                  .setKey(ByteString.copyFromUtf8("k"))
                                  .setData(ByteString.copyFromUtf8("d")))
                          .addOps(ProofOp.getDefaultInstance()))
                  .setHeight(request.getHeight())
                  .setCodespace(Boolean.toString(request.getProve()))
                  .build());
      default ->
          CompletableFuture.completedStage(
              ResponseQuery.newBuilder()
                  .setHeight(request.getHeight())
                  .setLog(request.getPath())
                  .build());
    };
  }

  @Override
  public CompletionStage<ResponseCheckTx> checkTx(RequestCheckTx request) {
    ResponseCheckTx.Builder verdict = ResponseCheckTx.newBuilder().setGasWanted(1);
    if (request.getTx().startsWith(ByteString.copyFromUtf8("x"))) {
      verdict
          .setCode(5)
          .setData(bytes(9))
          .setLog("bad")
          .setInfo("i")
          .setGasUsed(2)
          .addEvents(Event.newBuilder().setType("e"))
          .setCodespace("space");
    }
    return CompletableFuture.completedStage(verdict.build());
  }

  @Override
  public QueryConnection query() {
    return this;
  }

  @Override
  public MempoolConnection mempool() {
    return this;
  }

  @Override
  public CompletionStage<ResponseEcho> echo(String message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> flush() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ConsensusConnection consensus() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SnapshotConnection snapshot() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<AbciException> lost() {
    return new CompletableFuture<>();
  }
}
