package dev.cometj.node.log;

import java.util.List;

/// The original's names for the parts of a node, by the package of the logger.
final class LogModules {
  private static final List<Prefix> PREFIXES =
      List.of(
          new Prefix("dev.cometj.node.rpc", "rpc-server"),
          new Prefix("dev.cometj.node", "main"),
          new Prefix("dev.cometj.p2p", "p2p"));
  private static final String REACTOR = "dev.cometj.reactor.";
  private static final String OURS = "dev.cometj.";

  private LogModules() {}

  private record Prefix(String name, String module) {
    boolean covers(String logger) {
      return logger.equals(name) || logger.startsWith(name + ".");
    }
  }

  static String of(String logger) {
    for (Prefix prefix : PREFIXES) {
      if (prefix.covers(logger)) {
        return prefix.module();
      }
    }
    if (logger.startsWith(REACTOR)) {
      return segment(logger, REACTOR);
    }
    return logger.startsWith(OURS) ? segment(logger, OURS) : logger;
  }

  private static String segment(String logger, String prefix) {
    String rest = logger.substring(prefix.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }
}
