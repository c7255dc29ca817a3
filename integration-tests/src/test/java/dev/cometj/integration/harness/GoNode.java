package dev.cometj.integration.harness;

import java.nio.file.Path;
import java.util.List;

/// A node of the Go original with the built-in key-value application.
public final class GoNode extends NodeProcess {
  private final GoVersion version;

  GoNode(Scenario scenario, GoVersion version, String name, Path home) {
    super(scenario, name, home);
    this.version = version;
  }

  /// The version of the program.
  public GoVersion version() {
    return version;
  }

  /// Writes into its configuration what lets nodes on loopback addresses work together: no routability
  /// rules, several peers with one source address, and its own addresses.
  public GoNode configured() {
    config()
        .set("p2p.laddr", "tcp://" + listenAddress())
        .set("p2p.external_address", listenAddress())
        .set("p2p.addr_book_strict", false)
        .set("p2p.allow_duplicate_ip", true)
        .set("p2p.persistent_peers", "")
        .set("p2p.seeds", "")
        .set("rpc.laddr", "tcp://" + rpcAddress().getHostString() + ':' + rpcAddress().getPort())
        .set("proxy_app", "kvstore");
    return this;
  }

  @Override
  List<String> program() {
    return List.of(version.program().toString());
  }

  @Override
  List<String> startOptions() {
    return List.of();
  }
}
