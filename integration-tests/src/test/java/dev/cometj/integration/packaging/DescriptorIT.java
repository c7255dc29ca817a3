package dev.cometj.integration.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.cometj.integration.harness.Repository;
import dev.cometj.integration.harness.Repository.MavenModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The descriptor of each published jar, as users get it, against a checked-in text.
class DescriptorIT {
  private static final Path EXPECTED =
      Repository.root().resolve("integration-tests/src/test/descriptors");
  private static final String REWRITE =
      "./mvnw verify -pl integration-tests -am -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dit.test=DescriptorIT -Dfailsafe.failIfNoSpecifiedTests=false -Dcometj.descriptors=rewrite";

  static List<MavenModule> published() {
    return Repository.publishedJars();
  }

  @ParameterizedTest
  @MethodSource("published")
  @DisplayName("jar --describe-module says what is checked in")
  void theDescriptorIsAsCheckedIn(MavenModule module) throws IOException {
    Path file = EXPECTED.resolve(module.artifactId() + ".txt");
    String actual = describe(module);
    if ("rewrite".equals(System.getProperty("cometj.descriptors"))) {
      Files.createDirectories(EXPECTED);
      Files.writeString(file, actual);
      return;
    }
    String expected = Files.exists(file) ? Files.readString(file) : "(no such file)\n";
    if (!expected.equals(actual)) {
      fail(
          "The descriptor of %s has changed.%n--- %s%n%s--- now%n%sIf that is meant, run and commit:%n  %s",
          module, Repository.root().relativize(file), expected, actual, REWRITE);
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  @DisplayName("every package name starts with the module name, and that with dev.cometj")
  void packagesStartWithTheModuleName(MavenModule module) {
    var descriptor = descriptor(module);
    assertThat(descriptor.name()).startsWith("dev.cometj.");
    assertThat(descriptor.packages())
        .allSatisfy(name -> assertThat(name + '.').startsWith(descriptor.name() + '.'));
  }

  @ParameterizedTest
  @MethodSource("published")
  @DisplayName("services are declared in the descriptor only, never in META-INF")
  void noServiceFiles(MavenModule module) throws IOException {
    try (var jar = new JarFile(module.jar().toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .noneMatch(name -> name.startsWith("META-INF/services/"));
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  @DisplayName("a jar holds no time of its making, so that building it again gives the same bytes")
  void noTimeOfMaking(MavenModule module) throws IOException {
    try (var jar = new JarFile(module.jar().toFile())) {
      assertThat(jar.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  @DisplayName("N7 a reactor exports at most one package")
  void aReactorExportsAtMostOnePackage(MavenModule module) {
    if (module.isReactor()) {
      assertThat(descriptor(module).exports()).hasSizeLessThanOrEqualTo(1);
    }
  }

  private static ModuleDescriptor descriptor(MavenModule module) {
    return ModuleFinder.of(module.jar()).findAll().iterator().next().descriptor();
  }

  /// The tool's text without its first line's path and version, and in a stable order.
  private static String describe(MavenModule module) {
    var out = new StringWriter();
    var error = new StringWriter();
    int status =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                new PrintWriter(out),
                new PrintWriter(error),
                "--describe-module",
                "--file",
                module.jar().toString());
    assertThat(status).as("jar --describe-module %s: %s", module.jar(), error).isZero();
    var lines = out.toString().lines().filter(line -> !line.isBlank()).toList();
    String name = descriptor(module).name();
    return lines.stream()
        .skip(1)
        .sorted()
        .collect(Collectors.joining("\n", "module " + name + "\n", "\n"));
  }
}
