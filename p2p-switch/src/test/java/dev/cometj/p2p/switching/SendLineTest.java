package dev.cometj.p2p.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.switching.fixture.Bench;
import dev.cometj.p2p.switching.fixture.ProbeReactor;
import dev.cometj.p2p.switching.fixture.PuppetLink;
import dev.cometj.p2p.switching.fixture.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Sends that wait for a peer that takes nothing.
class SendLineTest {
  private static final int ID = 0x51;
  private static final Channel<Text> CHANNEL = Text.channel(ID);
  private static final String MEBIBYTE = "x".repeat(1 << 20);

  private final Bench bench = new Bench();
  private final List<SendResult> results = new ArrayList<>();
  private ProbeReactor reactor;
  private PuppetLink anna;

  @BeforeEach
  void connectAnna() {
    reactor = bench.probe("ONE");
    bench.start();
    anna = bench.accept("anna", "10.0.0.2");
    anna.room(ID, 0);
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      reactor.session().sender().send(CHANNEL, new Text(MEBIBYTE)).thenAccept(results::add);
    }
  }

  @Test
  @DisplayName("W2 sends that wait for room hold eight MiB, and the next end at once (better)")
  void theLineIsBounded() {
    send(12);
    assertThat(results).hasSize(4).containsOnly(SendResult.QUEUE_FULL);
    bench.world().runFor(Duration.ofSeconds(10));
    assertThat(results).hasSize(12).filteredOn(SendResult.TIMED_OUT::equals).hasSize(8);
    results.clear();
    send(12);
    assertThat(results).as("there is room again").hasSize(4);
  }

  @Test
  @DisplayName("W2 what leaves the line makes room in it, by being sent too")
  void servedSendsMakeRoom() {
    send(8);
    anna.room(ID, 3);
    bench.world().settle();
    assertThat(results).hasSize(3).containsOnly(SendResult.QUEUED);
    send(4);
    assertThat(results).hasSize(4);
    assertThat(results.getLast()).isEqualTo(SendResult.QUEUE_FULL);
  }
}
