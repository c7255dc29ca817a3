package dev.cometj.integration.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// What one test starts: its nodes and processes, all of which end with the test.
///
/// Homes and logs stay under `target/live` until the next run. A test gets one as a parameter, see [Scenarios].
public final class Scenario {
  private static final Duration QUICK = Duration.ofSeconds(30);
  private static final Set<Scenario> OPEN = ConcurrentHashMap.newKeySet();
  private static final Loopback LOOPBACK = new Loopback();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> OPEN.forEach(scenario -> scenario.children.forEach(ChildProcess::endNow))));
  }

  private final Path directory;
  private final List<ChildProcess> children = new ArrayList<>();
  private int names;

  Scenario(Path directory) {
    this.directory = directory;
    OPEN.add(this);
  }

  /// The folder of this test.
  public Path directory() {
    return directory;
  }

  /// A node of ours whose home does not exist yet.
  public CometJNode cometj(String name) {
    return new CometJNode(this, name, directory.resolve(name));
  }

  /// A node of ours on a home that something else has made.
  public CometJNode cometj(String name, Path home) {
    return new CometJNode(this, name, home);
  }

  /// A Go node, a validator alone on a chain of its own, with a home made by `init`.
  public GoNode go(GoVersion version, String name) {
    var home = directory.resolve(name);
    run(name + "-init", version.program().toString(), "init", "--home", home.toString());
    return new GoNode(this, version, name, home).configured();
  }

  /// A Go node on a home that something else has made, which stays as it is.
  public GoNode go(GoVersion version, String name, Path home) {
    return new GoNode(this, version, name, home);
  }

  /// Homes for a Go network as `cometbft testnet` makes them, unchanged.
  ///
  /// @return the homes of the validators, then those of the others
  public List<Path> goTestnetHomes(GoVersion version, int validators, int others) {
    var output = directory.resolve("testnet");
    run(
        "testnet",
        version.program().toString(),
        "testnet",
        "--v",
        Integer.toString(validators),
        "--n",
        Integer.toString(others),
        "--o",
        output.toString(),
        "--populate-persistent-peers=false");
    return IntStream.range(0, validators + others)
        .mapToObj(i -> output.resolve("node" + i))
        .toList();
  }

  /// Go validators of one chain that know nothing of each other.
  public List<GoNode> goValidators(GoVersion version, int count) {
    return goTestnetHomes(version, count, 0).stream()
        .map(home -> new GoNode(this, version, home.getFileName().toString(), home).configured())
        .toList();
  }

  /// The chain id in a home's genesis file.
  public static String chainId(Path home) {
    try {
      var genesis = Files.readString(home.resolve("config/genesis.json"));
      return JsonMapper.shared().readTree(genesis).path("chain_id").asString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts any program; it ends with the test at the latest.
  ///
  /// @param name for messages and the log's file name
  public ChildProcess start(String name, List<String> command, Map<String, String> environment) {
    var child =
        ChildProcess.start(name, directory.resolve(name + ".log"), directory, environment, command);
    children.add(child);
    return child;
  }

  /// A name that no other process of this test has.
  String unique(String name) {
    return name + '-' + ++names;
  }

  InetSocketAddress address() {
    return LOOPBACK.next();
  }

  InetSocketAddress besides(InetSocketAddress address) {
    return LOOPBACK.besides(address);
  }

  private void run(String name, String... command) {
    var child = start(name, List.of(command), Map.of());
    if (child.awaitExit(QUICK) != 0) {
      throw new AssertionError(child.name() + " failed\n" + child.tail(40));
    }
  }

  /// The last lines of every process, for the report of a failed test.
  String tails() {
    var text = new StringBuilder("Processes of " + directory + '\n');
    children.forEach(child -> text.append(child.tail(60)));
    return text.toString();
  }

  void end() {
    children.forEach(ChildProcess::terminate);
    children.forEach(ChildProcess::end);
    OPEN.remove(this);
  }
}
