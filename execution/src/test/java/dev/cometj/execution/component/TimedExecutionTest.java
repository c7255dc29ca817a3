package dev.cometj.execution.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.abci.ConsensusConnection;
import dev.cometj.p2p.testkit.reactor.RecordingMetrics;
import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TimedExecutionTest {
  private final CompletableFuture<ResponseFinalizeBlock> answer = new CompletableFuture<>();
  private final AtomicLong now = new AtomicLong(5);
  private final RecordingMetrics metrics = new RecordingMetrics();

  private final ConsensusConnection application =
      (ConsensusConnection)
          Proxy.newProxyInstance(
              ConsensusConnection.class.getClassLoader(),
              new Class<?>[] {ConsensusConnection.class},
              (_, method, _) -> {
                assertThat(method.getName()).isEqualTo("finalizeBlock");
                return answer;
              });

  @Test
  @DisplayName("the time of each block is from the question to the answer, in milliseconds")
  void time() {
    var given =
        TimedExecution.of(application, metrics, now::get)
            .finalizeBlock(RequestFinalizeBlock.getDefaultInstance());
    now.addAndGet(2_500_000);
    assertThat(metrics.value("state_block_processing_time_count")).isZero();
    answer.complete(ResponseFinalizeBlock.getDefaultInstance());

    assertThat(given.toCompletableFuture()).isCompletedWithValue(answer.join());
    assertThat(metrics.value("state_block_processing_time_count")).isEqualTo(1);
    assertThat(metrics.value("state_block_processing_time_sum")).isEqualTo(2.5);
  }
}
