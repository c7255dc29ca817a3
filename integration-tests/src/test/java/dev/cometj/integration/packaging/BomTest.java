package dev.cometj.integration.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Repository;
import dev.cometj.integration.harness.Repository.MavenModule;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/// What users get, and that they get all of it.
class BomTest {
  /// The only modules that may stay unpublished; a further one needs a reason here.
  private static final List<String> UNPUBLISHED =
      List.of("integration-tests", "benchmarks", "examples", "practice");

  @Test
  @DisplayName("the BOM lists exactly the published modules, and nothing of others")
  void theBomListsThePublishedModules() {
    var bom = Repository.xml(Repository.root().resolve("bom/pom.xml"));
    var dependencies = bom.getElementsByTagName("dependencies");
    assertThat(dependencies.getLength()).isEqualTo(1);
    var listed = Repository.texts((Element) dependencies.item(0), "artifactId");
    var groups = Repository.texts((Element) dependencies.item(0), "groupId");
    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            Repository.publishedJars().stream().map(MavenModule::artifactId).toList());
    assertThat(groups).containsOnly("dev.cometj");
    assertThat(Repository.texts(bom, "scope")).isEmpty();
  }

  @Test
  @DisplayName("only tests, benchmarks, examples and the practice of the build stay unpublished")
  void onlyTestsStayUnpublished() {
    assertThat(Repository.modules())
        .filteredOn(module -> !module.isPublished())
        .extracting(MavenModule::artifactId)
        .isSubsetOf(UNPUBLISHED);
  }

  @Test
  @DisplayName(
      "these tests depend on every published module, so that all jars exist before they run")
  void theTestsDependOnEverything() {
    var pom = Repository.xml(Repository.root().resolve("integration-tests/pom.xml"));
    assertThat(Repository.texts(pom, "artifactId"))
        .containsAll(Repository.publishedJars().stream().map(MavenModule::artifactId).toList());
  }

  @Test
  @DisplayName("no version stands outside the parent and the BOM")
  void versionsStandInTheParent() {
    for (var module : Repository.modules()) {
      if (module.packaging().equals("jar")) {
        var pom = Repository.xml(module.directory().resolve("pom.xml"));
        assertThat(Repository.texts(pom, "version"))
            .as(module.artifactId())
            .allMatch(version -> version.startsWith("${"));
      }
    }
  }
}
