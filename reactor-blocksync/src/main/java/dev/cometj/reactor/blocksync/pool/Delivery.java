package dev.cometj.reactor.blocksync.pool;

import dev.cometj.chain.Block;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.p2p.NodeId;
import java.util.Optional;

/// A block that came. Compared by identity: the same block from another peer is another delivery.
public final class Delivery {
  private final Block block;
  private final Optional<ExtendedCommit> extendedCommit;
  private final NodeId from;

  /// Note a delivery.
  ///
  /// @param block the block, valid on its own
  /// @param extendedCommit the votes for it that came with it
  /// @param from who sent it
  public Delivery(Block block, Optional<ExtendedCommit> extendedCommit, NodeId from) {
    this.block = block;
    this.extendedCommit = extendedCommit;
    this.from = from;
  }

  /// The block.
  ///
  /// @return the block
  public Block block() {
    return block;
  }

  /// The votes for it that came with it, with their extensions.
  ///
  /// @return the commit, or empty if none came
  public Optional<ExtendedCommit> extendedCommit() {
    return extendedCommit;
  }

  /// Who sent it, and answers for it.
  ///
  /// @return the id
  public NodeId from() {
    return from;
  }

  @Override
  public String toString() {
    return block + " from " + from;
  }
}
