package dev.cometj.reactor.mempool;

import dev.cometj.chain.abci.AbciException;
import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.abci.ConsensusConnection;
import dev.cometj.chain.abci.MempoolConnection;
import dev.cometj.chain.abci.QueryConnection;
import dev.cometj.chain.abci.SnapshotConnection;
import dev.cometj.wire.abci.CheckTxType;
import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.ResponseCheckTx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// An application that takes every transaction but those of which it is told otherwise. It answers at once, or in order
/// when it is told to.
final class FakeApplication implements AppConnections, MempoolConnection {
  /// What it was asked, in order: `new:` or `again:` and the text of the transaction, or `flush`.
  final List<String> asked = new ArrayList<>();

  private final Set<String> refused = new HashSet<>();
  private final Queue<Runnable> held = new ArrayDeque<>();
  private boolean holds;
  private long gas = 1;
  private @Nullable AbciException failure;

  /// Refuse a transaction from now on.
  FakeApplication refuse(String tx) {
    refused.add(tx);
    return this;
  }

  FakeApplication accept(String tx) {
    refused.remove(tx);
    return this;
  }

  FakeApplication gas(long wanted) {
    gas = wanted;
    return this;
  }

  /// Answer nothing until told to.
  FakeApplication hold() {
    holds = true;
    return this;
  }

  /// Answer some of what was asked.
  void answer(int count) {
    for (int i = 0; i < count; i++) {
      held.remove().run();
    }
  }

  /// Answer everything, and at once from now on.
  void release() {
    holds = false;
    while (!held.isEmpty()) {
      held.remove().run();
    }
  }

  int unanswered() {
    return held.size();
  }

  void fail(@Nullable AbciException with) {
    failure = with;
  }

  @Override
  public CompletionStage<ResponseCheckTx> checkTx(RequestCheckTx request) {
    String tx = request.getTx().toStringUtf8();
    asked.add((request.getType() == CheckTxType.NEW ? "new:" : "again:") + tx);
    CompletableFuture<ResponseCheckTx> answer = new CompletableFuture<>();
    AbciException with = failure;
    later(() -> {
      if (with != null) {
        answer.completeExceptionally(with);
      } else {
        answer.complete(
            ResponseCheckTx.newBuilder()
                .setCode(refused.contains(tx) ? 1 : 0)
                .setGasWanted(gas)
                .build());
      }
    });
    return answer;
  }

  @Override
  public CompletionStage<Void> flush() {
    asked.add("flush");
    CompletableFuture<Void> answer = new CompletableFuture<>();
    AbciException with = failure;
    later(() -> {
      if (with != null) {
        answer.completeExceptionally(with);
      } else {
        answer.complete(null);
      }
    });
    return answer;
  }

  private void later(Runnable answer) {
    if (holds) {
      held.add(answer);
    } else {
      answer.run();
    }
  }

  @Override
  public MempoolConnection mempool() {
    return this;
  }

  @Override
  public ConsensusConnection consensus() {
    throw new UnsupportedOperationException();
  }

  @Override
  public QueryConnection query() {
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
