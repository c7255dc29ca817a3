package dev.cometj.reactor.mempool;

import static dev.cometj.reactor.mempool.MempoolBench.committed;
import static dev.cometj.reactor.mempool.MempoolBench.isEnded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.abci.AbciException;
import dev.cometj.chain.service.CommittedTxs;
import dev.cometj.chain.service.TxIntake.Submission;
import dev.cometj.chain.service.TxRefusedException.Reason;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Transactions are checked and taken")
final class IntakeTest {
  private final MempoolBench bench = MempoolBench.node();

  @Test
  @DisplayName("the application is asked once, and the client gets its verdict")
  void taken() {
    bench.start();
    Submission submission = bench.submit("a");
    assertThat(isEnded(submission.accepted())).isTrue();
    assertThat(bench.verdict(submission).getCode()).isZero();
    assertThat(bench.application.asked).containsExactly("new:a");
    assertThat(bench.waiting()).containsExactly("a");
    assertThat(bench.waitingTxs().count().txs()).isEqualTo(1);
    assertThat(bench.waitingTxs().count().bytes()).isEqualTo(1);
  }

  @Test
  @DisplayName("a client may go on before the verdict, and is told it later")
  void acceptedBeforeVerdict() {
    bench.start();
    bench.application.hold();
    Submission submission = bench.submit("a");
    assertThat(isEnded(submission.accepted())).isTrue();
    assertThat(isEnded(submission.verdict())).isFalse();
    bench.application.release();
    bench.settle();
    assertThat(bench.verdict(submission).getCode()).isZero();
  }

