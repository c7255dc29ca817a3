package dev.cometj.reactor.mempool.pool;

import static java.lang.System.Logger.Level.DEBUG;

import com.google.protobuf.UnsafeByteOperations;
import dev.cometj.chain.Tx;
import dev.cometj.chain.abci.MempoolConnection;
import dev.cometj.chain.service.CommittedTxs;
import dev.cometj.chain.service.TxRefusedException;
import dev.cometj.chain.service.TxRefusedException.Reason;
import dev.cometj.chain.service.WaitingTxs.Count;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.wire.abci.CheckTxType;
import dev.cometj.wire.abci.ExecTxResult;
import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.ResponseCheckTx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The transactions that wait, and how they come and go; Go's `CListMempool` of `mempool/clist_mempool.go`.
///
/// One structure, `known`, owns membership (A30): what stands in line, is being checked or is in the list is in it, once.
/// All methods run in the reactor's mailbox, except [#inlet] and [#count].
public final class ListMempool {
  private static final System.Logger LOG = System.getLogger(ListMempool.class.getName());
  private static final int CODE_OK = 0;

  private record Reaper(long maxBytes, long maxGas, CompletableFuture<List<Tx>> answer) {}

  private final PoolSettings settings;
  private final PoolMeters meters;
  private final Mailbox mailbox;
  private final Inlet inlet;
  private final Map<TxKey, PoolTx> known = new HashMap<>();
  private final SeenTxs seen;
  private final Intake intake = new Intake();
  private final CheckWindow window = new CheckWindow();
  private final TxList list = new TxList();
  private final CommitGate gate = new CommitGate();
  private final Recheck recheck;
  private final Availability availability = new Availability();
  private final List<Reaper> reapers = new ArrayList<>();
  private volatile Count count = new Count(0, 0);

  private @Nullable MempoolConnection application;
  private TxRules rules = TxRules.NONE;
  private boolean hasChain;
  private long height;

  /// Make an empty pool that refuses everything until it is started.
  ///
  /// @param settings what the operator configured
  /// @param mailbox the reactor's mailbox
  /// @param metrics the node's meters
  public ListMempool(PoolSettings settings, Mailbox mailbox, Metrics metrics) {
    this.settings = settings;
    this.meters = PoolMeters.of(metrics);
    this.mailbox = mailbox;
    this.inlet = new Inlet(mailbox, this::goOn);
    this.seen = new SeenTxs(settings.cacheSize());
    this.recheck = new Recheck(list, mailbox, settings.recheckTimeout(), this::rechecked);
  }

  /// Begin to take transactions.
  ///
  /// @param connection asks the application
  public void start(MempoolConnection connection) {
    application = connection;
  }

  /// Learn where the chain stands. Without a chain nothing is ever committed: then the oldest transaction makes room for
  /// a new one once it was offered to every peer.
  ///
  /// @param lastHeight the height of the last block
  /// @param next the rules of the next one
  public void onChain(long lastHeight, TxRules next) {
    hasChain = true;
    height = lastHeight;
    rules = next;
  }

  /// Give the way into the mailbox.
  ///
  /// @return the inlet; any thread may use it
  public Inlet inlet() {
    return inlet;
  }

  /// Count what waits. Any thread.
  ///
  /// @return the latest numbers
  public Count count() {
    return count;
  }

  /// Give the list, for gossip.
  ///
  /// @return the list
  public TxList list() {
    return list;
  }

  /// Take a transaction; `CheckTx` of the original. It waits in line until [#goOn] is called.
  ///
  /// @param tx the transaction
  /// @param source where it comes from
  /// @param asker the client that waits for the answer, or null if nobody does
  public void offer(HashedTx tx, TxSource source, @Nullable Asker asker) {
    Reason obstacle = obstacle(tx, source);
    if (obstacle != null) {
      // Most of what peers send is refused as a duplicate, and nobody wants to know why.
      if (asker != null) {
        asker.refuse(refusal(obstacle, tx));
      } else if (LOG.isLoggable(DEBUG)) {
        LOG.log(DEBUG, "Not taken: {0} of {1} ({2})", tx.key(), source, refusal(obstacle, tx));
      }
      return;
    }
    PoolTx added = new PoolTx(tx, asker);
    added.addSender(source.senderId());
    known.put(tx.key(), added);
    intake.add(source, added);
    if (asker != null) {
      asker.accepted().complete(null);
    }
  }

  private @Nullable Reason obstacle(HashedTx tx, TxSource source) {
    if (application == null) {
      return Reason.STOPPED;
    }
    PoolTx former = known.get(tx.key());
    if (former != null) {
      former.addSender(source.senderId()); // so that it is not sent what it has
    }
    if (!hasRoom(tx.length())) {
      meters.rejected().add(1);
      return Reason.FULL;
    }
    if (tx.length() > settings.maxTxBytes()) {
      return Reason.TOO_LARGE;
    }
    if (rules.isTooLarge(tx.tx())) {
      return Reason.TOO_LARGE_FOR_A_BLOCK;
    }
    if (former != null) {
      seen.add(tx.key()); // it is not the one seen longest ago
      return Reason.ALREADY_SEEN;
    }
    if (!intake.hasRoom(source)) {
      meters.rejected().add(1);
      return Reason.OVERLOADED;
    }
    return seen.add(tx.key()) ? null : Reason.ALREADY_SEEN;
  }

