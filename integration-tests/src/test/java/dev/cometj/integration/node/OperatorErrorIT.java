package dev.cometj.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.ChildProcess;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an operator gets to read when something is wrong: one line that names the file, the place and the mend.
@ExtendWith(Scenarios.class)
class OperatorErrorIT {
  private static final Duration QUICK = Duration.ofSeconds(15);
  private static final String CHAIN = "operator-test";

  @Test
  @DisplayName("a busy p2p port is one line with the address, and status 1")
  void busyPort(Scenario scenario) {
    var first = scenario.cometj("first").init();
    first.start("--chain-id", CHAIN);
    var second = scenario.cometj("second").init();
    second.listenWhere(first);

    failsInOneLine(second.launch("--chain-id", CHAIN), first.listenAddress(), "p2p.laddr");
  }

  @Test
  @DisplayName("a home without a node key is one line with the file and the command that makes it")
  void missingNodeKey(Scenario scenario) throws IOException {
    var node = scenario.cometj("node").init();
    Files.delete(node.file("config/node_key.json"));

    failsInOneLine(node.launch("--chain-id", CHAIN), "config/node_key.json", "gen-node-key");
    failsInOneLine(node.tryCommand("show-node-id"), "config/node_key.json", "gen-node-key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          not JSON     | {"priv_key": oops
          empty        | ``
          no key in it | {}
          wrong type   | {"priv_key": {"type": "tendermint/PrivKeySecp256k1", "value": "AAAA"}}
          wrong length | {"priv_key": {"type": "tendermint/PrivKeyEd25519", "value": "AAAA"}}
          not base64   | {"priv_key": {"type": "tendermint/PrivKeyEd25519", "value": "!!!!"}}
          """)
  @DisplayName("F07 a malformed node key is one line with the file, and the key is left as it is")
  void malformedNodeKey(String about, String content, Scenario scenario) throws IOException {
    var node = scenario.cometj("node").init();
    Files.writeString(node.file("config/node_key.json"), content);

    failsInOneLine(node.launch("--chain-id", CHAIN), "config/node_key.json");
    assertThat(node.file("config/node_key.json")).as(about).hasContent(content);
  }

  @Test
  @DisplayName(
      "a home that does not exist is one line with the folder and the command that makes it")
  void noHome(Scenario scenario) {
    var node = scenario.cometj("nowhere");
    failsInOneLine(node.launch("--chain-id", CHAIN), node.home().toString(), "init");
  }

  @Test
  @DisplayName("a home that is a file is one line with its name")
  void homeIsAFile(Scenario scenario) throws IOException {
    var node = scenario.cometj("file");
    Files.writeString(node.home(), "not a folder");
    failsInOneLine(node.launch("--chain-id", CHAIN), node.home().toString());
    failsInOneLine(node.tryCommand("init"), node.home().toString());
  }

  @Test
  @DisplayName("a configuration that cannot be read is one line with the file")
  void unreadableConfiguration(Scenario scenario) throws IOException {
    var node = scenario.cometj("node").init();
    var file = node.file("config/config.toml");
    Files.delete(file);
    Files.createDirectory(file);
    failsInOneLine(node.launch("--chain-id", CHAIN), "config/config.toml");
  }

  @Test
  @DisplayName("a configuration that is no TOML is one line with file and line number")
  void noToml(Scenario scenario) {
    var node = scenario.cometj("node").init();
    int line = node.config().lineOf("p2p.pex") + 1;
    node.config().insertAfter("p2p.pex", "this is = = no TOML");
    failsInOneLine(node.launch("--chain-id", CHAIN), "config/config.toml", Integer.toString(line));
  }

  @ParameterizedTest
  @CsvSource({
    "p2p.laddr, '\"tcp:/127.0.0.1\"'",
    "p2p.max_num_inbound_peers, '\"many\"'",
    "p2p.max_num_outbound_peers, -1",
    "p2p.seed_mode, '\"perhaps\"'",
    "p2p.handshake_timeout, '\"5 parsecs\"'",
    "p2p.seeds, '\"nobody@nowhere\"'",
    "p2p.persistent_peers, '\"0123@127.0.0.1:26656\"'",
    "p2p.private_peer_ids, '\"xyz\"'",
    "p2p.send_rate, -5",
    "log_level, '\"shouting\"'",
    "rpc.laddr, '\"127.0.0.1:notaport\"'",
  })
  @DisplayName("a bad value is one line with file, key and the bad value, and status 1")
  void badValue(String key, String value, Scenario scenario) {
    var node = scenario.cometj("node").init();
    node.config().setRaw(key, value);
    var process =
        key.endsWith("laddr")
            ? node.launchAsConfigured("--chain-id", CHAIN)
            : node.launch("--chain-id", CHAIN);
    failsInOneLine(process, "config/config.toml", key, value.replace("\"", ""));
  }

  @Test
  @DisplayName("an unknown key is a warning with file, line and key, and the node starts")
  void unknownKey(Scenario scenario) {
    var node = scenario.cometj("node").init();
    int line = node.config().lineOf("p2p.pex") + 1;
    node.config().insertAfter("p2p.pex", "pecks = true");
    node.start("--chain-id", CHAIN);

    assertThat(node.process().output().lines().filter(text -> text.contains("pecks")))
        .singleElement()
        .asString()
        .contains("config/config.toml")
        .contains(Integer.toString(line))
        .contains("p2p.pecks");
  }

  @Test
  @DisplayName("an unknown option is one line that names it, and a hint to --help")
  void unknownOption(Scenario scenario) {
    var node = scenario.cometj("node").init();
    var process = node.launch("--p2p.pecks");
    assertThat(process.awaitExit(QUICK)).isEqualTo(1);
    assertThat(process.output()).contains("--p2p.pecks").doesNotContain("\tat ");
  }

  @Test
  @DisplayName("without a genesis file and without --chain-id the line names both")
  void noChain(Scenario scenario) throws IOException {
    var node = scenario.cometj("node").init();
    Files.deleteIfExists(node.file("config/genesis.json"));
    failsInOneLine(node.launch(), "config/genesis.json", "--chain-id");
  }

  /// One line on the terminal that holds all the parts, no stack trace, and exit status 1.
  private static void failsInOneLine(ChildProcess process, String... parts) {
    assertThat(process.awaitExit(QUICK)).as(process.output()).isEqualTo(1);
    var lines = process.output().lines().filter(line -> !line.isBlank()).toList();
    assertThat(lines)
        .as(process.output())
        .filteredOn(line -> line.contains(parts[0]))
        .singleElement()
        .asString()
        .contains(parts);
    assertThat(process.output()).doesNotContain("\tat ").doesNotContain("Exception");
  }
}
