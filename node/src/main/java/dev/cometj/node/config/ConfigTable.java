package dev.cometj.node.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Every key of v0.38.26, in the order of the original's file, and our own.
public final class ConfigTable {
  /// The table of keys that only CometJ knows. CometBFT ignores it; modules read from it what they please.
  public static final String OWN_SECTION = "cometj";

  /// An own key that the node itself reads: the network's name where there is no genesis file.
  public static final String CHAIN_ID = OWN_SECTION + ".chain_id";

  private final List<ConfigSection> sections;
  private final Map<String, ConfigKey> byName = new LinkedHashMap<>();

  /// Makes the table.
  ///
  /// @param hostName the default of `moniker`
  public ConfigTable(String hostName) {
    sections =
        List.of(
            NodeKeys.base(hostName),
            NodeKeys.rpc(),
            NodeKeys.p2p(),
            ChainKeys.mempool(),
            ChainKeys.stateSync(),
            ChainKeys.blockSync(),
            ChainKeys.consensus(),
            ChainKeys.storage(),
            ChainKeys.txIndex(),
            NodeKeys.instrumentation(),
            NodeKeys.own());
    keys().forEach(key -> byName.put(key.name(), key));
  }

  List<ConfigSection> sections() {
    return sections;
  }

  /// Lists the keys.
  ///
  /// @return all keys in the order of the file
  public Stream<ConfigKey> keys() {
    return sections.stream().flatMap(section -> section.keys().stream());
  }

  /// Finds a key.
  ///
  /// @param name with dots, in lower case
  /// @return the key, or empty if there is none of that name
  public Optional<ConfigKey> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// Tells whether a name is the path of a table, which may hold keys that are not in this list.
  ///
  /// @param name with dots, in lower case
  /// @return true for the fuzzing options of the original's tests, and everything of ours
  boolean isOpen(String name) {
    return name.equals("home")
        || name.endsWith(".home")
        || name.startsWith("p2p.test_fuzz_config.")
        || name.startsWith(OWN_SECTION + ".");
  }
}
