package dev.cometj.reactor.mempool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cometj.chain.Tx;
import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.service.CommittedTxs;
import dev.cometj.chain.service.PeerHeight;
import dev.cometj.chain.service.TxIntake;
import dev.cometj.chain.service.TxIntake.Submission;
import dev.cometj.chain.service.TxPool;
import dev.cometj.chain.service.TxRefusedException;
import dev.cometj.chain.service.WaitingTxs;
import dev.cometj.crypto.Bytes;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.testkit.reactor.ReactorHarness;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import dev.cometj.p2p.testkit.reactor.Sent;
import dev.cometj.reactor.mempool.MempoolMessage.Txs;
import dev.cometj.reactor.mempool.pool.HashedTx;
import dev.cometj.wire.abci.ExecTxResult;
import dev.cometj.wire.abci.ResponseCheckTx;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// The reactor alone in virtual time, with an application and peers that do what a test says.
final class MempoolBench {
  static final Duration SECOND = Duration.ofSeconds(1);

  final ReactorHarness harness = ReactorHarness.of(new MempoolReactorProvider());
  final FakeApplication application = new FakeApplication();

  static MempoolBench node() {
    MempoolBench bench = new MempoolBench();
    bench.harness.offer(AppConnections.class, bench.application);
    return bench;
  }

  MempoolBench with(String key, Object value) {
    harness.setting(key, value.toString());
    return this;
  }

  /// Let another reactor of the node learn the heights of peers.
  MempoolBench withHeights() {
    harness.publishedByAnother(PeerHeight.KEY);
    return this;
  }

  MempoolBench start() {
    harness.start();
    return this;
  }

  ScriptedPeer peer(String name) {
    return harness.peer(name);
  }

  @SuppressWarnings("unchecked") // it is the only channel
  Channel<MempoolMessage> channel() {
    return (Channel<MempoolMessage>) harness.channels().getFirst();
  }

  static Tx tx(String text) {
    return new Tx(Bytes.wrap(text.getBytes(UTF_8)));
  }

  static Tx txOf(int bytes) {
    byte[] content = new byte[bytes];
    Arrays.fill(content, (byte) 'x');
    return new Tx(Bytes.wrap(content));
  }

  static String text(Tx tx) {
    return new String(tx.bytes().toByteArray(), UTF_8);
  }

  static MempoolMessage message(String... txs) {
    return new Txs(Arrays.stream(txs).map(each -> HashedTx.of(tx(each))).toList());
  }

  /// Let a peer send transactions, all in one message.
  void tell(ScriptedPeer peer, String... txs) {
    peer.deliver(channel(), message(txs));
  }

  Submission submit(String tx) {
    Submission submission = harness.service(TxIntake.class).submit(tx(tx));
    harness.world().settle();
    return submission;
  }

  /// Submit transactions that are taken.
  void take(String... txs) {
    for (String tx : txs) {
      verdict(submit(tx));
    }
  }

  ResponseCheckTx verdict(Submission submission) {
    return harness.world().await(submission.verdict(), Duration.ZERO);
  }

  static boolean isEnded(CompletionStage<?> stage) {
    return stage.toCompletableFuture().isDone();
  }

  /// Tell why a transaction is not taken.
  TxRefusedException refusal(Submission submission) {
    try {
      submission.verdict().toCompletableFuture().getNow(null);
    } catch (CompletionException e) {
      if (e.getCause() instanceof TxRefusedException refusal) {
        return refusal;
      }
    }
    throw new AssertionError("it is not refused");
  }

  TxRefusedException.Reason refused(String tx) {
    return refusal(submit(tx)).reason();
  }

  List<String> waiting() {
    return texts(harness.world().await(waitingTxs().first(-1), Duration.ZERO));
  }

  static List<String> texts(List<Tx> txs) {
    return txs.stream().map(MempoolBench::text).toList();
  }

  WaitingTxs waitingTxs() {
    return harness.service(WaitingTxs.class);
  }

  TxPool pool() {
    return harness.service(TxPool.class);
  }

  List<String> reap(long maxBytes, long maxGas) {
    return texts(harness.world().await(pool().reap(maxBytes, maxGas), Duration.ZERO));
  }

  /// List what a peer was sent, message by message.
  static List<List<String>> sentTo(ScriptedPeer peer) {
    return peer.sent().stream()
        .map(Sent::message)
        .map(Txs.class::cast)
        .map(each -> each.txs().stream().map(HashedTx::tx).map(MempoolBench::text).toList())
        .toList();
  }

  /// Commit a block as the executor does.
  void commit(long height, String... txs) {
    commit(committed(height, 0, txs));
  }

  void commit(CommittedTxs block) {
    harness.world().await(pool().lock(), Duration.ZERO);
    harness.world().await(pool().update(block), Duration.ZERO);
    pool().unlock();
    harness.world().settle();
  }

  static CommittedTxs committed(long height, int code, String... txs) {
    return new CommittedTxs(
        height,
        Arrays.stream(txs).map(MempoolBench::tx).toList(),
        Collections.nCopies(txs.length, ExecTxResult.newBuilder().setCode(code).build()),
        -1,
        -1);
  }

  void pass(Duration time) {
    harness.world().runFor(time);
  }

  void settle() {
    harness.world().settle();
  }

  double meter(String name) {
    return harness.metrics().value("mempool_" + name);
  }
}