  private TxRefusedException refusal(Reason obstacle, HashedTx tx) {
    return switch (obstacle) {
      case ALREADY_SEEN -> alreadySeen();
      case FULL -> full();
      case TOO_LARGE ->
          new TxRefusedException(
              Reason.TOO_LARGE,
              "Tx too large. Max size is %d, but got %d"
                  .formatted(settings.maxTxBytes(), tx.length()));
      case TOO_LARGE_FOR_A_BLOCK -> rules.tooLarge(tx.tx());
      case OVERLOADED ->
          new TxRefusedException(
              Reason.OVERLOADED, "too many transactions wait for the application to check them");
      case TOO_MUCH_GAS, APPLICATION_FAILED, NO_MEMPOOL, STOPPED -> stopped();
    };
  }

  private static TxRefusedException alreadySeen() {
    return new TxRefusedException(Reason.ALREADY_SEEN, "tx already exists in cache");
  }

  private static TxRefusedException stopped() {
    return new TxRefusedException(Reason.STOPPED, "the mempool is not running");
  }

  private TxRefusedException full() {
    return new TxRefusedException(
        Reason.FULL,
        "mempool is full: number of txs %d (max: %d), total txs bytes %d (max: %d)"
            .formatted(list.size(), settings.size(), list.bytes(), settings.maxTxsBytes()));
  }

  private boolean hasRoom(int txBytes) {
    while (list.size() >= settings.size() || txBytes + list.bytes() > settings.maxTxsBytes()) {
      PoolTx oldest = list.first();
      if (hasChain || oldest == null || !list.isFirstOfferedToAll()) {
        return false;
      }
      forget(oldest);
    }
    return true;
  }

  /// Ask the application as much as may be, and answer who waited for it. To be called after whatever changes something.
  public void goOn() {
    MempoolConnection connection = application;
    if (connection != null) {
      ask(connection);
    }
    if (gate.beginClosing()) {
      close(connection);
    }
    if (gate.isOpen() && !recheck.isActive()) {
      reapers.forEach(
          each -> each.answer().complete(Reaping.fitting(list, each.maxBytes(), each.maxGas())));
      reapers.clear();
    }
    if (list.size() != count.txs() || list.bytes() != count.bytes()) {
      count = new Count(list.size(), list.bytes());
      meters.size().set(list.size());
      meters.sizeBytes().set((double) list.bytes());
    }
  }

  private void ask(MempoolConnection connection) {
    while (recheck.hasNext() && window.hasRoom()) {
      PoolTx tx = recheck.next();
      if (tx != null) {
        int round = recheck.round();
        ask(
            connection,
            tx,
            CheckTxType.RECHECK,
            (response, failure) -> rechecked(tx, round, response, failure));
      }
      recheck.finishAsking();
    }
    while (gate.isOpen() && !recheck.hasNext() && window.hasRoom()) {
      PoolTx tx = intake.next();
      if (tx == null) {
        return;
      }
      tx.stage(PoolTx.Stage.CHECKING);
      ask(connection, tx, CheckTxType.NEW, (response, failure) -> checked(tx, response, failure));
    }
  }

  @FunctionalInterface
  private interface Verdict {
    void take(@Nullable ResponseCheckTx response, @Nullable Throwable failure);
  }

  private void ask(MempoolConnection connection, PoolTx tx, CheckTxType type, Verdict verdict) {
    window.asked(tx);
    RequestCheckTx request =
        RequestCheckTx.newBuilder()
            .setTx(UnsafeByteOperations.unsafeWrap(tx.tx().tx().bytes().toByteBuffer()))
            .setType(type)
            .build();
    connection
        .checkTx(request)
        .whenComplete((response, failure) -> {
          Runnable answered =
              () -> {
                window.answered(tx);
                verdict.take(response, failure);
              };
          // An application that answers at once must not wait for room behind what a peer has sent
          // meanwhile.
          if (mailbox.isCurrent()) {
            answered.run();
          } else {
            inlet.put(answered);
          }
        });
  }

  private void checked(PoolTx tx, @Nullable ResponseCheckTx response, @Nullable Throwable failure) {
    if (tx.stage() != PoolTx.Stage.CHECKING) {
      return;
    }
    if (response == null) {
      seen.remove(tx.key());
      refuse(
          tx,
          new TxRefusedException(
              Reason.APPLICATION_FAILED,
              "appConn mempool: " + (failure == null ? "no answer" : failure.getMessage())));
      return;
    }
    TxRefusedException refusal = rules.refusal(response).orElse(null);
    if (response.getCode() != CODE_OK || refusal != null) {
      meters.failed().add(1);
      if (!settings.keepInvalid()) {
        seen.remove(tx.key());
      }
      if (response.getCode() == CODE_OK && refusal != null) {
        refuse(tx, refusal);
      } else {
        forget(tx);
        answer(tx, response);
      }
    } else if (!hasRoom(tx.length())) {
      meters.rejected().add(1);
      seen.remove(tx.key());
      refuse(tx, full());
    } else {
      tx.listed(height, response.getGasWanted());
      list.append(tx);
      meters.txSizes().observe(tx.length());
      availability.available(height);
      answer(tx, response);
    }
  }

