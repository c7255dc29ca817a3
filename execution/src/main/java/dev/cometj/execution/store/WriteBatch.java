package dev.cometj.execution.store;

import dev.cometj.crypto.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Changes that are written together, in the order in which they were added. Used by one thread at a time.
public final class WriteBatch {
  private final List<Change> changes = new ArrayList<>();

  /// Make an empty batch.
  public WriteBatch() {}

  /// Set a value.
  ///
  /// @param key the key, of at least one byte
  /// @param value the value, possibly of no bytes
  /// @return this batch
  public WriteBatch put(Bytes key, Bytes value) {
    requireKey(key);
    changes.add(new Change.Put(key, value));
    return this;
  }

  /// Remove a key, if it is there.
  ///
  /// @param key the key, of at least one byte
  /// @return this batch
  public WriteBatch delete(Bytes key) {
    requireKey(key);
    changes.add(new Change.Delete(key));
    return this;
  }

  /// Remove every key of a range.
  ///
  /// @param range the range
  /// @return this batch
  public WriteBatch deleteRange(KeyRange range) {
    if (!range.isEmpty()) {
      changes.add(new Change.DeleteRange(range));
    }
    return this;
  }

  private static void requireKey(Bytes key) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a key has at least one byte");
    }
  }

  /// Tell what is to be changed.
  ///
  /// @return an unmodifiable view, in order
  public List<Change> changes() {
    return Collections.unmodifiableList(changes);
  }

  /// One change.
  public sealed interface Change {
    /// A value is set.
    ///
    /// @param key the key
    /// @param value the value
    record Put(Bytes key, Bytes value) implements Change {}

    /// A key is removed.
    ///
    /// @param key the key
    record Delete(Bytes key) implements Change {}

    /// A range is removed.
    ///
    /// @param range the range, which is not empty
    record DeleteRange(KeyRange range) implements Change {}
  }
}
