package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One home directory, two programs.
@Tag("live")
@ExtendWith(Scenarios.class)
class HomeIT {
  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "a home made by cometbft init starts unchanged under ours, with the same id and network")
  void aHomeOfInit(GoVersion version, Scenario scenario) throws IOException {
    var home = scenario.go(version, "theirs").home();
    startsUnchanged(scenario, version, home);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a home made by cometbft testnet starts unchanged under ours")
  void aHomeOfTestnet(GoVersion version, Scenario scenario) throws IOException {
    var homes = scenario.goTestnetHomes(version, 1, 1);
    startsUnchanged(scenario, version, homes.getLast());
  }

  @Test
  @DisplayName("a home made by our init makes blocks under Go")
  void ourHomeUnderGo(Scenario scenario) {
    var ours = scenario.cometj("ours").init();
    var id = ours.id();
    var theirs = scenario.go(GoVersion.V0_38, "theirs", ours.home()).configured();
    theirs.start();

    assertThat(theirs.id()).isEqualTo(id);
    Await.until(Duration.ofSeconds(30), "Go has made two blocks", () -> theirs.rpc().height() >= 2);
  }

  private static void startsUnchanged(Scenario scenario, GoVersion version, Path home)
      throws IOException {
    var before = configuration(home);
    var theirs = scenario.go(version, "theirs-again", home);
    var ours = scenario.cometj("ours", home);
    ours.start("--proxy_app", "kvstore"); // the one thing that Go's testnet leaves to the operator

    var nodeInfo = ours.rpc().result("/status").path("node_info");
    assertThat(nodeInfo.path("network").asString()).isEqualTo(Scenario.chainId(home));
    assertThat(nodeInfo.path("id").asString()).isEqualTo(theirs.id());
    assertThat(ours.id()).isEqualTo(theirs.id());
    if (version == GoVersion.V0_38) {
      assertThat(ours.process().output()).doesNotContainIgnoringCase("unknown key");
    }
    ours.process().terminate();
    assertThat(ours.process().awaitExit(Duration.ofSeconds(5))).isZero();
    assertThat(configuration(home)).isEqualTo(before);
  }

  /// The files that an operator owns; the address book is the node's own.
  private static Map<String, String> configuration(Path home) throws IOException {
    var contents = new TreeMap<String, String>();
    try (Stream<Path> files = Files.list(home.resolve("config"))) {
      for (Path file : files.toList()) {
        if (!file.getFileName().toString().startsWith("addrbook.json")) {
          contents.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return contents;
  }
}
