package dev.cometj.node.demo;

import dev.cometj.node.home.HomeFiles;
import dev.cometj.node.home.NodeKeyFile;
import dev.cometj.node.home.OperatorException;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A CometBFT node in a process of its own; what it does is seen from the others.
///
/// @param home its home, made by us
/// @param id its id
/// @param process its process
record GoMember(DemoHome home, NodeId id, Process process) implements DemoMember {
  private static final long PATIENCE_SECONDS = 3;

  static GoMember start(Path program, DemoHome home) {
    Path folder = home.settings().home();
    NodeId id =
        NodeId.ofPublicKey(
            NodeKeyFile.read(new HomeFiles(home.settings()).nodeKeyFile()).publicKey().bytes());
    try {
      Process process =
          new ProcessBuilder(program.toString(), "start", "--home", folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      return new GoMember(home, id, process);
    } catch (IOException e) {
      throw new OperatorException("--go = " + program + ": cannot be started: " + e.getMessage());
    }
  }

  @Override
  public String name() {
    return home.name();
  }

  @Override
  public String address() {
    return home.address();
  }

  @Override
  public String rpcAddress() {
    return process.isAlive() ? home.rpcAddress() : "ended with " + process.exitValue();
  }

  @Override
  public List<Tie> ties() {
    return List.of();
  }

  @Override
  public List<PeerLedger.Entry> ledger() {
    return List.of();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
