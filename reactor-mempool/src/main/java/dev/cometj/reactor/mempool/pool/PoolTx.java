package dev.cometj.reactor.mempool.pool;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A transaction that is known and not decided yet, from its arrival until a block has it or it is refused; Go's
/// `mempoolTx`. There is one such object for each key, which the links of the list are a part of: so that what is in the
/// map, in the lines and in the list cannot disagree (A30).
public final class PoolTx {
  /// How far it has come.
  enum Stage {
    /// It stands in line.
    WAITING,
    /// The application is asked.
    CHECKING,
    /// It is in the list.
    LISTED,
    /// It was committed, refused or forgotten; whoever still holds it lets go.
    GONE
  }

  private static final char[] NOBODY = {};

  private final HashedTx tx;
  private final @Nullable Asker asker;
  private char[] senders = NOBODY;
  private Stage stage = Stage.WAITING;
  private long height;
  private long gasWanted;

  // The list's.
  @Nullable PoolTx previous;
  @Nullable PoolTx next;

  PoolTx(HashedTx tx, @Nullable Asker asker) {
    this.tx = tx;
    this.asker = asker;
  }

  /// Give the transaction.
  ///
  /// @return the transaction with its key
  public HashedTx tx() {
    return tx;
  }

  TxKey key() {
    return tx.key();
  }

  int length() {
    return tx.length();
  }

  /// Give the client that waits for an answer.
  @Nullable Asker asker() {
    return asker;
  }

  Stage stage() {
    return stage;
  }

  void stage(Stage reached) {
    stage = reached;
  }

  /// Put it into the list's order.
  void listed(long lastHeight, long gas) {
    stage = Stage.LISTED;
    height = lastHeight;
    gasWanted = gas;
  }

  /// Tell after which block it was checked.
  ///
  /// @return the height of the last block then
  public long height() {
    return height;
  }

  long gasWanted() {
    return gasWanted;
  }

  /// Note that somebody has it, so that he is not sent it.
  ///
  /// @param sender a peer's short id; [SenderIds#LOCAL] is not noted
  void addSender(char sender) {
    if (sender != SenderIds.LOCAL && !isFrom(sender)) {
      senders = Arrays.copyOf(senders, senders.length + 1);
      senders[senders.length - 1] = sender;
    }
  }

  /// Tell whether somebody has sent it.
  ///
  /// @param sender a peer's short id
  /// @return true if so
  public boolean isFrom(char sender) {
    for (char each : senders) {
      if (each == sender) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return key().toString();
  }
}
