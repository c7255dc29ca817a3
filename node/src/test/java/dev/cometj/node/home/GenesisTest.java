package dev.cometj.node.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenesisTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("genesis.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"chain_id":"c"}                                                          | 0
          {"chain_id":"c","consensus_params":{"version":{"app":"7"}}}               | 7
          {"consensus_params":{"block":{},"version":{"app":"7"}},"chain_id":"c"}    | 7
          {"app_state":{"chain_id":"no","x":[[{}]]},"chain_id":"c"}                 | 0
          {"chain_id":"c","consensus_params":null}                                  | 0
          {"chain_id":"c","consensus_params":{"version":{"app":3}}}                 | 3
          {"chain_id":"c","consensus_params":{"version":{"app":"18446744073709551615"}}} | -1
          {"app_name":"a","chain_id":"c","app_state":{},"consensus":{"params":{"version":{"app":"9"}}}} | 9
          """)
  @DisplayName("chain id and application version are found wherever they stand")
  void found(String content, long appVersion) throws IOException {
    Files.writeString(file, content);
    assertThat(Genesis.read(file)).isEqualTo(new Genesis("c", appVersion));
  }

  @Test
  @DisplayName("what stands behind the last needed member is not even read")
  void earlyEnd() throws IOException {
    Files.writeString(
        file,
        "{\"chain_id\":\"c\",\"consensus_params\":{\"version\":{\"app\":\"1\"}},\"validators\": ][");
    assertThat(Genesis.read(file)).isEqualTo(new Genesis("c", 1));
  }

  @Test
  @DisplayName("an application state larger than the memory for it is skipped")
  void hugeState() throws IOException {
    String chunk = "x".repeat(1 << 20);
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("{\"app_state\":{\"code\":\"");
      for (int i = 0; i < 160; i++) { // more than a Java string of the parser's limit would hold
        out.write(chunk);
      }
      out.write("\",\"deep\":" + "[".repeat(5000) + "]".repeat(5000));
      out.write("},\"chain_id\":\"c\"}");
    }
    assertThat(Genesis.read(file)).isEqualTo(new Genesis("c", 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``
          []
          {}
          {"chain_id":5}
          {"chain_id":""}
          {"chain_id":"123456789012345678901234567890123456789012345678901"}
          {"chain_id":"c"
          {"chain_id":"c","consensus_params":{"version":{"app":"x"}}}
          {"chain_id":"c","consensus_params":{"version":{"app":{}}}}
          """)
  @DisplayName("a malformed genesis file is one line with its name")
  void malformed(String content) throws IOException {
    Files.writeString(file, content);
    assertThatExceptionOfType(OperatorException.class)
        .isThrownBy(() -> Genesis.read(file))
        .satisfies(e ->
            assertThat(e.line())
                .startsWith("the genesis file " + file + " is malformed: ")
                .doesNotContain("\n", "Exception"));
  }

  @Test
  @DisplayName("a fresh genesis file is the original's, with the chain id masked for JSON")
  void fresh() throws IOException {
    var validator = new ValidatorFiles.Identity("AB", "tendermint/PubKeyEd25519", "eA==");
    GenesisFile.create(file, "a\"b", Instant.parse("2026-11-24T05:50:05.740138576Z"), validator);

    assertThat(Genesis.read(file)).isEqualTo(new Genesis("a\"b", 0));
    assertThat(file)
        .content()
        .startsWith("{\n  \"genesis_time\": \"2026-11-24T05:50:05.740138576Z\",\n  \"chain_id\":")
        .contains("\n  \"initial_height\": \"0\",\n", "\"power\": \"10\",\n      \"name\": \"\"\n")
        .endsWith("  ],\n  \"app_hash\": \"\"\n}");
  }

  @Test
  @DisplayName("the hash of the genesis file is checked over the whole file")
  void hash() throws IOException, NoSuchAlgorithmException {
    Files.writeString(file, "{\"chain_id\":\"c\"} and more");
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    String hex = HexFormat.of().formatHex(hash);

    assertThatNoException().isThrownBy(() -> Genesis.requireHash(file, hex));
    assertThatExceptionOfType(OperatorException.class)
        .isThrownBy(() -> Genesis.requireHash(file, "00" + hex.substring(2)))
        .satisfies(e -> assertThat(e.line()).contains(file.toString(), hex, "--genesis_hash"));
    assertThatExceptionOfType(OperatorException.class)
        .isThrownBy(() -> Genesis.requireHash(file, "xyz"));
  }
}
