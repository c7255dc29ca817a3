package dev.cometj.node.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilesTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("a new node key can be read by its owner only, and reads back")
  void newKey() throws IOException {
    Path file = folder.resolve("node_key.json");
    var key = NodeKeyFile.create(file, new SecureRandom());

    assertThat(NodeKeyFile.read(file).encode()).isEqualTo(key.encode());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactly("node_key.json");
  }

  @Test
  @DisplayName("a missing node key is one line with the file and the command that makes it")
  void missing() {
    Path file = folder.resolve("node_key.json");
    assertThatExceptionOfType(OperatorException.class)
        .isThrownBy(() -> NodeKeyFile.read(file))
        .satisfies(e -> assertThat(e.line()).contains(file.toString(), "gen-node-key"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          not JSON      | {"priv_key": oops
          empty         | ``
          a list        | []
          more than one | {} {}
          no key in it  | {}
          key is text   | {"priv_key": "x"}
          wrong type    | {"priv_key": {"type": "tendermint/PrivKeySecp256k1", "value": "AAAA"}}
          no value      | {"priv_key": {"type": "tendermint/PrivKeyEd25519"}}
          wrong length  | {"priv_key": {"type": "tendermint/PrivKeyEd25519", "value": "AAAA"}}
          not base64    | {"priv_key": {"type": "tendermint/PrivKeyEd25519", "value": "!!!!"}}
          other public  | {"priv_key": {"type": "tendermint/PrivKeyEd25519", "value": "M56eYsrco285iwC4U4+OCBcc5XmTYuIWxkUWkFREjbGKkxSoD6jlVaTGOGDLi7xFgWVk5CoIiX8yuSjDmp3W7A=="}}
          """)
  @DisplayName("F07 a malformed node key is one line with the file and the mend")
  void malformed(String about, String content) throws IOException {
    Path file = folder.resolve("node_key.json");
    Files.writeString(file, content);
    assertThatExceptionOfType(OperatorException.class)
        .as(about)
        .isThrownBy(() -> NodeKeyFile.read(file))
        .satisfies(e ->
            assertThat(e.line())
                .contains(file.toString(), "malformed", "gen-node-key")
                .doesNotContain("\n", "Exception"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"address\": \"A\"}",
        "{\"pub_key\": {\"type\": \"t\", \"value\": \"v\"}}",
        "{\"address\": \"A\", \"pub_key\": {\"value\": \"v\"}}",
        "{\"address\": \"A\", \"pub_key\": {\"type\": \"t\", \"value\": 5}}"
      })
  @DisplayName("F07 a malformed validator key is one line with the file")
  void malformedValidatorKey(String content) throws IOException {
    Path file = folder.resolve("priv_validator_key.json");
    Files.writeString(file, content);
    assertThatExceptionOfType(OperatorException.class)
        .isThrownBy(() -> ValidatorFiles.identity(file))
        .satisfies(e -> assertThat(e.line()).contains(file.toString(), "malformed"));
  }

  @Test
  @DisplayName("a home without validator key is fine, and a key of any type is shown")
  void otherValidatorKeys() throws IOException {
    Path file = folder.resolve("priv_validator_key.json");
    assertThat(ValidatorFiles.identity(file)).isEmpty();

    Files.writeString(
        file, "{\"address\":\"AB\",\"pub_key\":{\"type\":\"some/Key\",\"value\":\"eA==\"}}");
    assertThat(ValidatorFiles.identity(file))
        .hasValue(new ValidatorFiles.Identity("AB", "some/Key", "eA=="));
  }
}
