package dev.cometj.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Repository;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The script that users start the node by.
@ExtendWith(Scenarios.class)
class LauncherIT {
  /// It may have to build first.
  private static final Duration FIRST_USE = Duration.ofMinutes(4);

  private static final Duration QUICK = Duration.ofSeconds(10);

  @Test
  @DisplayName("./cometj makes a home and is quick from the second use on")
  void makesAHome(Scenario scenario) {
    var launcher = Repository.root().resolve("cometj").toString();
    var home = scenario.directory().resolve("home");

    var version = scenario.start("version", List.of(launcher, "version"), Map.of());
    assertThat(version.awaitExit(FIRST_USE)).as(version.output()).isZero();

    var init =
        scenario.start("init", List.of(launcher, "init", "--home", home.toString()), Map.of());
    assertThat(init.awaitExit(QUICK)).as(init.output()).isZero();
    assertThat(home.resolve("config/config.toml")).isRegularFile();
    assertThat(home.resolve("config/node_key.json")).isRegularFile();

    var id =
        scenario.start(
            "id", List.of(launcher, "show-node-id", "--home", home.toString()), Map.of());
    assertThat(id.awaitExit(QUICK)).isZero();
    assertThat(id.output().strip()).matches("[0-9a-f]{40}");
  }
}
