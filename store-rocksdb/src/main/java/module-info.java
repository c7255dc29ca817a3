import org.jspecify.annotations.NullMarked;

/// The database of a node's blocks and states, on RocksDB.
///
/// Put it on the module path to have it, and start Java with `--enable-native-access=rocksdbjni`; nothing requires it.
/// It is a leaf, since RocksDB's library is an automatic module whose name comes from its file name.
///
/// @provides dev.cometj.p2p.spi.ComponentProvider the service that opens databases
@NullMarked
module dev.cometj.store.rocksdb {
  requires dev.cometj.chain;
  requires dev.cometj.crypto;
  requires dev.cometj.execution;
  requires dev.cometj.p2p;
  requires rocksdbjni;
  requires static org.jspecify;

  provides dev.cometj.p2p.spi.ComponentProvider with
      dev.cometj.store.rocksdb.RocksDbProvider;
}
