package dev.cometj.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.integration.harness.Await;
import dev.cometj.integration.harness.Scenario;
import dev.cometj.integration.harness.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// How our process ends, and how it comes back.
@ExtendWith(Scenarios.class)
class LifeIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String CHAIN = "life-test";

  @Test
  @DisplayName("SIGTERM ends a node with a peer within five seconds, with status 0 as in Go")
  void sigterm(Scenario scenario) {
    var listener = scenario.cometj("listener").init();
    listener.start("--chain-id", CHAIN);
    var node = scenario.cometj("node").init();
    node.start("--chain-id", CHAIN, "--p2p.persistent_peers", listener.peerAddress());
    Await.until(SOON, "the two are connected", () -> node.rpc().peer(listener.id()).isPresent());

    node.process().terminate();

    assertThat(node.process().awaitExit(Duration.ofSeconds(5))).isZero();
    Await.until(SOON, "the other has noticed", () -> listener.rpc().peers().isEmpty());
  }

  @Test
  @DisplayName("a killed node restarts with its address book and finds its peer again")
  void sigkill(Scenario scenario) {
    var listener = scenario.cometj("listener").init();
    listener.start("--chain-id", CHAIN);
    var node = scenario.cometj("node").init();
    node.start("--chain-id", CHAIN, "--p2p.persistent_peers", listener.peerAddress());
    Await.until(
        SOON,
        "the address book is on disk",
        () -> contains(node.file("config/addrbook.json"), listener.id()));
    Await.until(SOON, "the two are connected", () -> node.rpc().peer(listener.id()).isPresent());

    node.process().kill();
    Await.until(SOON, "the other has noticed", () -> listener.rpc().peers().isEmpty());
    node.start("--chain-id", CHAIN);

    Await.until(
        SOON,
        "the node has dialled the peer of its address book",
        () -> node.rpc().peer(listener.id()).isPresent(),
        () -> node.rpc().ledger());
    assertThat(node.rpc().peer(listener.id()).orElseThrow().isOutbound()).isTrue();
  }

  @Test
  @DisplayName("F01 a corrupt address book is moved aside and reported, and the node starts")
  void corruptAddressBook(Scenario scenario) throws IOException {
    var node = scenario.cometj("node").init();
    var book = node.file("config/addrbook.json");
    Files.writeString(book, "{\"key\": \"no address book");

    node.start("--chain-id", CHAIN);

    var aside = node.file("config/addrbook.json.corrupt");
    assertThat(aside).hasContent("{\"key\": \"no address book");
    assertThat(node.process().output()).contains("addrbook.json.corrupt");
  }

  @Test
  @DisplayName("F14 a second process on the same home is refused in one line")
  void twoProcessesOnOneHome(Scenario scenario) {
    var first = scenario.cometj("first").init();
    first.start("--chain-id", CHAIN);
    var second = scenario.cometj("second", first.home());

    var process = second.launch("--chain-id", CHAIN);

    assertThat(process.awaitExit(Duration.ofSeconds(15))).isEqualTo(1);
    assertThat(process.output().lines().filter(line -> line.contains(first.home().toString())))
        .hasSize(1);
    assertThat(first.rpc().isHealthy()).isTrue();
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.exists(file) && Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
