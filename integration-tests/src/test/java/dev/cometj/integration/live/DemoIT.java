package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.ModulePath;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The demo with a Go node in its network.
@Tag("live")
@ExtendWith(Scenarios.class)
class DemoIT {
  private static final Duration ACQUAINTED = Duration.ofSeconds(90);

  @Test
  @DisplayName("demo --go mixes in a Go node, and takes it with it on Ctrl-C")
  void mixesInAGoNode(Scenario scenario) {
    var command = CometJNode.javaProgram(ModulePath.node(), List.of());
    command.addAll(List.of("demo", "--nodes", "2", "--go", GoVersion.V0_38.program().toString()));
    var demo = scenario.start("demo", command, Map.of());
    demo.awaitOutput(ACQUAINTED, Pattern.compile("All 3 nodes are connected with each other"));
    var children = demo.children();
    assertThat(children).isNotEmpty();

    demo.interrupt();

    assertThat(demo.awaitExit(Duration.ofSeconds(10))).as(demo.output()).isZero();
    Await.until(
        Duration.ofSeconds(5),
        "the Go node has ended, too",
        () -> children.stream().noneMatch(ProcessHandle::isAlive));
  }
}
