package dev.cometj.execution.kvstore;

import com.google.protobuf.ByteString;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/// A state in memory whose changes are written to a journal, one checked record for each commit. What a kill leaves
/// unfinished at the end of the journal is cut off when it is opened. A journal that has outgrown the state is written
/// anew.
///
/// The original keeps this state in a LevelDB, which is not read here.
final class FileKvStorage implements KvStorage {
  private static final String NAME = "kvstore.journal";
  private static final long MIN_COMPACTION_BYTES = 16L << 20;
  private static final int HEADER_BYTES = 8;

  private final Path file;
  private final MemoryKvStorage state = new MemoryKvStorage();
  private FileChannel journal;
  private long length;
  private long liveBytes;
  private boolean isBroken;

  private FileKvStorage(Path file) throws IOException {
    this.file = file;
    journal = channel(file);
    length = replay();
    journal.truncate(length);
    journal.position(length);
  }

  /// Open or make the state of a folder.
  ///
  /// @param folder the folder, made if need be; nobody else may use it
  /// @return the storage, to be closed by the caller
  /// @throws IOException if it cannot be opened
  static FileKvStorage open(Path folder) throws IOException {
    var _ = Files.createDirectories(folder);
    return new FileKvStorage(folder.resolve(NAME));
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /// Read the records that are whole.
  private long replay() throws IOException {
    long good = 0;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      for (OptionalInt size = record(in); size.isPresent(); size = record(in)) {
        good += HEADER_BYTES + size.getAsInt();
      }
    }
    return good;
  }

  private OptionalInt record(DataInputStream in) throws IOException {
    try {
      int size = in.readInt();
      int sum = in.readInt();
      if (size < 0) {
        return OptionalInt.empty();
      }
      byte[] content = in.readNBytes(size);
      if (content.length < size || sum != checksum(content)) {
        return OptionalInt.empty();
      }
      apply(decode(content));
      return OptionalInt.of(size);
    } catch (EOFException e) {
      return OptionalInt.empty();
    }
  }

  @Override
  public Optional<ByteString> get(ByteString key) {
    return state.get(key);
  }

  @Override
  public void forEach(BiConsumer<ByteString, ByteString> visitor) {
    state.forEach(visitor);
  }

  @Override
  public void write(Map<ByteString, Optional<ByteString>> changes) throws IOException {
    if (isBroken) {
      throw new IOException("an earlier write to " + file + " has failed");
    }
    isBroken = true; // until the record is known to be whole
    length += append(journal, changes);
    apply(changes);
    if (length > MIN_COMPACTION_BYTES && length > 4 * liveBytes) {
      compact();
    }
    isBroken = false;
  }

  private void apply(Map<ByteString, Optional<ByteString>> changes) {
    changes.forEach((key, value) -> {
      liveBytes -= state.get(key).map(old -> (long) key.size() + old.size()).orElse(0L);
      liveBytes += value.map(fresh -> (long) key.size() + fresh.size()).orElse(0L);
    });
    state.write(changes);
  }

  private void compact() throws IOException {
    Map<ByteString, Optional<ByteString>> all = new LinkedHashMap<>();
    state.forEach((key, value) -> all.put(key, Optional.of(value)));
    Path fresh = file.resolveSibling(NAME + ".new");
    var _ = Files.deleteIfExists(fresh);
    FileChannel written = channel(fresh);
    long size = append(written, all);
    var _ = Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    journal.close();
    journal = written;
    length = size;
  }

  private static long append(FileChannel to, Map<ByteString, Optional<ByteString>> changes)
      throws IOException {
    byte[] content = encode(changes);
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + content.length);
    bytes.putInt(content.length).putInt(checksum(content)).put(content).flip();
    while (bytes.hasRemaining()) {
      var _ = to.write(bytes);
    }
    to.force(false);
    return bytes.limit();
  }

  private static byte[] encode(Map<ByteString, Optional<ByteString>> changes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(changes.size());
    for (Map.Entry<ByteString, Optional<ByteString>> change : changes.entrySet()) {
      write(out, change.getKey());
      out.writeBoolean(change.getValue().isPresent());
      if (change.getValue().isPresent()) {
        write(out, change.getValue().get());
      }
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, ByteString bytes) throws IOException {
    out.writeInt(bytes.size());
    bytes.writeTo(out);
  }

  private static Map<ByteString, Optional<ByteString>> decode(byte[] content) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
    Map<ByteString, Optional<ByteString>> changes = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      ByteString key = read(in);
      changes.put(key, in.readBoolean() ? Optional.of(read(in)) : Optional.empty());
    }
    return changes;
  }

  private static ByteString read(DataInputStream in) throws IOException {
    return ByteString.copyFrom(in.readNBytes(in.readInt()));
  }

  private static int checksum(byte[] content) {
    CRC32C sum = new CRC32C();
    sum.update(content, 0, content.length);
    return (int) sum.getValue();
  }

  @Override
  public void close() {
    isBroken = true;
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
