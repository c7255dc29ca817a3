package dev.cometj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The golden vectors: those beside the tests, or another set of the same shape where `-Dcometj.vectors` points.
public final class Vectors {
  private static final String DIRECTORY = "cometj.vectors";

  private Vectors() {}

  /// Reads the cases of a group; there is at least one.
  public static Stream<JsonNode> cases(String file, String group) {
    JsonNode cases = read(file).path("groups").path(group).path("cases");
    assertThat(cases.size()).as(file + "/" + group).isPositive();
    return StreamSupport.stream(cases.spliterator(), false);
  }

  private static JsonNode read(String file) {
    String directory = System.getProperty(DIRECTORY, "");
    try (InputStream in =
        directory.isBlank()
            ? Vectors.class.getResourceAsStream("/vectors/" + file)
            : Files.newInputStream(Path.of(directory, file))) {
      assertThat(in).as(file).isNotNull();
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
