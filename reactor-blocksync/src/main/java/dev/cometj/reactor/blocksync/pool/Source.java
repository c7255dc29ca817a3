package dev.cometj.reactor.blocksync.pool;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.SendResult;

/// A connection with a peer that blocks can be asked of. Compared by identity.
public interface Source {
  /// Tell who is at the other end.
  ///
  /// @return the id
  NodeId id();

  /// Ask for a block.
  ///
  /// @param height its height
  /// @return whether the request is on its way; nothing else is done if not
  SendResult ask(long height);

  /// Be told once when requests can be sent again.
  ///
  /// @param action runs where the pool does
  void whenAskable(Runnable action);

  /// Change how much of answers is expected; see [dev.cometj.p2p.ReceiveBudget].
  ///
  /// @param bytes added to what is expected; negative to take back
  void expect(long bytes);
}
