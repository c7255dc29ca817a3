package dev.cometj.benchmarks.mempool;

import dev.cometj.chain.service.TxIntake;
import dev.cometj.chain.service.WaitingTxs;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.execution.component.ApplicationProvider;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.NodeSigner;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.switching.AssembledNode;
import dev.cometj.p2p.switching.SwitchAssembly;
import dev.cometj.p2p.switching.SystemRuntime;
import dev.cometj.p2p.transport.netty.TcpTransportProvider;
import dev.cometj.reactor.mempool.MempoolReactorProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A node with nothing but a mempool and an application that takes everything, listening on loopback with rates lifted.
///
/// @param node the node
/// @param address where it can be dialed
/// @param services what its mempool offers
record PoolNode(AssembledNode node, String address, Services services) {
  private static final String LIFTED = Long.toString(1L << 40);

  /// Start one.
  ///
  /// @param most how many transactions it has room for
  /// @param flush `p2p.flush_throttle_timeout`
  static PoolNode start(int most, String flush) throws IOException {
    String listen = "127.0.0.1:" + freePort();
    Map<String, String> settings = new HashMap<>();
    settings.put("p2p.laddr", "tcp://" + listen);
    settings.put("p2p.allow_duplicate_ip", "true");
    settings.put("p2p.send_rate", LIFTED);
    settings.put("p2p.recv_rate", LIFTED);
    settings.put("p2p.flush_throttle_timeout", flush);
    settings.put("mempool.size", Integer.toString(most));
    settings.put("mempool.cache_size", Integer.toString(most));
    settings.put("proxy_app", "noop");
    Around around = new Around();
    Key key = new Key(Ed25519PrivateKey.generate(new SecureRandom()));
    AssembledNode node =
        SwitchAssembly.of(Settings.of(Path.of("."), settings), new SystemRuntime(), key)
            .network("bench")
            .moniker("cometj")
            .version("0.38.26")
            .transport(new TcpTransportProvider())
            .reactor(new MempoolReactorProvider())
            .component(new ApplicationProvider())
            .component(around)
            .assemble();
    node.start().toCompletableFuture().join();
    return new PoolNode(node, node.id() + "@" + listen, around.services.join());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  TxIntake intake() {
    return services.need(TxIntake.class);
  }

  WaitingTxs waiting() {
    return services.need(WaitingTxs.class);
  }

  void dial(String peer) {
    node.network().dial(NetAddress.parse(peer));
  }

  private record Key(Ed25519PrivateKey key) implements NodeSigner {
    @Override
    public byte[] publicKey() {
      return key.publicKey().bytes();
    }

    @Override
    public byte[] sign(byte[] message) {
      return key.sign(message);
    }
  }

  /// Takes the mempool's services.
  private static final class Around implements ComponentProvider, Component {
    private final CompletableFuture<Services> services = new CompletableFuture<>();

    @Override
    public String name() {
      return "AROUND";
    }

    @Override
    public Set<Class<?>> needs() {
      return Set.of(TxIntake.class, WaitingTxs.class);
    }

    @Override
    public Component create(ComponentContext context) {
      return this;
    }

    @Override
    public CompletionStage<Void> start(Services others) {
      services.complete(others);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> stop() {
      return CompletableFuture.completedStage(null);
    }
  }
}
