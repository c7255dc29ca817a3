package dev.cometj.node.config;

import java.util.Map;

/// Writes a fresh configuration file, which CometBFT reads as well.
public final class ConfigTemplate {
  private ConfigTemplate() {}

  /// Writes every key with its comment.
  ///
  /// @param table the known keys
  /// @param values values that differ from the defaults, by key
  /// @return the file's text
  public static String render(ConfigTable table, Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Configuration of a CometBFT node, for cometj and cometbft alike.
        #
        # Paths are relative to the home directory (--home, $CMTHOME, or ~/.cometbft). Every key can also be given as
        # an option (--p2p.laddr VALUE) or in the environment (CMT_P2P_LADDR), which win over this file.
        """);
    for (ConfigSection section : table.sections()) {
      if (!section.name().isEmpty()) {
        text.append("\n").append(title(section.name()));
        text.append('[').append(section.name()).append("]\n");
      }
      for (ConfigKey key : section.keys()) {
        if (key.isListed()) {
          String value = values.getOrDefault(key.name(), key.fallback());
          text.append('\n');
          key.comment().lines().forEach(line -> text.append("# ").append(line).append('\n'));
          text.append(key.leaf()).append(" = ").append(Values.toToml(key, value)).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static String title(String section) {
    return switch (section) {
      case "rpc" -> "# RPC over HTTP\n";
      case "p2p" -> "# Peers\n";
      case "mempool" -> "# Waiting transactions\n";
      case "statesync" -> "# Begin from a snapshot\n";
      case "blocksync" -> "# Catch up block by block\n";
      case "consensus" -> "# Agreement\n";
      case "storage" -> "# What is kept\n";
      case "tx_index" -> "# Search for transactions\n";
      case "instrumentation" -> "# Metrics\n";
      default -> "# Only cometj reads this table; cometbft ignores it\n";
    };
  }
}
