package dev.cometj.execution.storage;

import dev.cometj.crypto.Bytes;
import java.util.Locale;

/// The keys of the block store, which are the original's (`store/store.go`).
final class BlockKeys {
  /// Base and height.
  static final Bytes EXTENT = StoredMessages.key("blockStore");

  /// The first height of which the meta was kept for evidence when its block was pruned. The original has no such key,
  /// and keeps these metas for ever.
  static final Bytes EVIDENCE_BASE = StoredMessages.key("cometj:evidenceBase");

  private BlockKeys() {}

  static Bytes meta(long height) {
    return StoredMessages.key("H:" + height);
  }

  static Bytes part(long height, int index) {
    return StoredMessages.key("P:" + height + ":" + index);
  }

  static Bytes commit(long height) {
    return StoredMessages.key("C:" + height);
  }

  static Bytes seenCommit(long height) {
    return StoredMessages.key("SC:" + height);
  }

  static Bytes extendedCommit(long height) {
    return StoredMessages.key("EC:" + height);
  }

  static Bytes height(Bytes hash) {
    return StoredMessages.key("BH:" + hash.toHex().toLowerCase(Locale.ROOT));
  }
}
