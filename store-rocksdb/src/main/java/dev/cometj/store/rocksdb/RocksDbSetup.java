package dev.cometj.store.rocksdb;

import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/// How a database is opened. Its native memory is bounded: blocks, indexes, filters and what is not flushed yet share one
/// cache of 64 MiB.
final class RocksDbSetup implements AutoCloseable {
  private static final long MEMORY_BYTES = 64L << 20;
  private static final long UNFLUSHED_BYTES = 16L << 20;
  private static final int OPEN_FILES = 256;

  /// From here on a value, such as a block's part, is written once and not moved by compaction.
  private static final long BLOB_BYTES = 8 << 10;

  private static final long LARGEST_LOG_BYTES = 1 << 20;
  private static final int BITS_PER_KEY = 10;

  private final Cache cache = new LRUCache(MEMORY_BYTES);
  private final WriteBufferManager unflushed = new WriteBufferManager(UNFLUSHED_BYTES, cache);
  private final BloomFilter filter = new BloomFilter(BITS_PER_KEY);
  private final Options options = new Options();
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final WriteOptions unsynced = new WriteOptions().setSync(false);

  private RocksDbSetup() {
    options
        .setCreateIfMissing(true)
        .setParanoidChecks(true)
        // What survives a power loss is a beginning of what was written, without a hole.
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        .setWriteBufferManager(unflushed)
        .setWriteBufferSize(UNFLUSHED_BYTES / 2)
        .setMaxTotalWalSize(2 * UNFLUSHED_BYTES)
        .setMaxOpenFiles(OPEN_FILES)
        .setMaxBackgroundJobs(2)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setEnableBlobFiles(true)
        .setMinBlobSize(BLOB_BYTES)
        .setEnableBlobGarbageCollection(true)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(LARGEST_LOG_BYTES)
        .setKeepLogFileNum(2)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setFilterPolicy(filter));
  }

  /// Loads the library if it is not yet.
  static RocksDbSetup create() {
    RocksDB.loadLibrary();
    return new RocksDbSetup();
  }

  RocksDB open(Path folder) throws RocksDBException {
    return RocksDB.open(options, folder.toString());
  }

  WriteOptions forWrite(boolean sync) {
    return sync ? synced : unsynced;
  }

  @Override
  public void close() {
    synced.close();
    unsynced.close();
    options.close();
    filter.close();
    unflushed.close();
    cache.close();
  }
}
