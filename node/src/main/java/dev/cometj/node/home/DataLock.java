package dev.cometj.node.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps a second process off a data directory (F14). The system gives the lock back when the process dies.
public final class DataLock implements AutoCloseable {
  private static final String FILE = "cometj.lock";

  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the lock.
  ///
  /// @param folder the data directory, made if needed
  /// @return the lock, held until it is closed
  /// @throws OperatorException if another process holds it
  public static DataLock take(Path folder) {
    NewFiles.folder(folder);
    Path file = folder.resolve(FILE);
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new OperatorException("cannot open the lock file " + file + ": " + Faults.describe(e));
    }
    try {
      if (lock(channel) == null) {
        String holder = holder(channel);
        channel.close();
        throw new OperatorException(
            "the data directory %s is in use by another node%s: stop that one, or give this one another --home"
                .formatted(folder, holder));
      }
      byte[] process =
          Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0).write(ByteBuffer.wrap(process), 0);
      return new DataLock(channel);
    } catch (IOException e) {
      throw new OperatorException("cannot lock " + file + ": " + Faults.describe(e));
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    String process = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    return process.matches("\\d+") ? " (process " + process + ")" : "";
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(DataLock.class.getPackageName())
          .log(System.Logger.Level.DEBUG, "The lock file did not close", e);
    }
  }
}