  private static void answer(PoolTx tx, ResponseCheckTx response) {
    Asker asker = tx.asker();
    if (asker != null) {
      asker.verdict().complete(response);
    }
  }

  private void refuse(PoolTx tx, TxRefusedException refusal) {
    LOG.log(DEBUG, "Not kept: {0} ({1})", tx, refusal.getMessage());
    forget(tx);
    Asker asker = tx.asker();
    if (asker != null) {
      asker.refuse(refusal);
    }
  }

  private void forget(PoolTx tx) {
    if (tx.stage() == PoolTx.Stage.LISTED) {
      list.remove(tx);
    }
    tx.stage(PoolTx.Stage.GONE);
    known.remove(tx.key());
  }

  private void rechecked(
      PoolTx tx, int round, @Nullable ResponseCheckTx response, @Nullable Throwable failure) {
    meters.rechecks().add(1);
    if (response == null) {
      LOG.log(DEBUG, "Not checked again: {0} ({1})", tx, failure);
    } else if (tx.stage() == PoolTx.Stage.LISTED
        && (response.getCode() != CODE_OK || rules.refusal(response).isPresent())) {
      meters.evicted().add(1);
      forget(tx);
      if (!settings.keepInvalid()) {
        seen.remove(tx.key());
      }
    }
    recheck.answered(round);
  }

  /// A round of checking again has ended.
  private void rechecked() {
    if (!list.isEmpty()) {
      availability.available(height);
    }
    goOn();
  }

  /// Give transactions for a block, once those that the last block left are checked again.
  ///
  /// @param maxBytes the most bytes they may take in it, or -1
  /// @param maxGas the most gas they may want together, or -1
  /// @param answer gets them
  public void reap(long maxBytes, long maxGas, CompletableFuture<List<Tx>> answer) {
    reapers.add(new Reaper(maxBytes, maxGas, answer));
  }

  /// Give the first transactions.
  ///
  /// @param limit how many at most, or less than 0 for all
  /// @return the transactions
  public List<Tx> first(int limit) {
    return Reaping.first(list, limit);
  }

  /// Add somebody who wants to be told when there are transactions.
  ///
  /// @param listener gets the height
  public void onAvailable(LongConsumer listener) {
    availability.listen(listener, height);
  }

  /// Ask the application no more, and tell when it has answered all.
  ///
  /// @param answer ends then; fails if the application will not answer
  public void lock(CompletableFuture<Void> answer) {
    gate.lock(answer);
  }

  /// Before the start there is nothing to wait for: blocks may come earlier than that.
  private void close(@Nullable MempoolConnection connection) {
    recheck.abandon();
    if (connection == null) {
      gate.flushed(null);
      return;
    }
    connection.flush().whenComplete((_, failure) -> inlet.put(() -> gate.flushed(failure)));
  }

  /// Take over a committed block.
  ///
  /// @param committed the block's transactions, their results and the new limits
  /// @param keys the transactions' keys
  /// @return whether it was locked, without which nothing is done
  public boolean update(CommittedTxs committed, List<TxKey> keys) {
    if (!gate.isClosed()) {
      return false;
    }
    height = committed.height();
    hasChain = true;
    rules = new TxRules(committed.maxTxBytes(), committed.maxGas());
    availability.newHeight();
    for (int i = 0; i < keys.size(); i++) {
      committed(keys.get(i), committed.results().get(i));
    }
    if (settings.recheck() && !list.isEmpty()) {
      recheck.begin();
    } else if (!list.isEmpty()) {
      availability.available(height);
    }
    return true;
  }

  private void committed(TxKey key, ExecTxResult result) {
    if (result.getCode() == CODE_OK) {
      seen.add(key);
    } else if (!settings.keepInvalid()) {
      seen.remove(key);
    }
    PoolTx tx = known.get(key);
    if (tx == null) {
      return;
    }
    if (tx.stage() == PoolTx.Stage.LISTED) {
      forget(tx);
    } else {
      refuse(tx, alreadySeen()); // it stood in line meanwhile
    }
  }

  /// Let the application be asked again.
  public void unlock() {
    gate.unlock();
  }

  /// Forget all transactions in the list, and which ones were seen.
  public void clear() {
    for (PoolTx each = list.first(); each != null; each = list.first()) {
      forget(each);
    }
    seen.clear();
  }

  /// End whatever waits.
  public void stop() {
    application = null;
    TxRefusedException reason = stopped();
    recheck.abandon();
    gate.stop();
    reapers.forEach(each -> each.answer().complete(List.of()));
    reapers.clear();
    for (PoolTx tx : List.copyOf(known.values())) {
      if (tx.stage() != PoolTx.Stage.LISTED) {
        refuse(tx, reason);
      }
    }
  }
}
