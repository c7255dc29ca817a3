package dev.cometj.reactor.mempool;

import static dev.cometj.reactor.mempool.MempoolBench.committed;
import static dev.cometj.reactor.mempool.MempoolBench.isEnded;
import static dev.cometj.reactor.mempool.MempoolBench.sentTo;
import static dev.cometj.reactor.mempool.MempoolBench.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.Tx;
import dev.cometj.chain.abci.AbciException;
import dev.cometj.chain.service.TxIntake.Submission;
import dev.cometj.chain.service.TxRefusedException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Blocks are made of what waits, and take it away")
final class CommitTest {
  private final MempoolBench bench = MempoolBench.node();

  private <T> T await(CompletionStage<T> stage) {
    return bench.harness.world().await(stage, Duration.ZERO);
  }

  @Test
  @DisplayName("a proposal gets the oldest transactions, up to the first that does not fit")
  void reaps() {
    bench.start().take("aaaa", "bbbbbbbb", "c");
    assertThat(bench.reap(-1, -1)).containsExactly("aaaa", "bbbbbbbb", "c");
    assertThat(bench.reap(6, -1)).containsExactly("aaaa");
    assertThat(bench.reap(5, -1)).isEmpty();
    assertThat(bench.reap(15, -1)).containsExactly("aaaa");
    assertThat(bench.reap(16, -1)).containsExactly("aaaa", "bbbbbbbb");
    assertThat(bench.reap(-1, 2)).containsExactly("aaaa", "bbbbbbbb");
    assertThat(bench.reap(-1, 0)).isEmpty();
    assertThat(bench.waiting()).hasSize(3);
  }

  @Test
  @DisplayName("the first of those that wait are told, as many as asked for")
  void firstFew() {
    bench.start().take("a", "b", "c");
    assertThat(texts(await(bench.waitingTxs().first(2)))).containsExactly("a", "b");
    assertThat(await(bench.waitingTxs().first(0))).isEmpty();
    assertThat(await(bench.waitingTxs().first(9))).hasSize(3);
  }

  @Test
  @DisplayName(
      "committed transactions go, also those that were never here, and are not taken again")
  void committedGo() {
    bench.with("mempool.recheck", false).start().take("a", "b", "c");
    bench.commit(1, "b", "other");
    assertThat(bench.waiting()).containsExactly("a", "c");
    assertThat(bench.refused("b")).isEqualTo(Reason.ALREADY_SEEN);
    assertThat(bench.refused("other")).isEqualTo(Reason.ALREADY_SEEN);
  }

  @Test
  @DisplayName(
      "a transaction that failed in its block may be sent again, unless invalid ones are kept")
  void failedInTheBlock() {
    bench.start().take("a");
    bench.commit(committed(1, 1, "a"));
    assertThat(bench.waiting()).isEmpty();
    bench.take("a");
    MempoolBench keeping =
        MempoolBench.node().with("mempool.keep-invalid-txs-in-cache", true).start();
    keeping.take("a");
    keeping.commit(committed(1, 1, "a"));
    assertThat(keeping.refused("a")).isEqualTo(Reason.ALREADY_SEEN);
  }

  @Test
  @DisplayName("nothing is asked while locked; what came meanwhile is asked afterwards, in order")
  void locked() {
    bench.start();
    await(bench.pool().lock());
    Submission first = bench.submit("a");
    Submission second = bench.submit("b");
    assertThat(isEnded(first.accepted())).isTrue();
    assertThat(bench.application.asked).containsExactly("flush");
    await(bench.pool().update(committed(1, 0, "b")));
    bench.pool().unlock();
    bench.settle();
    assertThat(bench.verdict(first).getCode()).isZero();
    assertThat(bench.refusal(second).reason()).isEqualTo(Reason.ALREADY_SEEN);
    assertThat(bench.application.asked).containsExactly("flush", "new:a");
  }

  @Test
  @DisplayName("a lock ends when the application has answered all that it was asked")
  void lockWaitsForAnswers() {
    bench.start();
    bench.application.hold();
    bench.submit("a");
    CompletionStage<Void> lock = bench.pool().lock();
    bench.settle();
    bench.application.answer(1);
    bench.settle();
    assertThat(isEnded(lock)).isFalse();
    bench.application.answer(1);
    bench.settle();
    assertThat(isEnded(lock)).isTrue();
    assertThat(bench.waiting()).containsExactly("a");
  }

  @Test
  @DisplayName("locks are had one at a time")
  void oneAtATime() {
    bench.start();
    await(bench.pool().lock());
    CompletionStage<Void> second = bench.pool().lock();
    bench.settle();
    assertThat(isEnded(second)).isFalse();
    bench.pool().unlock();
    bench.settle();
    assertThat(isEnded(second)).isTrue();
  }

  @Test
  @DisplayName("a lock that the application does not answer fails, and nothing is locked")
  void lockFails() {
    bench.start();
    bench.application.fail(
        new AbciException(AbciException.Reason.CONNECTION_LOST, "it broke", null));
    CompletionStage<Void> lock = bench.pool().lock();
    bench.settle();
    assertThat(lock.toCompletableFuture()).isCompletedExceptionally();
    bench.application.fail(null);
    bench.take("a");
  }

