package dev.cometj.p2p.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.network.MemoryNetwork;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The contract must notice every flaw that is planted, and nothing in a good transport.
class TransportContractTest {
  /// An anonymous class, so that JUnit does not run tests that are to fail.
  private static TransportContract transport(TransportFlaw flaw) {
    return new TransportContract() {
      private final VirtualWorld world = VirtualWorld.ofSeed(7);
      private final MemoryNetwork network = new MemoryNetwork(world);

      @Override
      protected ContractWorld createWorld() {
        return new VirtualContractWorld(world);
      }

      @Override
      protected Transport createTransport(String node, TransportContext context) {
        Transport good =
            network
                .provider(world.node(node), ip(node))
                .create(flaw == null ? context : FlawedTransport.spoil(context, flaw));
        return flaw == null ? good : new FlawedTransport(good, flaw);
      }

      @Override
      protected HostPort listenAddress(String node) {
        return new HostPort(ip(node), 0);
      }
    };
  }

  private static String ip(String node) {
    return switch (node) {
      case "alice", "idle" -> "10.0.0.1";
      case "bob" -> "10.0.0.2";
      default -> "10.0.0.3";
    };
  }

  @ParameterizedTest
  @EnumSource
  void theContractNotices(TransportFlaw flaw) {
    Map<String, Throwable> failures =
        ContractRun.failures(() -> transport(flaw), flaw.noticedBy()::equals);

    assertThat(failures).containsKey(flaw.noticedBy());
    assertThat(failures.get(flaw.noticedBy())).isInstanceOf(AssertionError.class);
  }

  @Test
  void theContractFindsNothingInAGoodTransport() {
    assertThat(ContractRun.failures(() -> transport(null))).isEmpty();
  }
}
