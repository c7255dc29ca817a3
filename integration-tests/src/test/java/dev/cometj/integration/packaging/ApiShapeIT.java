package dev.cometj.integration.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Repository;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The form of what users program against.
class ApiShapeIT {
  private static final long METHOD_LIMIT = 5;

  /// Exported interfaces with more abstract methods, each with the reason why it is not cut.
  private static final Map<String, String> WIDE_INTERFACES =
      Map.of(
          "dev.cometj.chain.service.BlockStore",
          "one name for each thing that is kept of a block, with the writes that keep them whole",
          "dev.cometj.chain.service.StateStore",
          "one name for each thing that is kept of a height, with the writes that keep them whole",
          "dev.cometj.p2p.spi.ByteStream",
          "both directions and the thread of one socket; halves would be handed around together",
          "dev.cometj.p2p.spi.Link",
          "one connection as the Switch sees it; reactors see it through facets",
          "dev.cometj.p2p.spi.NodeRuntime",
          "the list of all that a core must not have by itself: time, threads, chance, disk, names",
          "dev.cometj.p2p.switching.AssembledNode",
          "the application's one handle on a node",
          "dev.cometj.p2p.testkit.contract.ContractWorld",
          "the one thing an implementer of a contract test brings: a world to run in");

  @Test
  @DisplayName(
      "N7 an exported interface declares at most five abstract methods, but for a listed reason")
  void interfacesAreSmall() {
    var wide = new TreeMap<String, Long>();
    for (var module : Repository.publishedJars()) {
      if (!module.artifactId().equals("wire")) {
        ClassReferences.of(module.jar())
            .abstractMethodsOfExportedInterfaces()
            .forEach((name, count) -> {
              if (count > METHOD_LIMIT) {
                wide.put(name, count);
              }
            });
      }
    }
    assertThat(wide.keySet()).isEqualTo(WIDE_INTERFACES.keySet());
  }
}
