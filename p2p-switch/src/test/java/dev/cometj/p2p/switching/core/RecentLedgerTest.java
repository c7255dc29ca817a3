package dev.cometj.p2p.switching.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.PeerLedger;
import dev.cometj.p2p.Rejection;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentLedgerTest {
  private final RecentLedger ledger = new RecentLedger(() -> Instant.EPOCH);

  private static RecentLedger.Subject subject(int number) {
    return new RecentLedger.Subject(Optional.empty(), "10.0.0.1:" + number, false);
  }

  @Test
  void keepsTheLatestThousandEntriesInOrder() {
    for (int i = 0; i < 1500; i++) {
      ledger.refused(subject(i), Rejection.of(Rejection.Kind.UNREACHABLE, "try " + i));
    }
    assertThat(ledger.entries()).hasSize(RecentLedger.CAPACITY);
    assertThat(ledger.entries().getFirst().address()).isEqualTo("10.0.0.1:500");
    PeerLedger.Entry last = ledger.entries().getLast();
    assertThat(last.reason()).isEqualTo("UNREACHABLE: try 1499");
    assertThat(last.time()).isEqualTo(Instant.EPOCH);
  }
}
