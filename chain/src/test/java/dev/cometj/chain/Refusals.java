package dev.cometj.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.DynamicTest;

/// Checks that a rule is broken, and which.
public final class Refusals {

  private Refusals() {}

  public static void assertBreaks(ChainRule rule, Verdict.Check check) {
    InvalidChainDataException refusal =
        catchThrowableOfType(InvalidChainDataException.class, check::run);
    assertThat(refusal).as("nothing was refused").isNotNull();
    assertThat(refusal.rule()).as("%s", refusal.getMessage()).isEqualTo(rule);
    assertThat(refusal.getMessage()).isNotBlank();
    assertThat(refusal.getStackTrace()).isEmpty();
  }

  public static DynamicTest refused(String name, ChainRule rule, Verdict.Check check) {
    return DynamicTest.dynamicTest(name + " is refused", () -> assertBreaks(rule, check));
  }

  public static DynamicTest accepted(String name, Verdict.Check check) {
    return DynamicTest.dynamicTest(name + " is accepted", check::run);
  }
}
