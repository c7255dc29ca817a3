package dev.cometj.p2p.transport.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Golden cases made by the Go original. `-Dcometj.vectors=DIR` reads another set of the same shape.
public final class Vectors {
  private final JsonNode groups;
  private final String topic;

  private Vectors(String topic, JsonNode groups) {
    this.topic = topic;
    this.groups = groups;
  }

  public static Vectors of(String topic) {
    String other = System.getProperty("cometj.vectors", "").strip();
    try (InputStream in =
        other.isEmpty()
            ? Vectors.class.getResourceAsStream("/vectors/" + topic + ".json")
            : Files.newInputStream(Path.of(other, topic + ".json"))) {
      return new Vectors(topic, JsonMapper.shared().readTree(in).path("groups"));
    } catch (IOException e) {
      throw new IllegalStateException("vectors of " + topic, e);
    }
  }

  /// One test for each case of a group, which must have some.
  public Stream<DynamicTest> tests(String group, Check check) {
    List<JsonNode> cases = groups.path(group).path("cases").valueStream().toList();
    if (cases.isEmpty()) {
      throw new IllegalStateException("no cases in group " + group + " of " + topic);
    }
    return cases.stream()
        .map(vector ->
            DynamicTest.dynamicTest(vector.path("name").asString(), () -> check.accept(vector)));
  }

  public static byte[] bytes(JsonNode vector, String name) {
    return HexFormat.of().parseHex(text(vector, name));
  }

  public static String text(JsonNode vector, String name) {
    if (!vector.path(name).isString()) {
      throw new IllegalStateException("no text " + name + " in " + vector);
    }
    return vector.path(name).asString();
  }

  /// What to do with a case.
  public interface Check {
    void accept(JsonNode vector) throws Exception;
  }
}
