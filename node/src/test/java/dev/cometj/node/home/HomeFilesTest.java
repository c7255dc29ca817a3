package dev.cometj.node.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cometj.p2p.spi.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeFilesTest {
  private static final Map<String, String> MODES =
      Map.of(
          "", "rwx------",
          "config", "rwx------",
          "data", "rwx------",
          "config/config.toml", "rw-r--r--",
          "config/genesis.json", "rw-r--r--",
          "config/node_key.json", "rw-------",
          "config/priv_validator_key.json", "rw-------",
          "data/priv_validator_state.json", "rw-------");

  @TempDir private Path folder;

  @Test
  @DisplayName("a new home has the original's files with the original's permissions")
  void newHome() throws IOException {
    Path home = folder.resolve("a/home");
    make(home, Map.of());

    for (var mode : MODES.entrySet()) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(home.resolve(mode.getKey()))))
          .as(mode.getKey())
          .isEqualTo(mode.getValue());
    }
    assertThat(Genesis.read(home.resolve("config/genesis.json")).chainId())
        .matches("test-chain-[0-9A-Za-z]{6}");
  }

  @Test
  @DisplayName("what exists stays as it is")
  void secondTime() throws IOException {
    Path home = folder.resolve("home");
    make(home, Map.of());
    Files.delete(home.resolve("config/genesis.json"));
    String key = Files.readString(home.resolve("config/node_key.json"));
    String validator = Files.readString(home.resolve("config/priv_validator_key.json"));
    Files.writeString(home.resolve("config/config.toml"), "# mine");

    make(home, Map.of());

    assertThat(home.resolve("config/node_key.json")).hasContent(key);
    assertThat(home.resolve("config/priv_validator_key.json")).hasContent(validator);
    assertThat(home.resolve("config/config.toml")).hasContent("# mine");
    assertThat(home.resolve("config/genesis.json")).exists();
  }

  @Test
  @DisplayName("the files are where the configuration says, in folders made for them")
  void otherPlaces() {
    Path home = folder.resolve("home");
    make(home, Map.of("node_key_file", "keys/node.json", "genesis_file", "net/genesis.json"));

    assertThat(home.resolve("keys/node.json")).exists();
    assertThat(home.resolve("net/genesis.json")).exists();
    assertThat(home.resolve("config/node_key.json")).doesNotExist();
  }

  @Test
  @DisplayName("F06 a validator key without its state, or a state without key, is not completed")
  void halfAValidator() throws IOException {
    Path home = folder.resolve("home");
    make(home, Map.of());
    Path state = home.resolve("data/priv_validator_state.json");
    String content = Files.readString(state);
    Files.delete(state);
    assertThatExceptionOfType(OperatorException.class)
        .isThrownBy(() -> make(home, Map.of()))
        .satisfies(e -> assertThat(e.line()).contains(state.toString(), "restore"));

    Files.writeString(state, content);
    Path key = home.resolve("config/priv_validator_key.json");
    Files.delete(key);
    assertThatExceptionOfType(OperatorException.class)
        .isThrownBy(() -> make(home, Map.of()))
        .satisfies(e -> assertThat(e.line()).contains(key.toString(), "restore"));
  }

  @Test
  @DisplayName("a home that cannot be made is one line with its name")
  void impossibleHome() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "not a folder");
    assertThatExceptionOfType(OperatorException.class)
        .isThrownBy(() -> make(file, Map.of()))
        .satisfies(e -> assertThat(e.line()).contains(file.toString()));
    assertThatExceptionOfType(OperatorException.class)
        .isThrownBy(() -> make(file.resolve("below"), Map.of()))
        .satisfies(e -> assertThat(e.line()).contains(file.toString()));
  }

  @Test
  @DisplayName("F14 a data directory is locked by one node at a time")
  void lock() {
    Path data = folder.resolve("data");
    try (DataLock _ = DataLock.take(data)) {
      assertThatExceptionOfType(OperatorException.class)
          .isThrownBy(() -> DataLock.take(data))
          .satisfies(e ->
              assertThat(e.line())
                  .contains(data.toString(), "process " + ProcessHandle.current().pid(), "--home"));
    }
    DataLock.take(data).close();
  }

  private static void make(Path home, Map<String, String> settings) {
    HomeFiles.createFolders(home, "config/config.toml", "");
    new HomeFiles(Settings.of(home, settings))
        .createMissing(Optional.empty(), Instant.EPOCH, new SecureRandom());
  }
}
