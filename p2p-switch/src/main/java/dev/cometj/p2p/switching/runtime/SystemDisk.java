package dev.cometj.p2p.switching.runtime;

import dev.cometj.p2p.spi.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;
import java.util.OptionalLong;

/// The file system, with the two forces that make a replacement durable: of the new file before it is renamed, and
/// of the directory afterwards (A03: Go leaves the second one out).
public final class SystemDisk implements Disk {
  /// Make it; there is nothing to set.
  public SystemDisk() {}

  @Override
  public OptionalLong size(Path file) throws IOException {
    try {
      return OptionalLong.of(Files.size(file));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public Optional<InputStream> open(Path file) throws IOException {
    try {
      return Optional.of(Files.newInputStream(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void replace(Path file, byte[] content) throws IOException {
    // A link to a file elsewhere stays a link: what it points to is replaced.
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path directory = directoryOf(target);
    createDurably(directory);
    Path fresh = Files.createTempFile(directory, "." + target.getFileName(), ".tmp");
    try {
      write(fresh, content);
      keepPermissions(target, fresh);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      var _ = Files.deleteIfExists(fresh);
    }
    force(directory);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Path source = from.toAbsolutePath();
    Path target = to.toAbsolutePath();
    var _ = Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    force(directoryOf(target));
    if (!directoryOf(source).equals(directoryOf(target))) {
      force(directoryOf(source));
    }
  }

  private static Path directoryOf(Path absolute) throws IOException {
    Path directory = absolute.getParent();
    if (directory == null) {
      throw new IOException("'" + absolute + "' is no file");
    }
    return directory;
  }

  private static void createDurably(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      createDurably(parent);
    }
    var _ = Files.createDirectories(directory);
    if (parent != null) {
      force(parent);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        var _ = channel.write(rest);
      }
      channel.force(true);
    }
  }

  /// A fresh temporary file is readable by its owner alone, which a replacement of a more open file must not change.
  private static void keepPermissions(Path old, Path fresh) throws IOException {
    PosixFileAttributeView from = Files.getFileAttributeView(old, PosixFileAttributeView.class);
    PosixFileAttributeView to = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
    if (from != null && to != null && Files.exists(old)) {
      to.setPermissions(from.readAttributes().permissions());
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
