package dev.cometj.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One file of golden vectors: from the test resources, or from the directory that the system property
/// `cometj.vectors` names.
public final class VectorFile {

  private final String name;
  private final JsonNode groups;

  private VectorFile(String name, JsonNode groups) {
    this.name = name;
    this.groups = groups;
  }

  public static VectorFile open(String name) {
    String directory = System.getProperty("cometj.vectors", "");
    try (InputStream in =
        directory.isBlank()
            ? VectorFile.class.getResourceAsStream("/vectors/" + name)
            : Files.newInputStream(Path.of(directory, name))) {
      assertThat(in).as("vector file %s", name).isNotNull();
      return new VectorFile(name, JsonMapper.shared().readTree(in).get("groups"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<JsonNode> cases(String group) {
    assertThat(groups.has(group)).as("group %s of %s", group, name).isTrue();
    List<JsonNode> cases = groups.get(group).get("cases").values().stream().toList();
    assertThat(cases).as("cases of group %s of %s", group, name).isNotEmpty();
    return cases;
  }

  public Stream<DynamicTest> tests(String group, Consumer<JsonNode> check) {
    return cases(group).stream()
        .map(vector -> DynamicTest.dynamicTest(text(vector, "name"), () -> check.accept(vector)));
  }

  public static String text(JsonNode vector, String field) {
    return vector.get(field).asString();
  }

  public static byte[] bytes(JsonNode vector, String field) {
    return hex(text(vector, field));
  }

  public static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
