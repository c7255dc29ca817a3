package dev.cometj.reactor.mempool.pool;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The good transactions in the order of their arrival, as a linked list, with cursors that stay right when transactions
/// come and go; Go's `libs/clist`. A cursor costs one reference, however many transactions wait for its owner.
public final class TxList {
  private final List<TxCursor> cursors = new ArrayList<>();
  private @Nullable PoolTx first;
  private @Nullable PoolTx last;
  private int size;
  private long bytes;

  TxList() {}

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Tell how many bytes the transactions have together.
  long bytes() {
    return bytes;
  }

  @Nullable PoolTx first() {
    return first;
  }

  void append(PoolTx tx) {
    PoolTx before = last;
    tx.previous = before;
    tx.next = null;
    if (before == null) {
      first = tx;
    } else {
      before.next = tx;
    }
    last = tx;
    size++;
    bytes += tx.length();
    for (TxCursor cursor : cursors) {
      cursor.appended(tx);
    }
  }

  void remove(PoolTx tx) {
    for (TxCursor cursor : cursors) {
      cursor.removing(tx);
    }
    PoolTx before = tx.previous;
    PoolTx after = tx.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    tx.previous = null;
    tx.next = null;
    size--;
    bytes -= tx.length();
  }

  /// Open a cursor in front of the first transaction.
  ///
  /// @param woken runs when a transaction comes while the cursor is at the end; it must not touch the list
  /// @return the cursor, to be closed with [#close]
  public TxCursor open(Runnable woken) {
    TxCursor cursor = new TxCursor(first, woken);
    cursors.add(cursor);
    return cursor;
  }

  /// Forget a cursor.
  ///
  /// @param cursor the cursor, which is used no more
  public void close(TxCursor cursor) {
    cursors.remove(cursor);
  }

  /// Tell whether the first transaction is behind every cursor, and there is one.
  boolean isFirstOfferedToAll() {
    for (TxCursor cursor : cursors) {
      if (cursor.peek() == first) {
        return false;
      }
    }
    return !cursors.isEmpty();
  }
}
