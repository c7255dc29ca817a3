package dev.cometj.integration.chain;

import java.nio.file.Path;
import java.util.Map;

/// Decides on and executes one block after the other, and tells of each, until it is killed; run by
/// [ExecutionKillTest].
final class ExecutingProcess {
  static final Map<String, String> SETTINGS = Map.of("proxy_app", "persistent_kvstore");

  private ExecutingProcess() {}

  /// @param arguments the node's home
  public static void main(String[] arguments) {
    GrowingNode node = GrowingNode.start(Path.of(arguments[0]), SETTINGS);
    System.out.println("ready " + node.state().lastBlockHeight());
    while (true) {
      System.out.println("executed " + node.grow().height());
      System.out.flush();
    }
  }
}
