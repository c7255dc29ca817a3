package dev.cometj.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cometj.node.config.NodeConfiguration.Given;
import dev.cometj.p2p.spi.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigurationTest {
  private final ConfigTable table = new ConfigTable("host");

  @TempDir private Path home;
  private Path file;

  @BeforeEach
  void makeFolder() throws IOException {
    file = home.resolve(NodeConfiguration.FILE);
    Files.createDirectories(file.getParent());
  }

  @Test
  @DisplayName("without a file the defaults of the original hold")
  void defaults() {
    NodeSettings settings = read().settings();

    assertThat(settings.text("moniker")).hasValue("host");
    assertThat(settings.number("p2p.max_num_inbound_peers", -1)).isEqualTo(40);
    assertThat(settings.duration("p2p.dial_timeout", Duration.ZERO)).hasSeconds(3);
    assertThat(settings.list("rpc.cors_allowed_methods")).containsExactly("HEAD", "GET", "POST");
    assertThat(settings.text(ConfigTable.CHAIN_ID)).isEmpty();
  }

  @Test
  @DisplayName("options win over the environment, which wins over the file")
  void precedence() throws IOException {
    write("moniker = \"file\"\ndb_dir = \"file\"\n[p2p]\nseeds = \"\"\npex = true");
    var environment = Map.of("CMT_MONIKER", "env", "CMT_DB_DIR", "env", "CMT_P2P_PEX", "0");
    var options = Map.of("moniker", new Given("--moniker", "option"));
    NodeSettings settings = NodeConfiguration.read(table, home, environment, options).settings();

    assertThat(settings.text("moniker")).hasValue("option");
    assertThat(settings.text("db_dir")).hasValue("env");
    assertThat(settings.flag("p2p.pex", true)).isFalse();
    assertThat(settings.text("p2p.seeds")).hasValue("");
  }

  @ParameterizedTest(name = "{0} = {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [p2p] send_rate        | "12"            | 12
          [p2p] send_rate        | "0x10"          | 16
          [p2p] send_rate        | 12.0            | 12
          [p2p] pex              | "false"         | false
          [p2p] pex              | 0               | false
          [P2P] Pex              | false           | false
          [p2p] dial_timeout     | "1m30s"         | 1m30s
          [p2p] dial_timeout     | 5000            | 5000ns
          [statesync] chunk_fetchers | "5"         | 5
          [statesync] chunk_fetchers | 5           | 5
          [rpc] cors_allowed_origins | ["a", "b"]  | a,b
          [rpc] cors_allowed_origins | "a,b"       | a,b
          [mempool] keep-invalid-txs-in-cache | true | true
          [tx_index] psql-conn   | "x"             | x
          """)
  @DisplayName("values are read as leniently as the original's reader does")
  void leniency(String key, String value, String expected) throws IOException {
    write(key.replace(" ", "\n") + " = " + value);
    String name = key.replace("[", "").replace("] ", ".").toLowerCase(java.util.Locale.ROOT);

    assertThat(read().settings().text(name)).hasValue(expected);
  }

  @Test
  @DisplayName("an unknown key is a warning with file, line and key, and the rest is read")
  void unknownKeys() throws IOException {
    write(
        "moniker = \"x\"\nfast_sync = true\n\n[p2p]\nupnp = false\nseed_mode = true\n[rest]\na = 1");
    NodeConfiguration read = read();

    assertThat(read.warnings())
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).contains(file + ":2: fast_sync"))
        .anySatisfy(line -> assertThat(line).contains(file + ":5: p2p.upnp"))
        .anySatisfy(line -> assertThat(line).contains(file + ":8: rest.a"));
    assertThat(read.settings().flag("p2p.seed_mode", false)).isTrue();
  }

  @Test
  @DisplayName("the original's keys for its own tests, and any key of ours, are no warning")
  void openTables() throws IOException {
    write(
        "home = \"\"\n[p2p]\ntest_fuzz = false\n[p2p.test_fuzz_config]\nMode = 0\n[cometj]\nx = 5");
    NodeConfiguration read = read();

    assertThat(read.warnings()).isEmpty();
    assertThat(read.settings().text("cometj.x")).hasValue("5");
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          version                             | "one"
          log_format                          | "xml"
          log_level                           | "shouting"
          log_level                           | "p2p:debug:info"
          moniker                             | ""
          moniker                             | "Jürgen"
          event_bus_buffer_capacity           | -1
          [rpc] laddr                         | "127.0.0.1:notaport"
          [rpc] max_open_connections          | -1
          [rpc] max_subscription_clients      | -1
          [rpc] max_subscriptions_per_client  | -1
          [rpc] grpc_max_open_connections     | -1
          [rpc] experimental_subscription_buffer_size | 99
          [rpc] experimental_websocket_write_buffer_size | 100
          [rpc] timeout_broadcast_tx_commit   | "-1s"
          [rpc] max_request_batch_size        | -1
          [rpc] max_body_bytes                | -1
          [rpc] max_header_bytes              | -1
          [p2p] laddr                         | "tcp:/127.0.0.1"
          [p2p] laddr                         | "tcp://:26656"
          [p2p] laddr                         | ""
          [p2p] external_address              | "1.2.3.4"
          [p2p] seeds                         | "nobody@nowhere"
          [p2p] persistent_peers              | "0123@127.0.0.1:26656"
          [p2p] unconditional_peer_ids        | "xyz"
          [p2p] private_peer_ids              | "xyz"
          [p2p] max_num_inbound_peers         | "many"
          [p2p] max_num_outbound_peers        | -1
          [p2p] flush_throttle_timeout        | "-5ms"
          [p2p] persistent_peers_max_dial_period | "-5s"
          [p2p] max_packet_msg_payload_size   | -1
          [p2p] send_rate                     | -5
          [p2p] recv_rate                     | 1.5
          [p2p] seed_mode                     | "perhaps"
          [p2p] pex                           | []
          [p2p] handshake_timeout             | "5 parsecs"
          [mempool] type                      | "pool"
          [mempool] size                      | -1
          [mempool] max_txs_bytes             | -1
          [mempool] cache_size                | -1
          [mempool] max_tx_bytes              | -1
          [mempool] experimental_max_gossip_connections_to_persistent_peers | -1
          [mempool] experimental_max_gossip_connections_to_non_persistent_peers | -1
          [statesync] chunk_fetchers          | 3000000000
          [statesync] max_snapshot_chunks     | -1
          [blocksync] version                 | "v1"
          [consensus] timeout_propose         | "-1s"
          [consensus] timeout_propose_delta   | "-1s"
          [consensus] timeout_prevote         | "-1s"
          [consensus] timeout_prevote_delta   | "-1s"
          [consensus] timeout_precommit       | "-1s"
          [consensus] timeout_precommit_delta | "-1s"
          [consensus] timeout_commit          | "-1s"
          [consensus] create_empty_blocks_interval | "-1s"
          [consensus] peer_gossip_sleep_duration | "-1s"
          [consensus] peer_query_maj23_sleep_duration | "-1s"
          [consensus] double_sign_check_height | -1
          [consensus] block_time_tolerance    | "0s"
          [instrumentation] max_open_connections | -1
          [instrumentation] prometheus_listen_addr | "26660"
          """)
  @DisplayName("a bad value is one line with file, line, key, value and what it must be")
  void badValues(String key, String value) throws IOException {
    write("# a comment\n" + key.replace(" ", "\n") + " = " + value);
    int line = key.startsWith("[") ? 3 : 2;
    String name = key.replace("[", "").replace("] ", ".");
    String shown = value.equals("\"\"") ? value : value.replace("\"", "");

    assertThat(faults())
        .singleElement()
        .asString()
        .startsWith("%s:%d: %s = %s: ".formatted(file, line, name, shown))
        .hasSizeGreaterThan((file + name + shown).length() + 12)
        .doesNotContain("\n", "Exception");
  }

  @Test
  @DisplayName("all faults are told at once, wherever the values were written")
  void allFaults() throws IOException {
    write("[p2p]\nsend_rate = -1\nrecv_rate = \"x\"");
    var environment = Map.of("CMT_P2P_PEX", "maybe", "CMT_RPC_MAX_BODY_BYTES", "-1");
    var options =
        Map.of(
            "p2p.seeds", new Given("--p2p.seeds", "x"),
            "p2p.external_address", new Given("--p2p.external-address", "y"));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> NodeConfiguration.read(table, home, environment, options))
        .satisfies(e ->
            assertThat(e.lines())
                .hasSize(6)
                .anyMatch(l -> l.startsWith(file + ":2: p2p.send_rate = -1: "))
                .anyMatch(l -> l.startsWith(file + ":3: p2p.recv_rate = x: "))
                .anyMatch(l -> l.startsWith("environment variable CMT_P2P_PEX: p2p.pex = maybe"))
                .anyMatch(l -> l.contains("CMT_RPC_MAX_BODY_BYTES: rpc.max_body_bytes = -1"))
                .anyMatch(l -> l.startsWith("option --p2p.seeds = x: "))
                .anyMatch(l ->
                    l.startsWith("option --p2p.external-address: p2p.external_address = y: ")));
  }

  @Test
  @DisplayName("what is no TOML is one line with file and line, however often the parser stumbles")
  void noToml() throws IOException {
    write("moniker = \"x\"\n[p2p]\nthis is = = no TOML\nnor = this [\n");

    assertThat(faults()).singleElement().asString().startsWith(file + ":3: is no TOML at column");
  }

  @Test
  @DisplayName("a key that stands twice is refused with its line")
  void duplicateKey() throws IOException {
    write("moniker = \"x\"\nmoniker = \"y\"\n");

    assertThat(faults()).singleElement().asString().startsWith(file + ":2: is no TOML");
  }

  @Test
  @DisplayName("a file that is no text, too large, or a folder is one line with its name")
  void unreadable() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(faults()).containsExactly(file + ": is not UTF-8 text");

    Files.write(file, new byte[(4 << 20) + 1]);
    assertThat(faults()).singleElement().asString().contains(file.toString(), "4 MiB");

    Files.delete(file);
    Files.createDirectory(file);
    assertThat(faults()).singleElement().asString().contains("cannot read " + file);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing more                        | statesync.rpc_servers
          rpc_servers = "a"                   | statesync.rpc_servers
          rpc_servers = "a,b"                 | statesync.trust_height
          discovery_time = "1s"               | statesync.discovery_time
          trust_period = "0s"                 | statesync.trust_period
          trust_hash = "xy"                   | statesync.trust_hash
          chunk_request_timeout = "1s"        | statesync.chunk_request_timeout
          chunk_fetchers = 0                  | statesync.chunk_fetchers
          max_snapshot_chunks = 0             | statesync.max_snapshot_chunks
          """)
  @DisplayName("state sync needs servers, a height and a hash, but only when it is on")
  void stateSync(String line, String key) throws IOException {
    String setting = line.startsWith("nothing") ? "" : line;
    write("[statesync]\n" + setting);
    assertThat(read().warnings()).isEmpty();

    write("[statesync]\nenable = true\n" + setting);
    assertThat(faults()).anyMatch(fault -> fault.contains(key + " = "));
  }

  @Test
  @DisplayName("state sync with all it needs is fine, and the nop mempool needs empty blocks")
  void crossRules() throws IOException {
    write(
        "[statesync]\nenable = true\nrpc_servers = \"a,b\"\ntrust_height = 5\ntrust_hash = \"00AA\"");
    assertThat(read().settings().list("statesync.rpc_servers")).hasSize(2);

    write("[mempool]\ntype = \"nop\"\n[consensus]\ncreate_empty_blocks = false");
    assertThat(faults()).singleElement().asString().contains("consensus.create_empty_blocks");
  }

  @Test
  @DisplayName("options that nobody has read have no effect, and so have own keys of the file")
  void ineffective() throws IOException {
    write("[cometj]\nknown = 1\ntypo = 2");
    var options =
        Map.of(
            "proxy_app", new Given("--proxy_app", "kvstore"),
            "p2p.laddr", new Given("--p2p.laddr", "tcp://127.0.0.1:1"));
    NodeSettings settings = NodeConfiguration.read(table, home, Map.of(), options).settings();
    assertThat(settings.text("p2p.laddr")).isPresent();
    assertThat(settings.number("cometj.known", 0)).isEqualTo(1);

    assertThat(settings.ineffectiveOptions()).containsExactly("--proxy_app");
    assertThat(settings.ineffectiveOwnKeys()).containsExactly(file + ":3: cometj.typo");
  }

  @Test
  @DisplayName("what a module says of a value leads to the place where it was written")
  void faultsOfModules() throws IOException {
    write("[cometj]\nlimit = 0");
    NodeSettings settings = read().settings();

    assertThat(settings.describe(new InvalidSettingException("cometj.limit", "must be positive")))
        .isEqualTo(file + ":2: cometj.limit = 0: must be positive");
    assertThat(settings.describe(new InvalidSettingException("p2p.pex", "must be true")))
        .isEqualTo("default of p2p.pex = true: must be true");
  }

  @Test
  @DisplayName("own keys can come from the environment too")
  void ownKeysOfTheEnvironment() {
    NodeSettings settings =
        NodeConfiguration.read(table, home, Map.of("CMT_COMETJ_SOME_KEY", "7"), Map.of())
            .settings();

    assertThat(settings.number("cometj.some_key", 0)).isEqualTo(7);
    assertThat(settings.text("cometj.other")).isEqualTo(Optional.empty());
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  private NodeConfiguration read() {
    return NodeConfiguration.read(table, home, Map.of(), Map.of());
  }

  private List<String> faults() {
    try {
      read();
      return List.of();
    } catch (ConfigurationException e) {
      return e.lines();
    }
  }
}
