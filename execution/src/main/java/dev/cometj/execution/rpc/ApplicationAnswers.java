package dev.cometj.execution.rpc;

import com.google.protobuf.ByteString;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.ChainException;
import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.json.AbciJson;
import dev.cometj.chain.json.JsonObject;
import dev.cometj.chain.service.State;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.spi.RpcRoutes.Arguments;
import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.RequestQuery;
import dev.cometj.wire.abci.ResponseCheckTx;
import dev.cometj.wire.abci.ResponseInfo;
import dev.cometj.wire.abci.ResponseQuery;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// What the application is asked on behalf of clients; `rpc/core/abci.go`, and `check_tx` of `rpc/core/mempool.go`.
final class ApplicationAnswers {
  private static final RequestInfo INFO =
      RequestInfo.newBuilder()
          .setVersion(State.SOFTWARE)
          .setBlockVersion(BlockVersion.BLOCK_PROTOCOL)
          .setP2PVersion(ProtocolVersions.P2P)
          .setAbciVersion("2.0.0")
          .build();

  private ApplicationAnswers() {}

  static String info(ChainSources chain, Arguments arguments) {
    ResponseInfo info = await(of(chain).query().info(INFO));
    return JsonObject.of(out -> out.object("response", member -> AbciJson.write(member, info)));
  }

  static String query(ChainSources chain, Arguments arguments) {
    RequestQuery query =
        RequestQuery.newBuilder()
            .setPath(arguments.text("path").orElse(""))
            .setData(ByteString.copyFrom(arguments.bytes("data")))
            .setHeight(arguments.number("height").orElse(0))
            .setProve(arguments.flag("prove"))
            .build();
    ResponseQuery found = await(of(chain).query().query(query));
    return JsonObject.of(out -> out.object("response", member -> AbciJson.write(member, found)));
  }

  static String checkTx(ChainSources chain, Arguments arguments) {
    RequestCheckTx check =
        RequestCheckTx.newBuilder().setTx(ByteString.copyFrom(arguments.bytes("tx"))).build();
    ResponseCheckTx verdict = await(of(chain).mempool().checkTx(check));
    return JsonObject.of(out -> AbciJson.write(out, verdict));
  }

  private static AppConnections of(ChainSources chain) {
    return chain
        .application()
        .orElseThrow(() -> new ChainException("this node has no application"));
  }

  /// Waits in the request's own thread, as long as the application takes.
  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ChainException failure ? failure : e;
    }
  }
}
