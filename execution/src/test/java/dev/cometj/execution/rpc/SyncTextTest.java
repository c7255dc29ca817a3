package dev.cometj.execution.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.service.SyncStatus.Phase;
import dev.cometj.chain.service.SyncStatus.Progress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncTextTest {
  @ParameterizedTest
  @DisplayName("the status line tells height, rate, time left and peers while the node syncs")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          WAITING   | 0    | 0    | 0 | 0     | ``
          SYNCING   | 1234 | 5000 | 3 | 312.4 | syncing 1234 of 5000 (24 %)   312 blocks/s   ETA 0:00:12   from 3 peers
          SYNCING   | 1    | 9000 | 1 | 1.25  | syncing 1 of 9000 (0 %)   1.3 blocks/s   ETA 1:59:59   from 1 peer
          SYNCING   | 1    | 9000 | 1 | 0     | syncing 1 of 9000 (0 %)   0.0 blocks/s   ETA -   from 1 peer
          SYNCING   | 7    | 0    | 0 | 0     | height 7, waiting for peers
          SYNCING   | 7    | 7    | 2 | 0     | height 7, looking for peers with more blocks
          FOLLOWING | 5001 | 5001 | 3 | 1     | height 5001
          DONE      | 5001 | 5001 | 3 | 1     | height 5001
          FAILED    | 50   | 60   | 3 | 1     | height 50, block sync failed
          """)
  void text(Phase phase, long height, long peerHeight, int peers, double rate, String text) {
    assertThat(SyncText.of(new Progress(phase, height, peerHeight, peers, rate))).isEqualTo(text);
  }
}
