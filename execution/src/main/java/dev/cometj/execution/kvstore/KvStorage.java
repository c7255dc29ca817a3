package dev.cometj.execution.kvstore;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Where the key-value application keeps its state. Used by one thread at a time, which may block.
interface KvStorage extends AutoCloseable {
  /// Read a value.
  ///
  /// @param key the key
  /// @return its value, or empty if there is none
  Optional<ByteString> get(ByteString key);

  /// Visit everything, in no particular order.
  ///
  /// @param visitor gets keys and values
  void forEach(BiConsumer<ByteString, ByteString> visitor);

  /// Make changes, all or none of them, that survive the end of the process.
  ///
  /// @param changes new values by key, empty for a key that goes
  /// @throws IOException if they cannot be made; the storage must not be used any more then
  void write(Map<ByteString, Optional<ByteString>> changes) throws IOException;

  /// Release the storage.
  @Override
  default void close() {}

  /// Keep the state in memory. It lives as long as the object: an application made later over the same storage goes on
  /// where the earlier one has committed.
  ///
  /// @return an empty storage
  static KvStorage inMemory() {
    return new MemoryKvStorage();
  }
}
