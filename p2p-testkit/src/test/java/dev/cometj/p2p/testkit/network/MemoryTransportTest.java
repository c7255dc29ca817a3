package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.contract.ContractWorld;
import dev.cometj.p2p.testkit.contract.TransportContract;
import dev.cometj.p2p.testkit.contract.VirtualContractWorld;
import java.time.Duration;

class MemoryTransportTest extends TransportContract {
  private final VirtualWorld world = VirtualWorld.create();
  private final MemoryNetwork network = new MemoryNetwork(world);

  @Override
  protected ContractWorld createWorld() {
    network.conditions().latency(Duration.ofMillis(1), Duration.ofMillis(20));
    return new VirtualContractWorld(world);
  }

  @Override
  protected Transport createTransport(String node, TransportContext context) {
    return network.provider(world.node(node), ip(node)).create(context);
  }

  @Override
  protected HostPort listenAddress(String node) {
    return new HostPort(ip(node), 0);
  }

  private static String ip(String node) {
    return switch (node) {
      case "alice", "idle" -> "10.0.0.1";
      case "bob" -> "10.0.0.2";
      default -> "10.0.0.3";
    };
  }
}
