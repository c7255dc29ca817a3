package dev.cometj.p2p.transport.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FairShareTest {
  private final Deque<Runnable> line = new ArrayDeque<>();
  private final FairShare share = new FairShare(line::add);
  private final List<Integer> done = new ArrayList<>();

  @Test
  @DisplayName(
      "A41 however many handshakes wait, four are in line, and others get their turn between")
  void fewPlaces() {
    for (int i = 0; i < 100; i++) {
      int number = i;
      share.execute(() -> done.add(number));
    }
    assertThat(line).hasSize(4);
    line.add(() -> done.add(-1));
    for (int i = 0; i < 5; i++) {
      line.remove().run();
    }
    assertThat(done).containsExactly(0, 1, 2, 3, -1);
    while (!line.isEmpty()) {
      line.remove().run();
    }
    assertThat(done).hasSize(101);
    assertThat(done.getLast()).isEqualTo(99);
  }

  @Test
  void aTaskThatFailsGivesItsPlaceBack() {
    for (int i = 0; i < 8; i++) {
      share.execute(() -> {
        throw new IllegalStateException("planted");
      });
    }
    share.execute(() -> done.add(1));
    while (!line.isEmpty()) {
      try {
        line.remove().run();
      } catch (IllegalStateException planted) {
        assertThat(planted).hasMessage("planted");
      }
    }
    assertThat(done).containsExactly(1);
  }
}
