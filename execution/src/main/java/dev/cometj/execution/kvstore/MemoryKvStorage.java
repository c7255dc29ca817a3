package dev.cometj.execution.kvstore;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// A state in memory.
final class MemoryKvStorage implements KvStorage {
  private final Map<ByteString, ByteString> entries = new HashMap<>();

  @Override
  public Optional<ByteString> get(ByteString key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public void forEach(BiConsumer<ByteString, ByteString> visitor) {
    entries.forEach(visitor);
  }

  @Override
  public void write(Map<ByteString, Optional<ByteString>> changes) {
    changes.forEach((key, value) -> {
      if (value.isPresent()) {
        entries.put(key, value.get());
      } else {
        entries.remove(key);
      }
    });
  }

  int size() {
    return entries.size();
  }
}
