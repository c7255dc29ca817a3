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
  private static final Map<String, String> WIDE_INTERFACES = Map.of();

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
