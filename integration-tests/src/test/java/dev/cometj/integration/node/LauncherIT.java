package dev.cometj.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.ChildProcess;
import dev.cometj.integration.harness.Repository;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script that users start the node by.
@Timeout(900)
@ExtendWith(Scenarios.class)
class LauncherIT {
  /// It may have to build first, on a machine that does other things, too.
  private static final Duration FIRST_USE = Duration.ofMinutes(10);

  private static final Duration QUICK = Duration.ofSeconds(15);

  /// Makes the JVM refuse to start if it cannot use its cache.
  private static final String ONLY_PRACTISED = "-XX:AOTMode=on";

  private static final Duration ACQUAINTED = Duration.ofSeconds(90);

  @Test
  @DisplayName("./cometj builds what it needs, makes a home, and does not build again")
  void makesAHome(Scenario scenario) {
    var home = scenario.directory().resolve("home").toString();
    assertThat(cometj(scenario, "version").awaitExit(FIRST_USE)).isZero();

    var init = cometj(scenario, "init", "--home", home);
    assertThat(init.awaitExit(QUICK)).as(init.output()).isZero();
    assertThat(scenario.directory().resolve("home/config/config.toml")).isRegularFile();
    assertThat(scenario.directory().resolve("home/config/node_key.json")).isRegularFile();
    assertThat(init.output()).doesNotContain("Building");

    var id = cometj(scenario, "show-node-id", "--home", home);
    assertThat(id.awaitExit(QUICK)).as(id.output()).isZero();
    assertThat(id.output().strip()).matches("[0-9a-f]{40}");
  }

  @Test
  @DisplayName("./cometj demo shows how nodes find each other, and ends cleanly on Ctrl-C")
  void demo(Scenario scenario) {
    assertThat(cometj(scenario, "version").awaitExit(FIRST_USE)).isZero();
    var demo = cometj(scenario, "demo");
    demo.awaitOutput(ACQUAINTED, Pattern.compile("All 3 nodes are connected with each other"));

    demo.interrupt();

    assertThat(demo.awaitExit(Duration.ofSeconds(5))).as(demo.output()).isZero();
    assertThat(demo.output()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  @DisplayName(
      "./cometj start goes on from what the JVM has practised, with and without the Vector API")
  void practised(String vector, Scenario scenario) {
    var home = scenario.directory().resolve("home").toString();
    assertThat(cometj(scenario, "version").awaitExit(FIRST_USE)).isZero();
    assertThat(cometj(scenario, "init", "--home", home).awaitExit(QUICK)).isZero();
    var start =
        cometj(
            scenario,
            Map.of("COMETJ_VECTOR", vector, "COMETJ_JAVA_OPTIONS", ONLY_PRACTISED),
            "start",
            "--home",
            home,
            "--p2p.laddr=tcp://127.0.0.1:0",
            "--rpc.laddr=tcp://127.0.0.1:0",
            "--proxy_app=kvstore");
    start.awaitOutput(ACQUAINTED, Pattern.compile("Started node"));

    start.terminate();

    assertThat(start.awaitExit(QUICK)).as(start.output()).isZero();
  }

  private static ChildProcess cometj(Scenario scenario, String... words) {
    return cometj(scenario, Map.of(), words);
  }

  private static ChildProcess cometj(
      Scenario scenario, Map<String, String> environment, String... words) {
    var command = new ArrayList<String>();
    command.add(Repository.root().resolve("cometj").toString());
    command.addAll(List.of(words));
    return scenario.start(words[0], command, environment);
  }
}
