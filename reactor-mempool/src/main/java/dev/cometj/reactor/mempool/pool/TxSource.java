package dev.cometj.reactor.mempool.pool;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Where transactions come from, and those of them that stand in line: one for each connection with a peer, and one for
/// all clients.
public final class TxSource {
  private final String name;
  private final char senderId;
  private final Queue<PoolTx> line = new ArrayDeque<>();
  private long bytes;

  private TxSource(String name, char senderId) {
    this.name = name;
    this.senderId = senderId;
  }

  /// Make the source of a peer.
  ///
  /// @param name the peer's id, for the log
  /// @param senderId the peer's short id
  /// @return a source with an empty line
  public static TxSource ofPeer(String name, char senderId) {
    return new TxSource(name, senderId);
  }

  /// Make the source of clients.
  ///
  /// @return a source with an empty line
  public static TxSource ofClients() {
    return new TxSource("a client", SenderIds.LOCAL);
  }

  /// Tell the short id.
  ///
  /// @return the peer's, or [SenderIds#LOCAL]
  public char senderId() {
    return senderId;
  }

  int size() {
    return line.size();
  }

  long bytes() {
    return bytes;
  }

  void add(PoolTx tx) {
    line.add(tx);
    bytes += Intake.cost(tx);
  }

  @Nullable PoolTx poll() {
    PoolTx tx = line.poll();
    if (tx != null) {
      bytes -= Intake.cost(tx);
    }
    return tx;
  }

  @Override
  public String toString() {
    return name;
  }
}
