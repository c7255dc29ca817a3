package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Our RPC answers beside the original's: the same members, of the same JSON types.
@Tag("live")
@ExtendWith(Scenarios.class)
class RpcShapeIT {
  @Test
  @DisplayName(
      "/health, /status and /net_info have the members and types of the original's answers")
  void sameShape(Scenario scenario) {
    var theirs = scenario.go(GoVersion.V0_38, "theirs");
    theirs.start();
    var ours = scenario.cometj("ours").init();
    ours.config().set("p2p.persistent_peers", theirs.peerAddress());
    ours.start("--chain-id", Scenario.chainId(theirs.home()));
    Await.until(
        Duration.ofSeconds(20),
        "both see each other",
        () -> ours.rpc().peers().size() == 1 && theirs.rpc().peers().size() == 1);

    for (var path : new String[] {"/health", "/status", "/net_info"}) {
      assertThat(shape(ours.rpc().text(path))).as(path).isEqualTo(shape(theirs.rpc().text(path)));
    }
  }

  private static Map<String, String> shape(String json) {
    var members = new TreeMap<String, String>();
    collect("", JsonMapper.shared().readTree(json), members);
    return members;
  }

  /// An array counts by its first element.
  private static void collect(String path, JsonNode node, Map<String, String> members) {
    members.put(path, node.getNodeType().name());
    if (node.isArray() && !node.isEmpty()) {
      collect(path + "[]", node.get(0), members);
    }
    for (var member : node.properties()) {
      collect(path + '/' + member.getKey(), member.getValue(), members);
    }
  }
}
