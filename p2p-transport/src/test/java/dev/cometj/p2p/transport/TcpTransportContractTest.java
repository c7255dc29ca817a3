package dev.cometj.p2p.transport;

import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.testkit.contract.ContractWorld;
import dev.cometj.p2p.testkit.contract.ThreadedContractWorld;
import dev.cometj.p2p.testkit.contract.TransportContract;
import dev.cometj.p2p.transport.netty.TcpTransportProvider;
import java.nio.file.Path;
import java.util.Map;

/// The standard transport over TCP on 127.0.0.1.
class TcpTransportContractTest extends TransportContract {
  @Override
  protected ContractWorld createWorld() {
    return new ThreadedContractWorld();
  }

  @Override
  protected Transport createTransport(String node, TransportContext context) {
    // All nodes are on one address.
    TransportContext sharing =
        new TransportContext(
            Settings.of(Path.of(node), Map.of("p2p.allow_duplicate_ip", "true")),
            context.runtime(),
            context.metrics(),
            context.signer(),
            context.nodeInfo(),
            context.channels(),
            context.filters());
    return new TcpTransportProvider().create(sharing);
  }
}
