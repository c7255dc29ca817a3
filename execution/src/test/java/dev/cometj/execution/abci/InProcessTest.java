package dev.cometj.execution.abci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.cometj.chain.abci.AbciException;
import dev.cometj.chain.abci.AbciException.Reason;
import dev.cometj.chain.abci.Application;
import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.RequestPrepareProposal;
import dev.cometj.wire.abci.RequestProcessProposal;
import dev.cometj.wire.abci.ResponseCheckTx;
import dev.cometj.wire.abci.ResponseInfo;
import dev.cometj.wire.abci.ResponseProcessProposal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class InProcessTest {
  private final List<String> closed = new ArrayList<>();

  private final Application failing =
      new Application() {
        @Override
        public ResponseCheckTx checkTx(RequestCheckTx request) {
          throw new StackOverflowError("deep");
        }

        @Override
        public ResponseInfo info(RequestInfo request) {
          return ResponseInfo.newBuilder().setLastBlockHeight(7).build();
        }

        @Override
        public void close() {
          closed.add("closed");
        }
      };

  @Test
  void aCallThatThrowsFailsAloneAndTyped() {
    var connections = ApplicationConnections.inProcess(failing, Runnable::run);
    var answer =
        connections.mempool().checkTx(RequestCheckTx.getDefaultInstance()).toCompletableFuture();
    assertThatThrownBy(answer::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            AbciException.class, e -> assertThat(e.reason()).isEqualTo(Reason.APPLICATION_FAILED))
        .hasMessageContaining("CHECK_TX")
        .hasRootCauseInstanceOf(StackOverflowError.class);
    assertThat(
            connections
                .query()
                .info(RequestInfo.getDefaultInstance())
                .toCompletableFuture()
                .join()
                .getLastBlockHeight())
        .isEqualTo(7);
    assertThat(connections.lost().toCompletableFuture()).isNotDone();
  }

  @Test
  void theApplicationIsClosedOnceAndNotCalledAfterwards() {
    var connections = ApplicationConnections.inProcess(failing, Runnable::run);
    connections.close();
    connections.close();
    assertThat(closed).containsExactly("closed");
    assertThat(connections.query().info(RequestInfo.getDefaultInstance()).toCompletableFuture())
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("stopped");
  }

  @Test
  void anApplicationThatOverridesNothingIsTheOriginalsBaseApplication() {
    var noop = ApplicationConnections.inProcess(new Application() {}, Runnable::run).consensus();
    var candidates =
        RequestPrepareProposal.newBuilder()
            .setMaxTxBytes(5)
            .addTxs(ByteString.copyFromUtf8("abc"))
            .addTxs(ByteString.copyFromUtf8("de"))
            .addTxs(ByteString.copyFromUtf8("f"))
            .build();
    assertThat(noop.prepareProposal(candidates).toCompletableFuture().join().getTxsCount())
        .isEqualTo(2);
    assertThat(
            noop.processProposal(RequestProcessProposal.getDefaultInstance())
                .toCompletableFuture()
                .join()
                .getStatus())
        .isEqualTo(ResponseProcessProposal.ProposalStatus.ACCEPT);
    var block = RequestFinalizeBlock.newBuilder().addTxs(ByteString.EMPTY).build();
    assertThat(noop.finalizeBlock(block).toCompletableFuture().join().getTxResultsCount())
        .isEqualTo(1);
  }
}
