package dev.cometj.p2p.transport;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.contract.ContractWorld;
import dev.cometj.p2p.testkit.contract.TransportContract;
import dev.cometj.p2p.testkit.contract.VirtualContractWorld;
import dev.cometj.p2p.testkit.network.SimulatedInternet;
import java.util.HashMap;
import java.util.Map;

/// The standard transport over simulated byte pipes, in virtual time.
class SimulatedTransportContractTest extends TransportContract {
  private final VirtualWorld virtual = VirtualWorld.create();
  private final SimulatedInternet internet = new SimulatedInternet(virtual);
  private final Map<String, String> ips = new HashMap<>();

  @Override
  protected ContractWorld createWorld() {
    return new VirtualContractWorld(virtual);
  }

  @Override
  protected Transport createTransport(String node, TransportContext context) {
    return StreamTransport.over(internet.streams(virtual.node(node), ip(node)), context);
  }

  @Override
  protected HostPort listenAddress(String node) {
    return new HostPort(ip(node), 0);
  }

  private String ip(String node) {
    return ips.computeIfAbsent(node, _ -> "10.0.0." + (ips.size() + 1));
  }
}
