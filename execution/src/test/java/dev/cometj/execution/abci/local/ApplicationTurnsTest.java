package dev.cometj.execution.abci.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ApplicationTurnsTest {
  private final Queue<Runnable> threads = new ArrayDeque<>();
  private final ApplicationTurns turns = new ApplicationTurns(threads::add);
  private final List<String> calls = new ArrayList<>();

  private void take(Lane lane, String name) {
    turns.take(lane, () -> calls.add(name));
  }

  private void runAll() {
    while (!threads.isEmpty()) {
      threads.remove().run();
    }
  }

  @Test
  @DisplayName("(better: ) a consensus call goes before queries and checks that came first")
  void consensusGoesFirst() {
    take(Lane.MEMPOOL, "check");
    take(Lane.QUERY, "query");
    take(Lane.CONSENSUS, "finalize");
    take(Lane.CONSENSUS, "commit");
    runAll();
    assertThat(calls.subList(0, 2)).containsExactly("finalize", "commit");
  }

  @Test
  void theOtherLanesTakeTurnsAndKeepTheirOrder() {
    for (int i = 0; i < 3; i++) {
      take(Lane.MEMPOOL, "check" + i);
    }
    take(Lane.QUERY, "query0");
    take(Lane.SNAPSHOT, "list0");
    runAll();
    assertThat(calls).containsExactly("check0", "query0", "list0", "check1", "check2");
  }

  @Test
  void oneCallAtATimeOnOneThread() {
    turns.take(Lane.QUERY, () -> take(Lane.QUERY, "second"));
    take(Lane.QUERY, "third");
    assertThat(threads).hasSize(1);
    runAll();
    assertThat(calls).containsExactly("third", "second");
    take(Lane.QUERY, "later");
    assertThat(threads).hasSize(1);
    runAll();
    assertThat(calls).contains("later");
  }

  @Test
  @DisplayName("a quick call is made by whoever asks, unless another one is under way")
  void atOnce() {
    turns.takeAtOnce(Lane.MEMPOOL, () -> calls.add("first"));
    assertThat(calls).containsExactly("first");
    take(Lane.QUERY, "query");
    turns.takeAtOnce(Lane.MEMPOOL, () -> calls.add("second"));
    assertThat(calls).containsExactly("first");
    runAll();
    assertThat(calls).containsExactlyInAnyOrder("first", "query", "second");
  }

  @Test
  @DisplayName("what comes during a quick call gets a thread after it")
  void duringAQuickCall() {
    turns.takeAtOnce(
        Lane.MEMPOOL,
        () -> {
          take(Lane.CONSENSUS, "finalize");
          assertThat(threads).isEmpty();
          calls.add("check");
        });
    assertThat(threads).hasSize(1);
    runAll();
    assertThat(calls).containsExactly("check", "finalize");
    turns.takeAtOnce(Lane.MEMPOOL, () -> calls.add("next"));
    assertThat(calls).endsWith("next");
  }
}
