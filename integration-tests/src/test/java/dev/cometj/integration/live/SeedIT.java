package dev.cometj.integration.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.CometJNode;
import dev.cometj.integration.harness.GoNode;
import dev.cometj.integration.harness.GoVersion;
import dev.cometj.integration.harness.NodeProcess;
import dev.cometj.integration.harness.Rpc;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our seed inside a real Go network.
@Tag("live")
@ExtendWith(Scenarios.class)
class SeedIT {
  private static final Duration ACQUAINTED = Duration.ofSeconds(90);

  @ParameterizedTest
  @CsvSource({
    "V0_38, -Dcipher=default",
    "V0_40, -Dcipher=default",
    "V0_38, --add-modules=jdk.incubator.vector",
  })
  @DisplayName(
      "SX-01 Go validators that know only our seed find each other in 90 s and make blocks")
  void goValidatorsFindEachOther(GoVersion version, String option, Scenario scenario) {
    var validators = scenario.goValidators(version, 3);
    var seed = seed(scenario, option, Scenario.chainId(validators.getFirst().home()));
    for (var validator : validators) {
      validator.config().set("p2p.seeds", seed.peerAddress());
      validator.start();
    }

    for (var validator : validators) {
      Await.until(
          ACQUAINTED,
          validator + " is connected with the other two",
          () -> validator.rpc().peerIds().containsAll(othersThan(validator, validators)),
          () -> "the seed's ledger: " + seed.rpc().ledger());
    }
    for (var validator : validators) {
      Await.until(
          Duration.ofSeconds(30),
          validator + " has three blocks, so all three validators vote",
          () -> validator.rpc().height() >= 3);
      hasAskedAndBeenLetGo(seed.rpc(), validator);
    }
    assertThat(seed.rpc().result("/net_info").path("listening").asBoolean()).isTrue();
  }

  private static CometJNode seed(Scenario scenario, String option, String chainId) {
    var seed = scenario.cometj("seed").with(option).init();
    seed.start("--p2p.seed_mode", "--chain-id", chainId);
    return seed;
  }

  private static List<String> othersThan(NodeProcess one, List<GoNode> all) {
    return all.stream().filter(node -> node != one).map(NodeProcess::id).toList();
  }

  /// The ledger tells how the validator came, and that the seed hung up in peace after the answer.
  private static void hasAskedAndBeenLetGo(Rpc seed, GoNode validator) {
    var story =
        seed.ledger().stream()
            .filter(entry -> entry.peerId().equals(validator.id()))
            .filter(entry -> entry.direction().equals("inbound"))
            .toList();
    var events = story.stream().map(Rpc.LedgerEntry::event).toList();
    assertThat(events).as("the inbound story of %s: %s", validator, story).startsWith("admitted");
    assertThat(story)
        .as("the end of the first visit of %s", validator)
        .anySatisfy(entry -> {
          assertThat(entry.event()).isEqualTo("dropped");
          assertThat(entry.reason()).startsWith("Requested");
        });
  }
}
