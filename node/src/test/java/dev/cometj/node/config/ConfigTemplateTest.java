package dev.cometj.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTemplateTest {
  private final ConfigTable table = new ConfigTable("host");

  @TempDir private Path home;

  @Test
  @DisplayName("a fresh file holds every listed key with its default and a comment, and reads back")
  void freshFile() throws IOException {
    String text = ConfigTemplate.render(table, Map.of());
    NodeConfiguration read = read(text);

    assertThat(read.warnings()).isEmpty();
    table
        .keys()
        .filter(ConfigKey::isListed)
        .forEach(key -> {
          assertThat(read.settings().text(key.name())).as(key.name()).hasValue(key.fallback());
          assertThat(text).containsPattern("# [^\n]+\n" + key.leaf() + " = ");
          assertThat(read.settings().place(key.name())).contains("config.toml:");
        });
  }

  @Test
  @DisplayName("values that differ from the defaults are written, with what TOML wants escaped")
  void otherValues() throws IOException {
    Map<String, String> values =
        Map.of(
            "moniker", "a \"quoted\" \\ name",
            "p2p.seed_mode", "true",
            "rpc.cors_allowed_origins", "https://a,https://b",
            "statesync.chunk_fetchers", "7");
    NodeConfiguration read = read(ConfigTemplate.render(table, values));

    values.forEach((key, value) -> assertThat(read.settings().text(key)).hasValue(value));
  }

  @Test
  @DisplayName("the template's odd spellings are the original's: dashes, and a number in quotes")
  void oddities() {
    assertThat(ConfigTemplate.render(table, Map.of()))
        .contains("keep-invalid-txs-in-cache = false\n")
        .contains("psql-conn = \"\"\n")
        .contains("chunk_fetchers = \"4\"\n")
        .contains("cors_allowed_methods = [\"HEAD\", \"GET\", \"POST\"]\n")
        .contains("[tx_index]\n")
        .endsWith("\n");
  }

  private NodeConfiguration read(String text) throws IOException {
    Path file = home.resolve(NodeConfiguration.FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return NodeConfiguration.read(table, home, Map.of(), Map.of());
  }
}
