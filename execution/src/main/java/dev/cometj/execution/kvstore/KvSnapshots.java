package dev.cometj.execution.kvstore;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.cometj.wire.abci.RequestOfferSnapshot;
import dev.cometj.wire.abci.ResponseApplySnapshotChunk;
import dev.cometj.wire.abci.ResponseOfferSnapshot;
import dev.cometj.wire.abci.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Snapshots of the key-value application, which the original's has not: a node of this project can sync its state from
/// another. Every node makes the same snapshot of the same height; the last ten are kept in memory.
final class KvSnapshots {
  private static final int FORMAT = 1;
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int KEPT = 10;

  private final TreeMap<Long, ByteString> made = new TreeMap<>();
  private @Nullable Restoration restoration;

  /// A snapshot that is being restored.
  private static final class Restoration {
    final Snapshot snapshot;
    final ByteString appHash;
    final List<ByteString> chunks = new ArrayList<>();

    Restoration(Snapshot snapshot, ByteString appHash) {
      this.snapshot = snapshot;
      this.appHash = appHash;
    }
  }

  /// Make the snapshot of a height.
  void make(long height, Map<ByteString, ByteString> entries) {
    made.put(height, encode(entries));
    if (made.size() > KEPT) {
      made.pollFirstEntry();
    }
  }

  List<Snapshot> list() {
    return made.entrySet().stream()
        .map(snapshot ->
            Snapshot.newBuilder()
                .setHeight(snapshot.getKey())
                .setFormat(FORMAT)
                .setChunks(chunks(snapshot.getValue()))
                .setHash(hash(snapshot.getValue()))
                .build())
        .toList();
  }

  private static int chunks(ByteString content) {
    return Math.max(1, Math.ceilDiv(content.size(), CHUNK_BYTES));
  }

  /// A chunk, empty if there is none.
  ByteString load(long height, int format, int chunk) {
    ByteString content = made.getOrDefault(height, ByteString.EMPTY);
    long from = Integer.toUnsignedLong(chunk) * CHUNK_BYTES;
    return format != FORMAT || from >= content.size()
        ? ByteString.EMPTY
        : content.substring((int) from, (int) Math.min(content.size(), from + CHUNK_BYTES));
  }

  ResponseOfferSnapshot.Result offer(RequestOfferSnapshot offer) {
    if (offer.getSnapshot().getFormat() != FORMAT) {
      return ResponseOfferSnapshot.Result.REJECT_FORMAT;
    }
    restoration = new Restoration(offer.getSnapshot(), offer.getAppHash());
    return ResponseOfferSnapshot.Result.ACCEPT;
  }

  /// Take the next chunk, and restore the state with the last one.
  ResponseApplySnapshotChunk.Result apply(ByteString chunk, KvState state) {
    Restoration current = restoration;
    if (current == null) {
      return ResponseApplySnapshotChunk.Result.ABORT;
    }
    current.chunks.add(chunk);
    if (current.chunks.size() < current.snapshot.getChunks()) {
      return ResponseApplySnapshotChunk.Result.ACCEPT;
    }
    restoration = null;
    ByteString content = ByteString.copyFrom(current.chunks);
    if (!hash(content).equals(current.snapshot.getHash())) {
      return ResponseApplySnapshotChunk.Result.RETRY_SNAPSHOT;
    }
    Map<ByteString, ByteString> entries = decode(content);
    if (!KvState.hash(KvState.sizeOf(entries)).equals(current.appHash)) {
      return ResponseApplySnapshotChunk.Result.REJECT_SNAPSHOT;
    }
    state.restore(entries);
    return ResponseApplySnapshotChunk.Result.ACCEPT;
  }

  /// Entries in the order of their keys, each part behind its length.
  private static ByteString encode(Map<ByteString, ByteString> entries) {
    var sorted =
        new TreeMap<ByteString, ByteString>(ByteString.unsignedLexicographicalComparator());
    sorted.putAll(entries);
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      for (Map.Entry<ByteString, ByteString> entry : sorted.entrySet()) {
        out.writeBytesNoTag(entry.getKey());
        out.writeBytesNoTag(entry.getValue());
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteString();
  }

  private static Map<ByteString, ByteString> decode(ByteString content) {
    Map<ByteString, ByteString> entries = new HashMap<>();
    CodedInputStream in = content.newCodedInput();
    try {
      while (!in.isAtEnd()) {
        entries.put(in.readBytes(), in.readBytes());
      }
    } catch (IOException e) {
      return Map.of(); // its hash was right, so whoever made it is no such application
    }
    return entries;
  }

  private static ByteString hash(ByteString content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(content.asReadOnlyByteBuffer());
      return ByteString.copyFrom(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
