package dev.cometj.reactor.blocksync;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Golden cases made by the Go original. `-Dcometj.vectors=DIR` reads another set of the same shape.
public final class Vectors {
  private Vectors() {}

  /// Give the cases of a group; there is at least one.
  public static Stream<JsonNode> cases(String topic, String group) {
    String other = System.getProperty("cometj.vectors", "").strip();
    try (InputStream in =
        other.isEmpty()
            ? Vectors.class.getResourceAsStream("/vectors/" + topic + ".json")
            : Files.newInputStream(Path.of(other, topic + ".json"))) {
      return cases(in, group);
    } catch (IOException e) {
      throw new IllegalStateException("vectors of " + topic, e);
    }
  }

  private static Stream<JsonNode> cases(InputStream in, String group) {
    List<JsonNode> cases =
        JsonMapper.shared()
            .readTree(in)
            .path("groups")
            .path(group)
            .path("cases")
            .valueStream()
            .toList();
    if (cases.isEmpty()) {
      throw new IllegalStateException("no cases in group " + group);
    }
    return cases.stream();
  }
}
