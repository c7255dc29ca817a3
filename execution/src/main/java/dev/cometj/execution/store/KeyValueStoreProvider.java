package dev.cometj.execution.store;

import dev.cometj.chain.service.StoreException;
import java.nio.file.Path;

/// The service that opens databases; what the original has as `NewDB` of the Go module `cometbft-db` (`db.go`). A
/// `ComponentProvider` of the database's module offers it, so that the database is picked by the module path.
public interface KeyValueStoreProvider {
  /// Name the kind of database.
  ///
  /// @return for example `rocksdb`
  String backend();

  /// Open a database, which is made if it is not there. Blocks.
  ///
  /// @param folder where databases are kept; it is made if it is not there
  /// @param name the database's name: lower-case letters
  /// @return the database, to be closed by the caller; nobody else can open it before
  /// @throws StoreException if it cannot be opened; the message names the folder
  KeyValueStore open(Path folder, String name);
}