  @Test
  @DisplayName("a block without a lock is a fault of ours")
  void updateWithoutLock() {
    bench.start().take("a");
    assertThatThrownBy(() -> await(bench.pool().update(committed(1, 0, "a"))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(bench.waiting()).containsExactly("a");
  }

  @Test
  @DisplayName("what a block leaves is checked again, in order, and goes if it is good no more")
  void rechecks() {
    bench.start().take("a", "b", "c");
    bench.application.refuse("c");
    bench.application.asked.clear();
    bench.commit(1, "a");
    assertThat(bench.application.asked).containsExactly("flush", "again:b", "again:c");
    assertThat(bench.waiting()).containsExactly("b");
    assertThat(bench.meter("evicted_txs")).isEqualTo(1);
    assertThat(bench.meter("recheck_times")).isEqualTo(2);
    bench.application.accept("c");
    bench.take("c");
  }

  @Test
  @DisplayName("mempool.recheck = false: what a block leaves is not checked again")
  void noRecheck() {
    bench.with("mempool.recheck", false).start().take("a", "b");
    bench.commit(1, "a");
    assertThat(bench.application.asked).doesNotContain("again:b");
  }

  @Test
  @DisplayName("a proposal waits until all are checked again; blocks and clients do not")
  void reapWaitsForRecheck() {
    bench.start().take("a", "b");
    bench.application.refuse("a").hold();
    CompletionStage<Void> lock = bench.pool().lock();
    bench.settle();
    bench.application.answer(1);
    await(lock);
    await(bench.pool().update(committed(1, 0)));
    bench.pool().unlock();
    CompletionStage<List<Tx>> proposal = bench.pool().reap(-1, -1);
    bench.submit("c");
    assertThat(bench.application.asked).endsWith("again:a", "again:b", "new:c");
    assertThat(isEnded(proposal)).isFalse();
    bench.application.answer(2);
    bench.settle();
    assertThat(texts(await(proposal))).containsExactly("b");
  }

  @Test
  @DisplayName("recheck_timeout: a proposal waits no longer, and late answers still count")
  void recheckTimesOut() {
    bench.with("mempool.recheck_timeout", "300ms").start().take("a", "b");
    bench.application.refuse("b");
    await(bench.pool().lock());
    bench.application.hold();
    await(bench.pool().update(committed(1, 0)));
    bench.pool().unlock();
    CompletionStage<List<Tx>> proposal = bench.pool().reap(-1, -1);
    bench.pass(Duration.ofMillis(299));
    assertThat(isEnded(proposal)).isFalse();
    bench.pass(Duration.ofMillis(1));
    assertThat(texts(await(proposal))).containsExactly("a", "b");
    bench.application.release();
    bench.settle();
    assertThat(bench.waiting()).containsExactly("a");
  }

  @Test
  @DisplayName("the next block ends the round: nothing more of it is asked, and all is asked anew")
  void nextBlockEndsTheRound() {
    bench.start();
    bench.take(IntStream.range(0, 300).mapToObj(i -> "tx" + i).toArray(String[]::new));
    await(bench.pool().lock());
    bench.application.hold();
    await(bench.pool().update(committed(1, 0)));
    bench.pool().unlock();
    bench.settle();
    assertThat(bench.application.unanswered()).isEqualTo(256);
    CompletionStage<Void> lock = bench.pool().lock();
    bench.settle();
    bench.application.asked.clear();
    bench.application.release();
    await(lock);
    assertThat(bench.application.asked).isEmpty();
    await(bench.pool().update(committed(2, 0, "tx0")));
    bench.pool().unlock();
    bench.settle();
    assertThat(bench.application.asked)
        .hasSize(299)
        .startsWith("again:tx1")
        .endsWith("again:tx299");
    assertThat(bench.reap(-1, -1)).hasSize(299);
  }

  @Test
  @DisplayName("that there are transactions is told once for each height")
  void available() {
    bench.start();
    List<Long> told = new ArrayList<>();
    bench.waitingTxs().onAvailable(told::add);
    bench.settle();
    assertThat(told).isEmpty();
    bench.take("a", "b");
    assertThat(told).containsExactly(0L);
    bench.commit(1, "a");
    assertThat(told).containsExactly(0L, 1L);
    bench.commit(2, "b");
    bench.take("c");
    assertThat(told).containsExactly(0L, 1L, 2L);
  }

  @Test
  @DisplayName("who begins to listen late is told at once")
  void availableBefore() {
    bench.start().take("a");
    List<Long> told = new ArrayList<>();
    bench.waitingTxs().onAvailable(told::add);
    bench.settle();
    assertThat(told).containsExactly(0L);
  }

  @Test
  @DisplayName("without checking again that there are transactions is told, too")
  void availableWithoutRecheck() {
    bench.with("mempool.recheck", false).start().take("a", "b");
    List<Long> told = new ArrayList<>();
    bench.waitingTxs().onAvailable(told::add);
    bench.commit(1, "a");
    assertThat(told).containsExactly(0L, 1L);
  }

  @Test
  @DisplayName("all can be forgotten, also that they were seen")
  void cleared() {
    bench.start().take("a", "b");
    await(bench.waitingTxs().clear());
    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.waitingTxs().count().txs()).isZero();
    assertThat(bench.waitingTxs().count().bytes()).isZero();
    bench.take("b", "a");
    assertThat(bench.waiting()).containsExactly("b", "a");
  }

  @Test
  @DisplayName("without a chain the oldest makes room once every peer was offered it")
  void gateway() {
    bench.with("mempool.size", 2).start().take("a", "b");
    assertThat(bench.refused("c")).isEqualTo(Reason.FULL);
    var peer = bench.peer("bob").connect();
    peer.fill(bench.channel());
    var second = bench.peer("carol").connect();
    assertThat(sentTo(second)).hasSize(2);
    assertThat(sentTo(peer)).hasSize(2);
    bench.take("c");
    assertThat(bench.waiting()).containsExactly("b", "c");
    bench.take("d");
    assertThat(bench.waiting()).containsExactly("c", "d");
    assertThat(bench.refused("e")).isEqualTo(Reason.FULL); // bob was not offered c yet
    peer.drain(bench.channel());
    bench.take("e");
    assertThat(bench.waiting()).containsExactly("d", "e");
  }
}
