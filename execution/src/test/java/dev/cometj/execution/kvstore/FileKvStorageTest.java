package dev.cometj.execution.kvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKvStorageTest {
  @TempDir Path folder;

  private static ByteString bytes(String text) {
    return ByteString.copyFromUtf8(text);
  }

  private static Map<ByteString, Optional<ByteString>> put(String key, String value) {
    return Map.of(bytes(key), Optional.of(bytes(value)));
  }

  private Path journal() {
    return folder.resolve("kvstore.journal");
  }

  @Test
  void keepsChangesOverTheEndOfTheProcess() throws IOException {
    try (var storage = FileKvStorage.open(folder.resolve("deep"))) {
      storage.write(put("a", "1"));
      storage.write(put("b", "2"));
      storage.write(Map.of(bytes("a"), Optional.empty()));
    }
    try (var storage = FileKvStorage.open(folder.resolve("deep"))) {
      var all = new HashMap<ByteString, ByteString>();
      storage.forEach(all::put);
      assertThat(all).isEqualTo(Map.of(bytes("b"), bytes("2")));
    }
  }

  @Test
  void aCommitThatWasCutOffAnywhereNeverHappened() throws IOException {
    try (var storage = FileKvStorage.open(folder)) {
      storage.write(put("first", "1"));
    }
    int whole = (int) Files.size(journal());
    try (var storage = FileKvStorage.open(folder)) {
      storage.write(put("second", "2"));
    }
    byte[] both = Files.readAllBytes(journal());
    for (int length = whole; length < both.length; length++) {
      Files.write(journal(), Arrays.copyOf(both, length));
      try (var storage = FileKvStorage.open(folder)) {
        assertThat(storage.get(bytes("first"))).contains(bytes("1"));
        assertThat(storage.get(bytes("second"))).isEmpty();
        storage.write(put("third", "3"));
      }
      try (var storage = FileKvStorage.open(folder)) {
        assertThat(storage.get(bytes("third"))).contains(bytes("3"));
      }
    }
  }

  @Test
  void aJournalThatHasOutgrownTheStateIsWrittenAnew() throws IOException {
    String value = "x".repeat(1 << 20);
    try (var storage = FileKvStorage.open(folder)) {
      for (int i = 0; i < 40; i++) {
        storage.write(put("same", value + i));
        assertThat(Files.size(journal())).isLessThan(18 << 20);
      }
    }
    try (var storage = FileKvStorage.open(folder)) {
      assertThat(storage.get(bytes("same"))).contains(bytes(value + 39));
    }
  }

  @Test
  void isOfNoUseAfterItWasClosed() throws IOException {
    var storage = FileKvStorage.open(folder);
    storage.close();
    assertThatThrownBy(() -> storage.write(put("a", "1"))).isInstanceOf(IOException.class);
  }
}
