package dev.cometj.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A node's home directory.
record NodeHome(Path folder) {

  /// Replace this one by a copy of another.
  void copyOf(NodeHome other) throws IOException {
    delete(folder);
    try (Stream<Path> all = Files.walk(other.folder())) {
      for (Path from : all.toList()) {
        Files.copy(from, folder.resolve(other.folder().relativize(from)));
      }
    }
  }

  /// Forget what a consensus that never came to an end has written.
  void forgetConsensus() throws IOException {
    delete(folder.resolve("data/cs.wal"));
  }

  private static void delete(Path what) throws IOException {
    if (!Files.exists(what)) {
      return;
    }
    try (Stream<Path> all = Files.walk(what)) {
      all.sorted(Comparator.reverseOrder()).forEach(NodeHome::remove);
    }
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Set a key of the configuration that is there.
  ///
  /// @param section the table, without brackets
  /// @param value as TOML has it
  void set(String section, String key, String value) throws IOException {
    Path file = folder.resolve("config/config.toml");
    List<String> lines = Files.readAllLines(file);
    int at = lines.indexOf("[" + section + "]") + 1;
    while (!lines.get(at).startsWith(key + " =")) {
      at++;
    }
    lines.set(at, key + " = " + value);
    Files.write(file, lines);
  }

  void setText(String section, String key, String value) throws IOException {
    set(section, key, '"' + value + '"');
  }
}
