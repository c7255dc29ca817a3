package dev.cometj.integration.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Repository;
import dev.cometj.integration.harness.Repository.MavenModule;
import dev.cometj.integration.packaging.ParsedSources.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The sizes that keep sources readable. A limit may be broken for a reason, which then stands here.
class SourceNormTest {
  private static final int FILE_LIMIT = 600;
  private static final int API_FILE_LIMIT = 300;
  private static final int BODY_LIMIT = 60;
  private static final double FINAL_SHARE = 0.9;

  /// Methods over the limit as `File.method`, each with the reason why it is not cut.
  private static final Map<String, String> LONG_BODIES =
      Map.of(
          "KeyStream.block",
          "the rounds are written out: the JIT keeps vectors in registers only within one method");

  private static ParsedSources sources;

  @BeforeAll
  static void parse() {
    sources =
        ParsedSources.of(
            Repository.publishedJars().stream()
                .flatMap(module -> module.sources().stream())
                .toList());
  }

  @Test
  @DisplayName("N7 no source file is longer than its limit")
  void files() {
    var tooLong = new ArrayList<String>();
    for (var module : Repository.publishedJars()) {
      for (Path file : module.sources()) {
        long lines = lines(file);
        String name = Repository.root().relativize(file).toString();
        if (lines > limit(module)) {
          tooLong.add(name + ": " + lines + " lines, limit " + limit(module));
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  @DisplayName("N7 no method body is longer than its limit, but for a listed reason")
  void bodies() {
    assertThat(sources.bodies())
        .filteredOn(body -> body.lines() > BODY_LIMIT)
        .filteredOn(body -> !LONG_BODIES.containsKey(body.name()))
        .extracting(Body::toString)
        .isEmpty();
  }

  @Test
  @DisplayName("every exception from the limit of methods is still needed")
  void exceptionsAreNeeded() {
    var longNames =
        sources.bodies().stream()
            .filter(body -> body.lines() > BODY_LIMIT)
            .map(Body::name)
            .toList();
    assertThat(longNames).containsAll(LONG_BODIES.keySet());
  }

  @Test
  @DisplayName("N7 at least nine of ten classes are final, sealed or records")
  void closedClasses() {
    assertThat(sources.openClasses().size())
        .as("open classes: %s", sources.openClasses())
        .isLessThanOrEqualTo((int) (sources.classes() * (1 - FINAL_SHARE)));
  }

  @Test
  @DisplayName("N6 no class is called Utils, Manager, Helper or Impl")
  void names() {
    assertThat(sources.typeNames())
        .noneMatch(name -> name.matches(".*(Utils?|Manager|Helpers?|Impl)"))
        .noneMatch(name -> name.matches("Abstract[A-Z].*|I[A-Z][a-z].*Impl"));
  }

  private static int limit(MavenModule module) {
    return List.of("p2p-api").contains(module.artifactId()) ? API_FILE_LIMIT : FILE_LIMIT;
  }

  private static long lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
