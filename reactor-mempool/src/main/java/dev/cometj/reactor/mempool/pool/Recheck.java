package dev.cometj.reactor.mempool.pool;

import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One round after a block, in which all transactions in the list are checked again, in their order; `recheck` of
/// `mempool/clist_mempool.go`.
///
/// The block is not held up by it. A proposal is: until every answer has come, or `recheck_timeout` has passed since the
/// last question. Answers that come later still count, as long as there was no other block. The next block ends the
/// round: what was not asked by then is asked anew.
final class Recheck {
  private final TxList list;
  private final Mailbox mailbox;
  private final Duration timeout;
  private final Runnable ended;
  private @Nullable TxCursor unasked;
  private Cancellable timer = () -> {};
  private int unanswered;
  private int round;
  private boolean active;

  /// @param ended runs in the mailbox when a round has ended, but for one that the next block ends
  Recheck(TxList list, Mailbox mailbox, Duration timeout, Runnable ended) {
    this.list = list;
    this.mailbox = mailbox;
    this.timeout = timeout;
    this.ended = ended;
  }

  boolean isActive() {
    return active;
  }

  int round() {
    return round;
  }

  void begin() {
    abandon();
    unasked = list.open(() -> {});
    active = true;
    finishAsking();
  }

  /// Give the next transaction to ask about.
  ///
  /// @return the transaction, or null if all are asked about
  @Nullable PoolTx next() {
    TxCursor cursor = unasked;
    PoolTx tx = cursor == null ? null : cursor.peek();
    if (cursor == null || tx == null) {
      return null;
    }
    cursor.advance();
    unanswered++;
    return tx;
  }

  /// See whether all are asked about; to be called after each [#next] and its question.
  void finishAsking() {
    TxCursor cursor = unasked;
    if (cursor == null || cursor.peek() != null) {
      return;
    }
    list.close(cursor);
    unasked = null;
    if (active && unanswered == 0) {
      end();
    } else {
      timer = mailbox.schedule(timeout, this::end);
    }
  }

  boolean hasNext() {
    return unasked != null;
  }

  /// Learn of an answer.
  void answered(int ofRound) {
    if (ofRound == round && --unanswered == 0 && unasked == null && active) {
      end();
    }
  }

  private void end() {
    timer.cancel();
    active = false;
    ended.run();
  }

  /// Ask about no more, because a block comes.
  void abandon() {
    timer.cancel();
    TxCursor cursor = unasked;
    if (cursor != null) {
      list.close(cursor);
      unasked = null;
    }
    active = false;
    unanswered = 0;
    round++;
  }
}
