package dev.cometj.execution.store;

import dev.cometj.chain.service.StoreException;
import dev.cometj.crypto.Bytes;

/// A place among keys and values that moves one way. Used by one thread at a time.
public interface KeyValueCursor extends AutoCloseable {
  /// Move to the next key.
  ///
  /// @return whether there is one
  /// @throws StoreException if it cannot be read
  boolean next();

  /// Give the key that the cursor is at.
  ///
  /// @return the key
  /// @throws IllegalStateException if it is at none
  Bytes key();

  /// Give the value that the cursor is at.
  ///
  /// @return the value
  /// @throws IllegalStateException if it is at none
  Bytes value();

  /// Release it. Doing so again changes nothing.
  @Override
  void close();
}
