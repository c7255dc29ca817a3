package dev.cometj.execution.program;

import dev.cometj.execution.abci.ApplicationServer;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.execution.kvstore.KvStoreApplication;
import dev.cometj.execution.kvstore.KvStoreOptions;
import java.io.IOException;
import java.nio.file.Path;

/// Serves the key-value application to a node in another process, as `abci-cli kvstore` of the original does:
///
/// ```text
/// java -p JARS -m dev.cometj.execution/dev.cometj.execution.program.KvStoreServer tcp://127.0.0.1:26658 [FOLDER]
/// ```
///
/// With a folder the state is kept there. The first line of the output says where it listens.
public final class KvStoreServer {
  private KvStoreServer() {}

  /// Run until the process is ended.
  ///
  /// @param arguments the address, and perhaps the folder of the state
  /// @throws IOException if the address or the folder cannot be had
  /// @throws InterruptedException never
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("usage: KvStoreServer tcp://HOST:PORT|unix://PATH [FOLDER]");
      System.exit(1);
    }
    KvStoreApplication application =
        arguments.length == 2
            ? KvStoreApplication.inFolder(Path.of(arguments[1]), KvStoreOptions.defaults())
            : KvStoreApplication.inMemory();
    try (ApplicationServer server =
        ApplicationServer.start(ProtocolAddress.parse(arguments[0]), application)) {
      System.out.println("listening on " + server.address());
      server.awaitEnd();
    }
  }
}
