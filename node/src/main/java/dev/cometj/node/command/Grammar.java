package dev.cometj.node.command;

import dev.cometj.node.config.ConfigKey;
import dev.cometj.node.config.ConfigTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/// What may be written on the command line, without reflection: every word in both spellings, with dashes and with
/// underscores, and every key of the configuration as an option of `start`.
final class Grammar {
  static final String HOME = "--home";
  static final String LOG_LEVEL = "--log_level";
  static final String TRACE = "--trace";
  static final String HELP = "--help";
  static final String CHAIN_ID = "--chain-id";
  static final String GENESIS_HASH = "--genesis_hash";
  static final String VERBOSE = "--verbose";
  static final String NODES = "--nodes";
  static final String GO = "--go";
  static final String SECONDS = "--seconds";
  static final String LOG = "--log";

  /// The options that the original's `start` has; the other keys are options too, but not listed in its help.
  private static final Set<String> LISTED =
      Set.of(
          "moniker",
          "priv_validator_laddr",
          "consensus.double_sign_check_height",
          "consensus.create_empty_blocks",
          "consensus.create_empty_blocks_interval",
          "proxy_app",
          "abci",
          "rpc.laddr",
          "rpc.grpc_laddr",
          "rpc.unsafe",
          "rpc.pprof_laddr",
          "p2p.laddr",
          "p2p.external_address",
          "p2p.seeds",
          "p2p.persistent_peers",
          "p2p.unconditional_peer_ids",
          "p2p.pex",
          "p2p.seed_mode",
          "p2p.private_peer_ids",
          "db_backend",
          "db_dir");

  private Grammar() {}

  /// Makes the grammar.
  ///
  /// @param table the keys that are options of `start`
  static CommandLine of(ConfigTable table) {
    CommandSpec program = command("cometj", "A node of a CometBFT network.");
    program.addOption(
        inherited(text(HOME, "DIR", "The home directory (default: $CMTHOME, or ~/.cometbft).")));
    program.addOption(
        inherited(text(LOG_LEVEL, "LEVEL", "What is logged: info, or p2p:debug,*:error.")));
    program.addOption(inherited(flag(TRACE, "Print stack traces of errors.")));
    program.addSubcommand("init", init());
    program.addSubcommand("start", start(table));
    program.addSubcommand(
        "show-node-id", command("show-node-id", "Show this node's id.").aliases("show_node_id"));
    program.addSubcommand(
        "gen-node-key",
        command("gen-node-key", "Make a node key and show its id.").aliases("gen_node_key"));
    CommandSpec version = command("version", "Show the version.");
    version.addOption(
        flag(List.of("-v", VERBOSE), "Show the versions of the protocols too, as JSON."));
    program.addSubcommand("version", version);
    program.addSubcommand("demo", demo());
    CommandLine grammar = new CommandLine(program);
    grammar.setOverwrittenOptionsAllowed(true);
    grammar.setUsageHelpWidth(100);
    return grammar;
  }

  private static CommandSpec init() {
    CommandSpec init =
        command("init", "Make the files of a home directory; what exists stays as it is.");
    init.addOption(text(CHAIN_ID, "NAME", "The name of the new network (default: a random one)."));
    return init;
  }

  private static CommandSpec start(ConfigTable table) {
    CommandSpec start =
        command("start", "Run a node until SIGTERM or Ctrl-C.").aliases("node", "run");
    start.addOption(
        text(CHAIN_ID, "NAME", "The network, for a node without genesis file, such as a seed."));
    start.addOption(text(GENESIS_HASH, "HEX", "Start only if this is the genesis file's SHA-256."));
    table
        .keys()
        .filter(key -> !key.name().equals("log_level") && !key.name().equals(ConfigTable.CHAIN_ID))
        .forEach(key -> start.addOption(ofKey(key)));
    start
        .usageMessage()
        .footer("", "Every other key of config.toml is an option as well: --section.key VALUE.");
    return start;
  }

  private static CommandSpec demo() {
    CommandSpec demo =
        command(
            "demo", "Watch a seed and some nodes on this machine find each other, until Ctrl-C.");
    demo.addOption(text(NODES, "N", "How many nodes besides the seed, 1 to 20 (default: 3)."));
    demo.addOption(text(GO, "PATH", "Let a CometBFT node take part: the path of its program."));
    demo.addOption(text(SECONDS, "S", "End by itself after S seconds."));
    demo.addOption(flag(LOG, "Show the log instead of the table."));
    return demo;
  }

  private static OptionSpec ofKey(ConfigKey key) {
    boolean isFlag = key.kind() == ConfigKey.Kind.FLAG;
    OptionSpec.Builder option =
        OptionSpec.builder(spellings("--" + key.name()))
            .type(String.class)
            .arity(isFlag ? "0..1" : "1")
            .description(key.comment().replace("%", "%%").lines().toArray(String[]::new))
            .hidden(!LISTED.contains(key.name()));
    if (isFlag) {
      option.fallbackValue("true").paramLabel("BOOL");
    } else {
      option.paramLabel("VALUE");
    }
    return option.build();
  }

  private static CommandSpec command(String name, String description) {
    CommandSpec command = CommandSpec.create().name(name);
    command.addOption(
        OptionSpec.builder("-h", HELP)
            .type(boolean.class)
            .arity("0")
            .usageHelp(true)
            .description("Show this help.")
            .build());
    command.usageMessage().description(description).sortOptions(false).abbreviateSynopsis(true);
    return command;
  }

  private static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(spellings(name))
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  private static OptionSpec flag(String name, String description) {
    return flag(List.of(name), description);
  }

  private static OptionSpec flag(List<String> names, String description) {
    return OptionSpec.builder(names.toArray(String[]::new))
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  private static OptionSpec inherited(OptionSpec option) {
    return option.toBuilder().scopeType(ScopeType.INHERIT).build();
  }

  private static String[] spellings(String name) {
    String word = name.substring(2);
    Set<String> all = new LinkedHashSet<>();
    all.add(name);
    all.add("--" + word.replace('_', '-'));
    all.add("--" + word.replace('-', '_'));
    return all.toArray(String[]::new);
  }
}
