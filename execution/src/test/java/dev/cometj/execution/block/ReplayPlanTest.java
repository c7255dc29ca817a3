package dev.cometj.execution.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.cometj.execution.block.HandshakeException.Reason;
import dev.cometj.execution.block.ReplayPlan.Heights;
import dev.cometj.execution.block.ReplayPlan.Last;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayPlanTest {

  @ParameterizedTest
  @CsvSource({
    // base, store, state, app, initial, from, to, last
    "0, 0, 0, 0, 1, 1, 0, NONE", // the very beginning
    "0, 0, 0, 5, 1, 1, 0, NONE", // only the hashes decide
    "0, 0, 9, 9, 1, 1, 0, NONE", // after state sync
    "1, 1, 0, 0, 1, 1, 0, APPLY", // a crash before the first block was executed
    "1, 1, 0, 1, 1, 2, 0, APPLY_RECORDED",
    "1, 1, 1, 0, 1, 1, 1, NONE",
    "1, 1, 1, 1, 1, 2, 1, NONE",
    "1, 9, 9, 9, 1, 10, 9, NONE",
    "1, 9, 9, 4, 1, 5, 9, NONE",
    "1, 9, 9, 0, 1, 1, 9, NONE", // the application was reset
    "1, 9, 8, 9, 1, 10, 8, APPLY_RECORDED",
    "1, 9, 8, 8, 1, 9, 8, APPLY",
    "1, 9, 8, 3, 1, 4, 8, APPLY",
    "1, 9, 8, 0, 1, 1, 8, APPLY",
    "5, 9, 9, 4, 1, 5, 9, NONE", // the application lacks just what the store has
    "100, 100, 0, 0, 100, 100, 99, APPLY", // the first block of a chain that begins late
    "100, 100, 0, 100, 100, 101, 99, APPLY_RECORDED",
    "100, 102, 102, 0, 100, 100, 102, NONE",
    "100, 102, 101, 100, 100, 101, 101, APPLY"
  })
  void everythingMeets(
      long base, long store, long state, long app, long initial, long from, long to, Last last) {
    assertThat(ReplayPlan.of(new Heights(base, store, state, app, initial)))
        .isEqualTo(new ReplayPlan(from, to, last));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 9, 9, 3, 1, APPLICATION_BEHIND",
    "5, 9, 9, 0, 1, APPLICATION_BEHIND",
    "102, 109, 109, 0, 100, APPLICATION_BEHIND",
    "1, 9, 9, 10, 1, APPLICATION_AHEAD",
    "1, 9, 8, 10, 1, APPLICATION_AHEAD",
    "1, 9, 10, 9, 1, STATE_AHEAD",
    "1, 9, 7, 7, 1, STORE_AHEAD",
    "1, 2, 0, 0, 1, STORE_AHEAD",
    "100, 101, 0, 0, 100, STORE_AHEAD"
  })
  void whatCannotMeetIsSaidInOneLine(
      long base, long store, long state, long app, long initial, Reason reason) {
    assertThatThrownBy(() -> ReplayPlan.of(new Heights(base, store, state, app, initial)))
        .asInstanceOf(type(HandshakeException.class))
        .satisfies(failure -> {
          assertThat(failure.reason()).isEqualTo(reason);
          assertThat(failure.getMessage()).contains(": ").doesNotContain("\n");
        });
  }
}
