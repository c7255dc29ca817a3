package dev.cometj.execution.block;

import dev.cometj.crypto.Bytes;
import dev.cometj.execution.block.HandshakeException.Reason;

/// Compares what the application has with what the chain agreed on.
final class AppHashes {
  private AppHashes() {}

  /// Checks that both are the same.
  ///
  /// @param application the application's hash
  /// @param chain the chain's hash
  /// @param height after which block; 0 for none
  /// @throws HandshakeException if they differ
  static void requireSame(Bytes application, Bytes chain, long height) {
    if (!application.equals(chain)) {
      throw new HandshakeException(
          Reason.APP_HASH_MISMATCH,
          ("after height %d the application's app hash is %s, but the chain's is %s: "
                  + "reset the node and the application together, or restore the application's "
                  + "data of that height")
              .formatted(height, shown(application), shown(chain)));
    }
  }

  private static Object shown(Bytes hash) {
    return hash.isEmpty() ? "empty" : hash;
  }
}
