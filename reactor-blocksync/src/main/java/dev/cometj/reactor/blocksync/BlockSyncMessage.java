package dev.cometj.reactor.blocksync;

import dev.cometj.chain.Block;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.crypto.Bytes;
import java.util.Optional;

/// The messages of the block sync channel; `proto/tendermint/blocksync/types.proto`, with the rules of `ValidateMsg` in
/// `blocksync/msgs.go`.
sealed interface BlockSyncMessage {
  /// Asks which blocks a node has.
  record StatusRequest() implements BlockSyncMessage {}

  /// Tells which blocks a node has.
  ///
  /// @param base the first; 0 if it has none
  /// @param height the last, at least the base
  record StatusResponse(long base, long height) implements BlockSyncMessage {
    public StatusResponse {
      if (base < 0 || base > height) {
        throw new IllegalArgumentException("blocks from %d to %d".formatted(base, height));
      }
    }
  }

  /// Asks for a block.
  ///
  /// @param height its height, from 0
  record BlockRequest(long height) implements BlockSyncMessage {
    public BlockRequest {
      requireNotNegative(height);
    }
  }

  /// Tells that a node does not have a block.
  ///
  /// @param height its height, from 0
  record NoBlockResponse(long height) implements BlockSyncMessage {
    public NoBlockResponse {
      requireNotNegative(height);
    }
  }

  /// A block as it was received: decoded, valid on its own, and with the bytes it came in.
  ///
  /// @param block the block
  /// @param extendedCommit the votes for it with their extensions, if they have any
  record BlockResponse(Block block, Optional<ExtendedCommit> extendedCommit)
      implements BlockSyncMessage {}

  /// A block as it is sent: the bytes of the store, which nobody decodes here. It comes back as a [BlockResponse].
  ///
  /// @param block the encoded block
  /// @param extendedCommit the votes for it with their extensions, if they have any
  record StoredBlock(Bytes block, Optional<ExtendedCommit> extendedCommit)
      implements BlockSyncMessage {}

  private static void requireNotNegative(long height) {
    if (height < 0) {
      throw new IllegalArgumentException("height " + height + " is negative");
    }
  }
}