  @Test
  @DisplayName("what the application refuses does not wait; it may be sent again")
  void refusedByTheApplication() {
    bench.start();
    bench.application.refuse("a");
    assertThat(bench.verdict(bench.submit("a")).getCode()).isEqualTo(1);
    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.meter("failed_txs")).isEqualTo(1);
    bench.application.accept("a");
    assertThat(bench.verdict(bench.submit("a")).getCode()).isZero();
    assertThat(bench.application.asked).containsExactly("new:a", "new:a");
  }

  @Test
  @DisplayName("keep-invalid-txs-in-cache: what the application refused is not asked again")
  void keepsInvalid() {
    bench.with("mempool.keep-invalid-txs-in-cache", true).start();
    bench.application.refuse("a");
    assertThat(bench.verdict(bench.submit("a")).getCode()).isEqualTo(1);
    assertThat(bench.refused("a")).isEqualTo(Reason.ALREADY_SEEN);
    assertThat(bench.application.asked).containsExactly("new:a");
  }

  @Test
  @DisplayName("a transaction that was seen is refused in the original's words")
  void alreadySeen() {
    bench.start().take("a");
    Submission again = bench.submit("a");
    assertThat(bench.refusal(again)).hasMessage("tx already exists in cache");
    assertThat(bench.application.asked).containsExactly("new:a");
  }

  @Test
  @DisplayName("A30 without a cache, too, a transaction is in the list once and leaves it")
  void withoutCache() {
    bench.with("mempool.cache_size", 0).start().take("a");
    assertThat(bench.refused("a")).isEqualTo(Reason.ALREADY_SEEN);
    assertThat(bench.waiting()).containsExactly("a");
    bench.commit(1, "a");
    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.waitingTxs().count().bytes()).isZero();
    bench.take("a");
    assertThat(bench.waiting()).containsExactly("a");
  }

  @Test
  @DisplayName("A30 a transaction that comes again while it is being checked is checked once")
  void againWhileChecked() {
    bench.start();
    bench.application.hold();
    Submission first = bench.submit("a");
    assertThat(bench.refused("a")).isEqualTo(Reason.ALREADY_SEEN);
    bench.application.release();
    bench.settle();
    assertThat(bench.verdict(first).getCode()).isZero();
    assertThat(bench.waiting()).containsExactly("a");
  }

  @Test
  @DisplayName("the cache forgets what was seen longest ago")
  void cacheIsBounded() {
    bench.with("mempool.cache_size", 2).start().take("a", "b");
    bench.commit(1, "a", "b");
    assertThat(bench.refused("a")).isEqualTo(Reason.ALREADY_SEEN); // now b is the older one
    bench.take("c", "b");
    assertThat(bench.waiting()).containsExactly("c", "b");
  }

  @Test
  @DisplayName("mempool.size bounds how many wait")
  void fullByCount() {
    bench.with("mempool.size", 2).start().take("a", "b");
    assertThat(bench.refusal(bench.submit("c")))
        .hasMessage(
            "mempool is full: number of txs 2 (max: 2), total txs bytes 2 (max: 1073741824)");
    assertThat(bench.meter("rejected_txs")).isEqualTo(1);
    bench.commit(1, "a");
    bench.take("c");
    assertThat(bench.waiting()).containsExactly("b", "c");
  }

  @Test
  @DisplayName("mempool.max_txs_bytes bounds how many bytes wait")
  void fullByBytes() {
    bench.with("mempool.max_txs_bytes", 5).start().take("aaa");
    assertThat(bench.refused("bbb")).isEqualTo(Reason.FULL);
    bench.take("bb");
    assertThat(bench.waiting()).containsExactly("aaa", "bb");
  }

  @Test
  @DisplayName("what there is no room for when the verdict comes is refused, and may be sent again")
  void fullByTheVerdict() {
    bench.with("mempool.size", 1).start();
    bench.application.hold();
    Submission first = bench.submit("a");
    Submission second = bench.submit("b");
    bench.application.release();
    bench.settle();
    assertThat(bench.verdict(first).getCode()).isZero();
    assertThat(bench.refusal(second).reason()).isEqualTo(Reason.FULL);
    bench.commit(1, "a");
    bench.take("b");
  }

  @Test
  @DisplayName("mempool.max_tx_bytes bounds one transaction")
  void tooLarge() {
    bench.with("mempool.max_tx_bytes", 3).start().take("aaa");
    assertThat(bench.refusal(bench.submit("bbbb")))
        .hasMessage("Tx too large. Max size is 3, but got 4");
  }

  @Test
  @DisplayName("what no block has room for, or gas, is refused; the limits follow the chain's")
  void blockLimits() {
    bench.start();
    bench.commit(new CommittedTxs(1, List.of(), List.of(), 6, 10));
    bench.take("aaaa");
    assertThat(bench.refusal(bench.submit("bbbbb")))
        .hasMessage("tx pre check: tx size is too big: 7, max: 6");
    bench.application.gas(11);
    assertThat(bench.refusal(bench.submit("c")))
        .hasMessage("gas wanted 11 is greater than max gas 10");
    bench.application.gas(-1);
    assertThat(bench.refusal(bench.submit("c"))).hasMessage("gas wanted -1 is negative");
    bench.application.gas(1);
    bench.commit(committed(2, 0));
    bench.take("bbbbb");
  }

  @Test
  @DisplayName("a call that comes to nothing refuses its transaction, which may be sent again")
  void applicationFails() {
    bench.start();
    bench.application.fail(
        new AbciException(AbciException.Reason.APPLICATION_FAILED, "it threw", null));
    assertThat(bench.refusal(bench.submit("a"))).hasMessage("appConn mempool: it threw");
    bench.application.fail(null);
    bench.take("a");
  }

  @Test
  @DisplayName("at most 256 calls are unanswered at once, whoever sends")
  void pipelineIsBounded() {
    bench.start();
    bench.application.hold();
    ScriptedPeer peer = bench.peer("bob").connect();
    bench.tell(peer, IntStream.range(0, 1000).mapToObj(i -> "tx" + i).toArray(String[]::new));
    assertThat(bench.application.unanswered()).isEqualTo(256);
    bench.application.answer(10);
    bench.settle();
    assertThat(bench.application.unanswered()).isEqualTo(256);
    bench.application.release();
    bench.settle();
    assertThat(bench.waiting()).hasSize(1000);
    assertThat(bench.waiting()).startsWith("tx0", "tx1").endsWith("tx999");
  }

  @Test
  @DisplayName("A16 a peer that floods loses what does not fit, and nobody else waits behind it")
  void floodIsBounded() {
    bench.with("mempool.size", 100_000).start();
    bench.application.hold();
    ScriptedPeer flooder = bench.peer("mallory").connect();
    for (int message = 0; message < 30; message++) {
      int from = message * 1000;
      bench.tell(
          flooder,
          IntStream.range(from, from + 1000).mapToObj(i -> "flood" + i).toArray(String[]::new));
    }
    ScriptedPeer honest = bench.peer("alice").connect();
    bench.tell(honest, "good");
    Submission client = bench.submit("mine");
    bench.application.answer(256);
    bench.settle();
    assertThat(bench.application.asked).contains("new:good", "new:mine");
    assertThat(bench.application.asked.indexOf("new:good")).isLessThan(260);
    assertThat(isEnded(client.verdict())).isFalse();
    bench.application.release();
    bench.settle();
    assertThat(bench.waiting()).hasSize(10_000 + 256 + 2);
    assertThat(bench.meter("rejected_txs")).isEqualTo(30_000 - 10_000 - 256);
    assertThat(flooder.stopReason()).isEmpty();
    bench.tell(flooder, "flood29999");
    assertThat(bench.waiting()).contains("flood29999"); // what was lost may come again
  }

  @Test
  @DisplayName("clients are told when too many wait")
  void overloaded() {
    bench.with("mempool.size", 100_000).start();
    bench.application.hold();
    for (int i = 0; i < 256 + 10_000; i++) {
      bench.submit("tx" + i);
    }
    assertThat(bench.refused("more")).isEqualTo(Reason.OVERLOADED);
  }
}
