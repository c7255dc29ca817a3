package dev.cometj.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cometj.p2p.ConnectionStatus;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rates as a node keeps them, with everything in place: secret connections over a network, both directions at once.
class SealedRateTest {
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final int SECONDS = 20;

  @ParameterizedTest
  @CsvSource({
    "p2p.send_rate, 512000",
    "p2p.send_rate, 5120000",
    "p2p.recv_rate, 512000",
    "p2p.recv_rate, 5120000"
  })
  @DisplayName("L-M04 each direction keeps its rate within 5 percent while both are full")
  void rates(String limited, long rate) {
    String free = limited.equals("p2p.send_rate") ? "p2p.recv_rate" : "p2p.send_rate";
    Map<String, String> settings = Map.of(limited, Long.toString(rate), free, "0");
    SealedRig rig = new SealedRig();
    SealedRig.Node a = rig.node(1, settings);
    SealedRig.Node b = rig.node(2, settings);
    SealedRig.End here = a.dial(b);
    SealedRig.End there = b.ends.getFirst();
    here.keepSending(10_000);
    there.keepSending(10_000);
    rig.run(WARM_UP);
    ConnectionStatus hereBefore = here.link.status();
    ConnectionStatus thereBefore = there.link.status();
    rig.run(Duration.ofSeconds(SECONDS));
    check(rate, hereBefore, here.link.status());
    check(rate, thereBefore, there.link.status());
  }

  private static void check(long rate, ConnectionStatus before, ConnectionStatus after) {
    double sent = (after.sending().bytes() - before.sending().bytes()) / (double) SECONDS;
    double received = (after.receiving().bytes() - before.receiving().bytes()) / (double) SECONDS;
    assertThat(sent).as("sent").isCloseTo(rate, within(rate * 0.05));
    assertThat(received).as("received").isCloseTo(rate, within(rate * 0.05));
  }
}
