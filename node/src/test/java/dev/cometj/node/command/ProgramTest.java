package dev.cometj.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.node.run.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// The program from its words to its status. On the module path of this test there is no transport, so no node runs.
class ProgramTest {
  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private String out = "";
  private String err = "";

  @Test
  @DisplayName("init, then show-node-id: nothing but the id on the output")
  void initAndShow() {
    assertThat(run("init", "--home", home())).isZero();
    assertThat(out.lines())
        .hasSize(3)
        .allMatch(line -> line.matches("I\\[[^]]+] Generated .* module=main .*"));
    assertThat(run("show-node-id", "--home", home())).isZero();
    assertThat(out).matches("[0-9a-f]{40}\n");
    String id = out;
    assertThat(run("show_node_id", "--home", home())).isZero();
    assertThat(out).isEqualTo(id);
    assertThat(run("init", "--home", home())).isZero();
    assertThat(out.lines()).hasSize(3).allMatch(line -> line.contains("] Found "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gen-node-key", "gen_node_key"})
  @DisplayName("gen-node-key shows the id, and keeps a key that is there")
  void generate(String command) {
    assertThat(run(command, "--home", home())).isZero();
    String id = out;
    assertThat(id).matches("[0-9a-f]{40}\n");
    assertThat(run(command, "--home", home())).isEqualTo(1);
    assertThat(err.lines())
        .singleElement()
        .asString()
        .startsWith("ERROR: ")
        .contains("node_key.json");
    assertThat(run("show-node-id", "--home", home())).isZero();
    assertThat(out).isEqualTo(id);
  }

  @Test
  @DisplayName("the home is the option's, else CMTHOME, else .cometbft of the user")
  void homes() {
    assertThat(run("init")).isZero();
    assertThat(folder.resolve("user/.cometbft/config/config.toml")).exists();
    environment.put("CMTHOME", folder.resolve("env").toString());
    assertThat(run("init")).isZero();
    assertThat(folder.resolve("env/config/config.toml")).exists();
    assertThat(run("--home", folder.resolve("opt").toString(), "init")).isZero();
    assertThat(folder.resolve("opt/config/config.toml")).exists();
  }

  @Test
  @DisplayName("init names the new network as asked")
  void chainId() throws IOException {
    assertThat(run("init", "--home", home(), "--chain-id", "mine")).isZero();
    assertThat(Files.readString(Path.of(home(), "config/genesis.json")))
        .contains("\"chain_id\": \"mine\"");
    assertThat(run("init", "--home", home(), "--chain-id", "x".repeat(51))).isEqualTo(1);
  }

  @Test
  @DisplayName("version is one line, or JSON with the original's members")
  void version() {
    assertThat(run("version")).isZero();
    assertThat(out.lines()).hasSize(1);
    for (String option : new String[] {"-v", "--verbose"}) {
      assertThat(run("version", option)).isZero();
      var json = JsonMapper.shared().readTree(out);
      assertThat(json.path("cometbft").asString()).isEqualTo("0.38.26");
      assertThat(json.path("abci").asString()).isEqualTo("2.0.0");
      assertThat(json.path("block_protocol").asInt()).isEqualTo(11);
      assertThat(json.path("p2p_protocol").asInt()).isEqualTo(8);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                | Commands:
          --help            | Commands:
          start --help      | --p2p.persistent_peers
          node -h           | --chain-id
          demo --help       | --nodes
          init --help       | --home
          """)
  @DisplayName("help is on the output, with status 0")
  void help(String words, String part) {
    assertThat(run(words.isEmpty() ? new String[0] : words.split(" "))).isZero();
    assertThat(out).startsWith("Usage: cometj").contains(part);
    assertThat(err).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bogus                         | bogus
          start --p2p.pecks             | --p2p.pecks
          start and more                | and
          init --home                   | --home
          demo --nodes 0                | --nodes = 0
          demo --nodes many             | --nodes = many
          demo --seconds -1             | --seconds = -1
          demo --go /nowhere            | --go = /nowhere
          start --home /nowhere/at/all  | /nowhere/at/all
          show-node-id --home /nowhere  | cometj init --home /nowhere
          """)
  @DisplayName("a mistake on the command line is one line and status 1")
  void mistakes(String words, String part) {
    assertThat(run(words.split(" "))).isEqualTo(1);
    assertThat(err.lines())
        .singleElement()
        .asString()
        .startsWith("ERROR: ")
        .contains(part)
        .doesNotContain("Exception");
    assertThat(out).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--p2p.laddr tcp://127.0.0.1:1 --p2p.seeds= --p2p.persistent_peers= --p2p.seed_mode"
            + " --p2p.pex --p2p.external-address= --p2p.unconditional_peer_ids="
            + " --p2p.private_peer_ids= --rpc.laddr= --rpc.unsafe --rpc.pprof_laddr= --moniker x"
            + " --proxy_app kvstore --abci socket --db_backend goleveldb --db_dir data --log_level"
            + " info --consensus.create_empty_blocks=false"
            + " --consensus.create_empty_blocks_interval 1s"
            + " --consensus.double_sign_check_height 5 --priv_validator_laddr= --rpc.grpc_laddr=",
        "--p2p.persistent-peers= --p2p.seed-mode --proxy-app kvstore --log-level info"
            + " --instrumentation.prometheus=false --p2p.allow_duplicate_ip --rpc.laddr="
      })
  @DisplayName("all options of the original are taken, in both spellings, and all keys besides")
  void options(String words) {
    run("init", "--home", home());
    String all = "start --home " + home() + " " + words;
    assertThat(run(all.split(" "))).isEqualTo(1);
    assertThat(err.lines())
        .as("the node gets as far as looking for a transport, of which there is none here")
        .singleElement()
        .asString()
        .contains("no transport");
  }

  @Test
  @DisplayName("an option given twice counts the last time")
  void twice() {
    run("init", "--home", home());
    run("start", "--home", home(), "--p2p.send_rate", "5", "--p2p.send_rate", "x");
    assertThat(err).startsWith("ERROR: option --p2p.send_rate = x: must be a whole number");
  }

  @Test
  @DisplayName("faults of the file, the environment and the options are a line each")
  void manyFaults() throws IOException {
    run("init", "--home", home());
    Path file = Path.of(home(), "config/config.toml");
    Files.writeString(
        file, Files.readString(file).replace("send_rate = 5120000", "send_rate = -1"));
    environment.put("CMT_P2P_RECV_RATE", "-2");

    assertThat(run("start", "--home", home(), "--p2p.pex=perhaps")).isEqualTo(1);
    assertThat(err.lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("ERROR: "))
        .anyMatch(line -> line.contains(file + ":") && line.contains("p2p.send_rate = -1"))
        .anyMatch(line -> line.contains("CMT_P2P_RECV_RATE: p2p.recv_rate = -2"))
        .anyMatch(line -> line.contains("option --p2p.pex = perhaps"));
  }

  @Test
  @DisplayName("--trace adds the stack trace to an error")
  void trace() {
    assertThat(run("start", "--trace", "--home", "/nowhere")).isEqualTo(1);
    assertThat(err).contains("OperatorException", "\tat ", "ERROR: there is no home directory");
  }

  @Test
  @DisplayName("an unknown key is a warning in the log, and log_format = json holds for it")
  void warnings() throws IOException {
    run("init", "--home", home());
    Path file = Path.of(home(), "config/config.toml");
    Files.writeString(
        file,
        Files.readString(file).replace("log_format = \"plain\"", "log_format = \"json\"")
            + "[rest]\npecks = true\n");

    assertThat(run("init", "--home", home())).isZero();
    assertThat(out.lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith("{\"_msg\":"))
        .anyMatch(line -> line.contains("rest.pecks") && line.contains("\"level\":\"error\""));
  }

  @Test
  @DisplayName("log_level none silences the log")
  void silence() {
    assertThat(run("init", "--home", home(), "--log_level", "none")).isZero();
    assertThat(out).isEmpty();
  }

  private String home() {
    return folder.resolve("home").toString();
  }

  private int run(String... words) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int status =
        new Program(
                new Surroundings(
                    new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                    new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                    environment,
                    folder.resolve("user").toString(),
                    false,
                    new AtOnce()))
            .run(words);
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return status;
  }

  /// Asks to stop at once.
  private record AtOnce() implements Surroundings.Interruption {
    @Override
    public boolean await(Duration patience) {
      return true;
    }
  }
}
