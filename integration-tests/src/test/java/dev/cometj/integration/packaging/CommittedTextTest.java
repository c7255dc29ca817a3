package dev.cometj.integration.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What no file of the project may say.
class CommittedTextTest {
  private static final Set<String> SKIPPED =
      Set.of("target", ".git", ".idea", ".vscode", ".settings", ".cifuzz-corpus");

  /// Where something that is forbidden elsewhere has to stand, with the reason.
  private static final Map<String, String> ALLOWED =
      Map.of(
          ".mvn/wrapper/maven-wrapper.properties",
          "the wrapper has to know where Maven itself comes from",
          "integration-tests/src/test/java/dev/cometj/integration/packaging/CommittedTextTest.java",
          "the rule itself");

  private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");
  private static final Pattern REGISTRY_HOST =
      Pattern.compile(
          "repo1?\\.maven\\.(apache\\.)?org|(proxy|sum)\\.golang\\.org|registry\\.npmjs\\.org"
              + "|pypi\\.org|pythonhosted\\.org|crates\\.io|(docker|ghcr)\\.io|jitpack\\.io");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w./-])/(work|tmp|root)/[\\w.-]+");

  private static List<Path> files;

  @BeforeAll
  static void list() throws IOException {
    files = new ArrayList<>();
    Files.walkFileTree(
        Repository.root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return SKIPPED.contains(directory.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !SKIPPED.contains(file.getFileName().toString())) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(files).hasSizeGreaterThan(50);
  }

  @Test
  @DisplayName("nothing is left to be done in a comment")
  void nothingIsUnfinished() {
    assertThat(linesWith(UNFINISHED)).isEmpty();
  }

  @Test
  @DisplayName("no file names the host of a package registry")
  void noRegistryHosts() {
    assertThat(linesWith(REGISTRY_HOST)).isEmpty();
  }

  @Test
  @DisplayName("no file names a path of the machine it was written on")
  void noPathsOfAMachine() {
    assertThat(linesWith(MACHINE_PATH)).isEmpty();
  }

  private static List<String> linesWith(Pattern pattern) {
    var found = new ArrayList<String>();
    for (Path file : files) {
      String name = Repository.root().relativize(file).toString();
      if (!ALLOWED.containsKey(name)
          && !name.equals("mvnw")
          && !name.endsWith(".flattened-pom.xml")) {
        var lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
          if (pattern.matcher(lines.get(i)).find()) {
            found.add(name + ':' + (i + 1) + ": " + lines.get(i).strip());
          }
        }
      }
    }
    return found;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (MalformedInputException e) {
      return List.of(); // an image or another binary file
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
