package dev.cometj.integration.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A node of this project, run from the built jars on a module path.
public final class CometJNode extends NodeProcess {
  private ModulePath modules = ModulePath.node();
  private List<String> virtualMachineOptions = List.of();
  private boolean isChosen;
  private int openFiles;

  CometJNode(Scenario scenario, String name, Path home) {
    super(scenario, name, home);
  }

  /// Runs it on another module path from the next start on.
  public CometJNode on(ModulePath path) {
    modules = path;
    isChosen = true;
    return this;
  }

  /// Adds options of the Java launcher from the next start on.
  public CometJNode with(String... options) {
    virtualMachineOptions = List.of(options);
    return this;
  }

  /// Limits the files and sockets it may have open, from the next start on.
  public CometJNode withOpenFiles(int limit) {
    openFiles = limit;
    return this;
  }

  /// Makes its home with `init` and sets what lets nodes on loopback addresses work together. Unless another module path
  /// was chosen it has the reactor PEX alone, so that it needs no genesis of the network that it is in; see [#withChain()].
  public CometJNode init() {
    command("init");
    config()
        .set("p2p.addr_book_strict", false)
        .set("p2p.allow_duplicate_ip", true)
        .set("proxy_app", "kvstore");
    if (!isChosen) {
      config().set("cometj.reactors", "PEX");
    }
    return this;
  }

  /// Lets all reactors take part, after [#init()].
  public CometJNode withChain() {
    config().set("cometj.reactors", "");
    return this;
  }

  @Override
  List<String> program() {
    var command = javaProgram(modules, virtualMachineOptions);
    if (openFiles > 0) {
      command.addAll(
          0, List.of("bash", "-c", "ulimit -n " + openFiles + " && exec \"$@\"", "bash"));
    }
    return command;
  }

  @Override
  List<String> startOptions() {
    return List.of(
        "--p2p.laddr",
        "tcp://" + listenAddress(),
        "--rpc.laddr",
        "tcp://" + rpcAddress().getHostString() + ':' + rpcAddress().getPort());
  }

  /// The command that runs our node, without a sub-command.
  ///
  /// @param modules the module path
  /// @param options further options of the Java launcher
  public static List<String> javaProgram(ModulePath modules, List<String> options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--sun-misc-unsafe-memory-access=deny"));
    command.addAll(options);
    command.addAll(List.of("-p", modules.argument(), "-m", "dev.cometj.node/dev.cometj.node.Main"));
    return command;
  }
}
