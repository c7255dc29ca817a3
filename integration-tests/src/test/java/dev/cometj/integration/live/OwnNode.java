package dev.cometj.integration.live;

import dev.cometj.p2p.Peer;
import dev.cometj.p2p.PeerLedger;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.switching.AssembledNode;
import dev.cometj.p2p.switching.SwitchAssembly;
import dev.cometj.p2p.switching.SystemRuntime;
import dev.cometj.p2p.testkit.TestSigner;
import dev.cometj.p2p.transport.netty.TcpTransportProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A node of ours in the process of the test: the production Switch, transport and runtime with reactors of the test.
final class OwnNode implements AutoCloseable {
  private final SystemRuntime runtime = new SystemRuntime();
  private final TestSigner signer;
  private final InetSocketAddress address;
  private final AssembledNode node;

  OwnNode(String name, String chain, Map<String, String> settings, ReactorProvider... reactors) {
    this(name, chain, settings, List.of(reactors), List.of());
  }

  OwnNode(
      String name,
      String chain,
      Map<String, String> settings,
      List<ReactorProvider> reactors,
      List<ComponentProvider> components) {
    signer = TestSigner.named(name);
    address = freeAddress();
    Map<String, String> all = new TreeMap<>(settings);
    all.put("p2p.laddr", "tcp://" + address.getHostString() + ":" + address.getPort());
    all.put("p2p.allow_duplicate_ip", "true");
    SwitchAssembly assembly =
        SwitchAssembly.of(Settings.of(Path.of(name), all), runtime, signer)
            .network(chain)
            .moniker(name)
            .transport(new TcpTransportProvider());
    reactors.forEach(assembly::reactor);
    components.forEach(assembly::component);
    node = assembly.assemble();
    node.start().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static InetSocketAddress freeAddress() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.251"))) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A service of the node.
  <S> S service(Class<S> type) {
    return node.service(type).orElseThrow();
  }

  /// Why connections were admitted, refused or dropped.
  List<PeerLedger.Entry> ledger() {
    return node.network().entries();
  }

  /// Whether a node is connected.
  boolean hasPeer(String peerId) {
    for (Peer peer : node.network().peers()) {
      if (peer.id().toString().equals(peerId)) {
        return true;
      }
    }
    return false;
  }

  String id() {
    return signer.id().toString();
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    node.stop().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    runtime.close();
  }
}
