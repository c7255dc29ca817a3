/// A key-value database on RocksDB.
package dev.cometj.store.rocksdb;
