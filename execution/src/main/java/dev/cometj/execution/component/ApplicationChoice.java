package dev.cometj.execution.component;

import dev.cometj.chain.abci.Application;
import dev.cometj.execution.abci.ApplicationConnections;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.execution.kvstore.KvStoreApplication;
import dev.cometj.execution.kvstore.KvStoreOptions;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/// Which application `proxy_app` means; `DefaultClientCreator` of Go's `proxy/client.go`.
sealed interface ApplicationChoice {
  /// Behind a socket.
  ///
  /// @param address where it listens
  record Remote(ProtocolAddress address) implements ApplicationChoice {}

  /// In this process.
  ///
  /// @param kind which one
  /// @param isByConnection whether each connection is let in by itself
  /// @param folder where it may keep its state
  record Local(Kind kind, boolean isByConnection, Path folder) implements ApplicationChoice {
    private Application open() {
      return switch (kind) {
        case KVSTORE -> KvStoreApplication.inMemory();
        case PERSISTENT_KVSTORE -> persistent();
        case NOOP -> new Noop();
      };
    }

    private Application persistent() {
      try {
        return KvStoreApplication.inFolder(folder, KvStoreOptions.defaults());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot open the application's state: " + e.getMessage(), e);
      }
    }
  }

  /// Takes everything; the original's `BaseApplication`.
  record Noop() implements Application {
    @Override
    public boolean checksAtOnce() {
      return true;
    }
  }

  /// The applications that the node brings.
  enum Kind {
    KVSTORE,
    PERSISTENT_KVSTORE,
    NOOP
  }

  /// The setting that names the application.
  String NAME = "proxy_app";

  /// The ending of the name that lets each connection in by itself.
  String CONNSYNC = "_connsync";

  /// Whether the node is to have no application: an archive.
  static boolean isNone(Settings settings) {
    return settings.text(NAME, "").equals("none");
  }

  /// Find the application of a configuration.
  ///
  /// @throws InvalidSettingException if there is no such application
  static ApplicationChoice of(Settings settings) {
    String name = settings.text(NAME, "tcp://127.0.0.1:26658");
    boolean isByConnection = name.endsWith(CONNSYNC);
    Path folder = settings.path("db_dir", "data");
    return switch (isByConnection ? name.substring(0, name.length() - CONNSYNC.length()) : name) {
      case "kvstore" -> new Local(Kind.KVSTORE, isByConnection, folder);
      case "persistent_kvstore" -> new Local(Kind.PERSISTENT_KVSTORE, isByConnection, folder);
      case "noop" -> new Local(Kind.NOOP, isByConnection, folder);
      case "e2e" ->
          throw new InvalidSettingException(
              NAME, "the end-to-end application runs behind a socket only");
      default -> remote(name, settings);
    };
  }

  private static ApplicationChoice remote(String name, Settings settings) {
    String protocol = settings.text("abci", "socket");
    if (!protocol.equals("socket")) {
      throw new InvalidSettingException(
          "abci", "'%s' is not spoken here: only socket is".formatted(protocol));
    }
    try {
      return new Remote(ProtocolAddress.parse(name));
    } catch (RuntimeException e) {
      throw new InvalidSettingException(NAME, String.valueOf(e.getMessage()));
    }
  }

  /// Join it. Nothing is opened before the first call.
  default ApplicationConnections join(Executor blocking) {
    return switch (this) {
      case Remote(ProtocolAddress address) -> ApplicationConnections.overSocket(address, blocking);
      case Local local ->
          ApplicationConnections.inProcess(local::open, local.isByConnection(), blocking);
    };
  }
}
