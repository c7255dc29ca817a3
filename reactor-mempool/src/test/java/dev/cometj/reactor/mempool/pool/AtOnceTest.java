package dev.cometj.reactor.mempool.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.Tx;
import dev.cometj.chain.abci.MempoolConnection;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.testkit.reactor.RecordingMetrics;
import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.ResponseCheckTx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AtOnceTest {
  /// More than a line holds, and than may be asked at once.
  private static final int FLOOD = 2 * Intake.SOURCE_TXS;

  private final RecordingMetrics metrics = new RecordingMetrics();
  private final LaterMailbox mailbox = new LaterMailbox();
  private final ListMempool pool =
      new ListMempool(
          new PoolSettings(true, Duration.ofSeconds(1), FLOOD, 1 << 30, FLOOD, false, 100),
          mailbox,
          metrics);

  /// A mailbox whose one event is under way, so that others wait.
  private static final class LaterMailbox implements Mailbox {
    private final Queue<Runnable> events = new ArrayDeque<>();

    @Override
    public void execute(Runnable event) {
      events.add(event);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable event) {
      return () -> {};
    }

    @Override
    public boolean isCurrent() {
      return true;
    }

    @Override
    public void close() {}
  }

  private record Quick() implements MempoolConnection {
    @Override
    public CompletionStage<ResponseCheckTx> checkTx(RequestCheckTx request) {
      return CompletableFuture.completedStage(ResponseCheckTx.getDefaultInstance());
    }

    @Override
    public CompletionStage<Void> flush() {
      return CompletableFuture.completedStage(null);
    }
  }

  @Test
  @DisplayName("answers that come at once do not wait behind what a peer has sent meanwhile")
  void noneIsLost() {
    pool.start(new Quick());
    TxSource peer = TxSource.ofPeer("peer", (char) 1);
    for (int i = 0; i < FLOOD; i++) {
      byte[] content = ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
      pool.offer(HashedTx.of(new Tx(Bytes.wrap(content))), peer, null);
      pool.goOn();
    }
    assertThat(pool.count().txs()).isEqualTo(FLOOD);
    assertThat(metrics.value("mempool_rejected_txs")).isZero();
    assertThat(metrics.value("mempool_tx_size_bytes_count")).isEqualTo(FLOOD);
    assertThat(metrics.value("mempool_tx_size_bytes_sum")).isEqualTo(4 * FLOOD);
  }
}
