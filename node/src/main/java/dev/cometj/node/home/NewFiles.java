package dev.cometj.node.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Makes the files and folders of a home, with the permissions of the original.
final class NewFiles {
  static final String FOR_OWNER = "rw-------";
  static final String FOR_READERS = "rw-r--r--";
  private static final String FOLDER = "rwx------";

  private NewFiles() {}

  /// Makes a folder and those above it, unless they exist.
  static void folder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, permissions(folder, FOLDER));
      }
    } catch (IOException e) {
      throw new OperatorException("cannot make the folder " + folder + ": " + Faults.describe(e));
    }
  }

  /// Makes a file whole or not at all: it is written beside its place first.
  static void write(Path file, String content, String permissions) {
    Path parent = file.toAbsolutePath().getParent();
    try {
      Path beside =
          Files.createTempFile(
              parent, "." + file.getFileName(), ".new", permissions(file, permissions));
      try {
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
          ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw new OperatorException("cannot write " + file + ": " + Faults.describe(e));
    }
  }

  private static FileAttribute<?>[] permissions(Path file, String permissions) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
