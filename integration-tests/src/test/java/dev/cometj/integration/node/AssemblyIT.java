package dev.cometj.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.ModulePath;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Picking jars is the configuration: what lies on the module path takes part, and nothing else.
@ExtendWith(Scenarios.class)
class AssemblyIT {
  private static final Duration ACQUAINTED = Duration.ofSeconds(60);
  private static final String CHAIN = "assembly-test";
  private static final Set<String> MAY_BE_AUTOMATIC = Set.of("com.google.protobuf", "org.tomlj");

  @Test
  @DisplayName("with the PEX-only assembly two nodes find each other through a seed")
  void pexOnly(Scenario scenario) {
    var seed = pexOnlyNode(scenario, "seed");
    seed.start("--p2p.seed_mode", "--chain-id", CHAIN);
    var first = pexOnlyNode(scenario, "first");
    first.start("--p2p.seeds", seed.peerAddress(), "--chain-id", CHAIN);
    var second = pexOnlyNode(scenario, "second");
    second.start("--p2p.seeds", seed.peerAddress(), "--chain-id", CHAIN);

    Await.until(
        ACQUAINTED,
        "the two know each other",
        () ->
            first.rpc().peer(second.id()).isPresent() && second.rpc().peer(first.id()).isPresent(),
        () -> "the seed's ledger: " + seed.rpc().ledger());
  }

  @Test
  @DisplayName("without a reactor on the module path the node starts, serves RPC, and says so")
  void withoutReactors(Scenario scenario) {
    var node = scenario.cometj("bare").on(ModulePath.withoutReactors()).init();
    node.start("--chain-id", CHAIN);

    node.process().awaitOutput(Duration.ofSeconds(5), Pattern.compile("(?i)no reactors?\\b"));
    assertThat(node.rpc().peers()).isEmpty();
  }

  @Test
  @DisplayName("the class path is empty, and every module has a descriptor but two known libraries")
  void nothingIsAutomatic(Scenario scenario) {
    var command =
        CometJNode.javaProgram(
            ModulePath.node(), List.of("-XshowSettings:properties", "--show-module-resolution"));
    command.add("version");
    var run = scenario.start("version", command, Map.of());
    assertThat(run.awaitExit(Duration.ofSeconds(30))).isZero();

    assertThat(run.output()).containsPattern("(?m)^\\s*java\\.class\\.path =\\s*$");
    var automatic =
        Pattern.compile("(?m)^(\\S+) file:\\S+ automatic$")
            .matcher(run.output())
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(MAY_BE_AUTOMATIC).containsAll(automatic);
    assertThat(run.output()).contains("root dev.cometj.node");
  }

  @Test
  @DisplayName(
      "every module of the PEX-only assembly resolves, and no further one of this project is bound")
  void pexOnlyBindsOnlyItself() {
    var configuration =
        Configuration.resolveAndBind(
            ModulePath.pexOnly().finder(),
            List.of(ModuleLayer.boot().configuration()),
            ModuleFinder.of(),
            Set.of("dev.cometj.node"));
    var ours =
        configuration.modules().stream()
            .map(module -> module.reference().descriptor())
            .map(ModuleDescriptor::name)
            .filter(name -> name.startsWith("dev.cometj."))
            .sorted()
            .toList();
    assertThat(ours)
        .containsExactly(
            "dev.cometj.crypto",
            "dev.cometj.node",
            "dev.cometj.p2p",
            "dev.cometj.p2p.switching",
            "dev.cometj.p2p.transport",
            "dev.cometj.reactor.pex",
            "dev.cometj.wire");
  }

  private static CometJNode pexOnlyNode(Scenario scenario, String name) {
    return scenario.cometj(name).on(ModulePath.pexOnly()).init();
  }
}
