package dev.cometj.p2p.switching.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemDiskTest {
  @TempDir Path directory;
  private final SystemDisk disk = new SystemDisk();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String read(Path file) throws IOException {
    try (InputStream in = disk.open(file).orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aMissingFileIsEmptyAndNoFault() throws Exception {
    assertThat(disk.open(directory.resolve("no"))).isEmpty();
    assertThat(disk.size(directory.resolve("no"))).isEmpty();
  }

  @Test
  void replacesAFileAndLeavesNothingBehind() throws Exception {
    Path file = directory.resolve("deep/er/book.json");
    disk.replace(file, bytes("one"));
    disk.replace(file, bytes("second"));
    assertThat(read(file)).isEqualTo("second");
    assertThat(disk.size(file)).hasValue(6);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void keepsThePermissionsOfWhatItReplaces() throws Exception {
    Path file = directory.resolve("book.json");
    disk.replace(file, bytes("one"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    disk.replace(file, bytes("two"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void aLinkStaysALink() throws Exception {
    Path real = directory.resolve("real.json");
    Path link = directory.resolve("link.json");
    disk.replace(real, bytes("one"));
    Files.createSymbolicLink(link, real);
    disk.replace(link, bytes("two"));
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(read(real)).isEqualTo("two");
  }

  @Test
  void movesAFileOverAnother() throws Exception {
    Path from = directory.resolve("a");
    Path to = directory.resolve("b");
    disk.replace(from, bytes("new"));
    disk.replace(to, bytes("old"));
    disk.move(from, to);
    assertThat(read(to)).isEqualTo("new");
    assertThat(names()).containsExactly("b");
  }

  @Test
  void aFailedReplacementKeepsTheOldFileAndLeavesNoOther() throws Exception {
    Path occupied = directory.resolve("occupied");
    Files.createDirectories(occupied.resolve("inside"));
    assertThatThrownBy(() -> disk.replace(occupied, bytes("x"))).isInstanceOf(IOException.class);
    assertThat(names()).containsExactly("occupied");
  }
}
