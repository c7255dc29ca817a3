package dev.cometj.integration.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Repository;
import dev.cometj.integration.harness.Repository.MavenModule;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Who may see whom. Read from the published jars, so a module that is added is checked without being named here.
class DependencyRuleIT {
  private static Map<MavenModule, ClassReferences> jars;

  @BeforeAll
  static void readJars() {
    jars =
        Repository.publishedJars().stream()
            .collect(
                Collectors.toMap(module -> module, module -> ClassReferences.of(module.jar())));
  }

  @Test
  @DisplayName("a reactor neither requires nor mentions another reactor")
  void reactorsDoNotKnowEachOther() {
    for (var reactor : reactors()) {
      var others =
          reactors().stream()
              .filter(other -> other != reactor)
              .map(other -> jars.get(other).descriptor())
              .toList();
      var names = others.stream().map(ModuleDescriptor::name).toList();
      assertThat(requires(reactor)).as("%s requires", reactor).noneMatch(names::contains);
      var packages =
          others.stream().flatMap(other -> other.packages().stream()).collect(Collectors.toSet());
      assertThat(mentions(reactor, type -> packages.contains(packageOf(type)))).isEmpty();
    }
  }

  @Test
  @DisplayName("no reactor names the whole Switch or the whole Peer: it gets facets")
  void reactorsGetFacets() {
    var whole = Set.of("dev.cometj.p2p.Switch", "dev.cometj.p2p.Peer");
    assertThat(reactors()).isNotEmpty();
    for (var reactor : reactors()) {
      assertThat(mentions(reactor, whole::contains)).as(reactor.artifactId()).isEmpty();
      assertThat(requires(reactor)).doesNotContain("dev.cometj.p2p.switching", "dev.cometj.node");
    }
  }

  @Test
  @DisplayName("p2p-api shows no third-party type in a signature")
  void theApiIsOurs() {
    var api = jars.get(module("p2p-api"));
    assertThat(api.exposed())
        .isNotEmpty()
        .allMatch(type -> type.startsWith("java.") || type.startsWith("dev.cometj.p2p."));
  }

  @Test
  @DisplayName("only p2p-transport and node see Netty")
  void nettyIsConfined() {
    onlySee("io.netty.", Set.of("p2p-transport", "node"));
  }

  @Test
  @DisplayName("only p2p-transport sees JCTools, and of that only the queues without Unsafe")
  void jctoolsIsConfined() {
    onlySee("org.jctools.", Set.of("p2p-transport"));
    assertThat(mentions(module("p2p-transport"), type -> type.startsWith("org.jctools.")))
        .allMatch(type ->
            type.startsWith("org.jctools.queues.atomic.")
                || type.startsWith("org.jctools.queues.MessagePassingQueue"));
  }

  @Test
  @DisplayName(
      "only wire shows protobuf types, and other modules hand on those of ABCI alone, which are its contract")
  void protobufIsConfined() {
    var wire = jars.get(module("wire")).descriptor();
    var applications = Set.of("chain", "execution");
    for (var module : jars.keySet()) {
      if (!module.artifactId().equals("wire")) {
        assertThat(jars.get(module).exposed())
            .as(module.artifactId())
            .filteredOn(type ->
                !applications.contains(module.artifactId())
                    || !type.startsWith("dev.cometj.wire.abci."))
            .noneMatch(type -> type.startsWith("com.google.protobuf."))
            .noneMatch(type -> wire.packages().contains(packageOf(type)));
      }
    }
  }

  @Test
  @DisplayName("node requires no reactor and no transport: they come by service binding")
  void theNodeIsBoundByServices() {
    var plugins =
        jars.keySet().stream()
            .filter(module -> module.isReactor() || module.artifactId().equals("p2p-transport"))
            .map(module -> jars.get(module).descriptor().name())
            .toList();
    assertThat(plugins).isNotEmpty();
    assertThat(requires(module("node"))).noneMatch(plugins::contains);
  }

  @Test
  @DisplayName("only p2p-switch looks services of the project up")
  void onlyTheSwitchLooksUp() {
    for (var module : jars.keySet()) {
      var uses =
          jars.get(module).descriptor().uses().stream()
              .filter(service -> service.startsWith("dev.cometj.p2p.spi."))
              .toList();
      if (!module.artifactId().equals("p2p-switch")) {
        assertThat(uses).as(module.artifactId()).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("no class mentions sun.misc.Unsafe, and logging goes by System.Logger")
  void noUnsafe() {
    for (var module : jars.keySet()) {
      assertThat(mentions(module, type -> type.equals("sun.misc.Unsafe"))).isEmpty();
      assertThat(requires(module)).doesNotContain("jdk.unsupported");
      if (!module.artifactId().equals("node")) { // it brings what libraries log to one place
        assertThat(requires(module)).doesNotContain("java.logging");
      }
    }
  }

  private static void onlySee(String prefix, Set<String> allowed) {
    for (var module : jars.keySet()) {
      if (!allowed.contains(module.artifactId())) {
        assertThat(requires(module))
            .as("%s requires", module)
            .noneMatch(name -> (name + '.').startsWith(prefix));
        assertThat(mentions(module, type -> type.startsWith(prefix))).as("%s", module).isEmpty();
      }
    }
  }

  private static List<MavenModule> reactors() {
    return jars.keySet().stream().filter(MavenModule::isReactor).toList();
  }

  private static MavenModule module(String artifactId) {
    return jars.keySet().stream()
        .filter(module -> module.artifactId().equals(artifactId))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> requires(MavenModule module) {
    return jars.get(module).descriptor().requires().stream().map(Requires::name).toList();
  }

  private static List<String> mentions(MavenModule module, Predicate<String> types) {
    return jars.get(module).mentioned().stream().filter(types).toList();
  }

  private static String packageOf(String type) {
    return type.substring(0, type.lastIndexOf('.'));
  }
}
