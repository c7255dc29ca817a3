package dev.cometj.p2p.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The contract must notice every flaw that is planted, and nothing in a good host.
class ReactorContractTest {
  /// An anonymous class, so that JUnit does not run tests that are to fail.
  private static ReactorContract host(HostFlaw flaw) {
    return new ReactorContract() {
      @Override
      protected HostedNode createHost(HostPlan plan) {
        return new MiniHost(plan, flaw);
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void theContractNotices(HostFlaw flaw) {
    Map<String, Throwable> failures =
        ContractRun.failures(() -> host(flaw), flaw.noticedBy()::equals);

    assertThat(failures).containsKey(flaw.noticedBy());
    assertThat(failures.get(flaw.noticedBy())).isInstanceOf(AssertionError.class);
  }

  @Test
  void theContractFindsNothingInAGoodHost() {
    assertThat(ContractRun.failures(() -> host(null))).isEmpty();
  }
}
