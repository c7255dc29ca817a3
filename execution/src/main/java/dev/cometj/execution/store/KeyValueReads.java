package dev.cometj.execution.store;

import dev.cometj.chain.service.StoreException;
import dev.cometj.crypto.Bytes;
import java.util.Optional;

/// What can be read of a key-value database. Calls may be made from any thread and block for the disk.
public interface KeyValueReads {
  /// Read a value.
  ///
  /// @param key the key
  /// @return the value, which may be of no bytes, or empty if the key is not here
  /// @throws StoreException if it cannot be read
  Optional<Bytes> get(Bytes key);

  /// Read keys and values in order. The cursor sees what was here when it was made, and nothing that is written later.
  ///
  /// @param range which keys
  /// @param order from which end
  /// @return a cursor before the first of them, to be closed by the caller
  /// @throws StoreException if it cannot be made
  KeyValueCursor iterate(KeyRange range, Order order);

  /// From which end keys are read.
  enum Order {
    /// From the smallest key on.
    ASCENDING,
    /// From the greatest key on.
    DESCENDING
  }
}
