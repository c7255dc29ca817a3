package dev.cometj.integration.harness;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A node with a home of its own, which a test starts, asks and stops: the Go original or ours.
public abstract sealed class NodeProcess permits GoNode, CometJNode {
  private static final Duration READY = Duration.ofSeconds(30);
  private static final Duration QUICK = Duration.ofSeconds(30);

  private final Scenario scenario;
  private final String name;
  private final Path home;
  private InetSocketAddress p2pAddress;
  private final InetSocketAddress rpcAddress;
  private ChildProcess process;
  private String id;
  private int starts;

  NodeProcess(Scenario scenario, String name, Path home) {
    this.scenario = scenario;
    this.name = name;
    this.home = home;
    this.p2pAddress = scenario.address();
    this.rpcAddress = scenario.besides(p2pAddress);
  }

  /// The program with its first arguments, to which a sub-command is added.
  abstract List<String> program();

  /// The options which make it listen where the harness wants it to.
  abstract List<String> startOptions();

  /// The folder of its configuration, keys and data.
  public Path home() {
    return home;
  }

  /// A file of its home.
  public Path file(String relative) {
    return home.resolve(relative);
  }

  /// Edits its configuration file.
  public ConfigToml config() {
    return new ConfigToml(home.resolve("config/config.toml"));
  }

  /// Its node id, as its own `show-node-id` says.
  public String id() {
    if (id == null) {
      id = command("show-node-id").lines().reduce((first, last) -> last).orElse("").strip();
    }
    return id;
  }

  /// Forgets the id: for a test that exchanges the key file.
  public void keyChanged() {
    id = null;
  }

  /// `host:port` on which it listens for peers, and which it announces.
  public String listenAddress() {
    return p2pAddress.getHostString() + ':' + p2pAddress.getPort();
  }

  /// The same, for a socket.
  public InetSocketAddress socketAddress() {
    return p2pAddress;
  }

  /// `id@host:port`, as it stands in another node's seeds or persistent peers.
  public String peerAddress() {
    return id() + '@' + listenAddress();
  }

  /// Lets it listen where another node does: for the test of a busy port.
  public void listenWhere(NodeProcess other) {
    p2pAddress = other.p2pAddress;
  }

  /// Its RPC.
  public Rpc rpc() {
    return new Rpc(rpcAddress);
  }

  /// `host:port` of its RPC, as it stands in another node's list of servers.
  public String rpcText() {
    return rpcAddress.getHostString() + ':' + rpcAddress.getPort();
  }

  /// Switches its instrumentation listener on from the next start, and gives that to be asked for `/metrics`.
  public Rpc instrumentation() {
    var address = scenario.besides(p2pAddress);
    config()
        .set("instrumentation.prometheus", true)
        .set(
            "instrumentation.prometheus_listen_addr",
            address.getHostString() + ':' + address.getPort());
    return new Rpc(address);
  }

  /// Starts it and waits until it has started, as its RPC says.
  ///
  /// @param options further options of `start`
  public NodeProcess start(String... options) {
    launch(options);
    Await.until(
        READY,
        name + " has started",
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(name + " ended at start\n" + process.tail(40));
          }
          return rpc().isStarted();
        },
        () -> process.tail(40));
    return this;
  }

  /// Starts it without waiting: for a start that is to fail.
  public ChildProcess launch(String... options) {
    var all = new ArrayList<String>(startOptions());
    all.addAll(List.of(options));
    return launchAsConfigured(all.toArray(String[]::new));
  }

  /// Starts it without waiting and without the harness's own options: what its configuration says holds.
  public ChildProcess launchAsConfigured(String... options) {
    starts++;
    var command = new ArrayList<String>(program());
    command.addAll(List.of("start", "--home", home.toString()));
    command.addAll(List.of(options));
    process = scenario.start(starts == 1 ? name : name + "-" + starts, command, Map.of());
    return process;
  }

  /// The process that was started last.
  public ChildProcess process() {
    return process;
  }

  /// Runs a sub-command on its home to the end.
  ///
  /// @return what it wrote
  /// @throws AssertionError when its exit status is not 0
  public String command(String... words) {
    var run = tryCommand(words);
    if (run.awaitExit(QUICK) != 0) {
      throw new AssertionError(run.name() + " failed\n" + run.tail(40));
    }
    return run.output();
  }

  /// Runs a sub-command on its home, whatever becomes of it.
  public ChildProcess tryCommand(String... words) {
    var command = new ArrayList<String>(program());
    command.addAll(List.of(words));
    command.addAll(List.of("--home", home.toString()));
    return scenario.start(scenario.unique(name + '-' + words[0]), command, Map.of());
  }

  InetSocketAddress rpcAddress() {
    return rpcAddress;
  }

  @Override
  public String toString() {
    return name;
  }
}
