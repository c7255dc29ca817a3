package dev.cometj.node.run;

import dev.cometj.node.CometVersions;
import dev.cometj.node.config.ConfigurationException;
import dev.cometj.node.config.NodeSettings;
import dev.cometj.node.home.OperatorException;
import dev.cometj.node.http.HttpServer;
import dev.cometj.node.metrics.MeterRegistry;
import dev.cometj.node.rpc.NodeRoutes;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.Switch;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.RpcRoutes;
import dev.cometj.p2p.spi.StatusText;
import dev.cometj.p2p.switching.AssembledNode;
import dev.cometj.p2p.switching.SwitchAssembly;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One node in this process with its RPC and metrics: assembled from the modules on the module path, started, and
/// stopped by [#close()]. Many may run in one process.
public final class RunningNode implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RunningNode.class.getPackageName());
  private static final String TX_INDEX = "off"; // without chain there is nothing to search

  private final NodeSettings settings;
  private final AssembledNode node;
  private final Deque<HttpServer> servers = new ArrayDeque<>();
  private volatile boolean isListening;
  private volatile List<SocketAddress> rpcAddresses = List.of();

  private RunningNode(NodeSettings settings, AssembledNode node) {
    this.settings = settings;
    this.node = node;
  }

  /// Starts a node.
  ///
  /// @param settings its configuration
  /// @param identity who it is
  /// @param runtime the world it runs in
  /// @return the node, listening
  /// @throws OperatorException if it cannot start for a reason the operator can mend
  /// @throws ConfigurationException if its modules do not fit together or refuse a setting
  public static RunningNode start(
      NodeSettings settings, NodeIdentity identity, NodeRuntime runtime) {
    return start(settings, identity, runtime, _ -> {});
  }

  /// Starts a node whose start may be broken off, as it can take long: stored blocks are executed again, and an
  /// application is waited for.
  ///
  /// @param settings its configuration
  /// @param identity who it is
  /// @param runtime the world it runs in
  /// @param breaking gets what breaks the start off, or stops the node later
  /// @return the node, listening
  /// @throws OperatorException if it cannot start for a reason the operator can mend
  /// @throws ConfigurationException if its modules do not fit together or refuse a setting
  public static RunningNode start(
      NodeSettings settings,
      NodeIdentity identity,
      NodeRuntime runtime,
      Consumer<Runnable> breaking) {
    MeterRegistry meters =
        new MeterRegistry(
            settings.text("instrumentation.namespace", "cometbft"),
            Map.of("chain_id", identity.genesis().chainId()));
    RunningNode running = new RunningNode(settings, assemble(settings, identity, runtime, meters));
    breaking.accept(() -> running.node.stop());
    try {
      running.open(identity, runtime, meters);
    } catch (OperatorException | ConfigurationException e) {
      running.close();
      throw e;
    }
    running.report();
    return running;
  }

  /// As in the original RPC listens before the peers' port: who watches the start can ask from then on.
  private void open(NodeIdentity identity, NodeRuntime runtime, MeterRegistry meters) {
    Servers.metrics(settings, meters).ifPresent(servers::push);
    List<RpcRoutes> contributed = node.services(RpcRoutes.class);
    Map<String, RpcRoutes.Action> statusMembers = new HashMap<>();
    contributed.forEach(contribution -> statusMembers.putAll(contribution.statusMembers()));
    RpcRoutes own =
        new NodeRoutes(
            () -> isListening ? Optional.of(node.network()) : Optional.empty(),
            node::nodeInfo,
            identity.validator(),
            settings.text("p2p.external_address", ""),
            statusMembers);
    List<RpcRoutes.Route> routes =
        Stream.concat(Stream.of(own), contributed.stream())
            .flatMap(contribution -> contribution.routes().stream())
            .toList();
    Optional<HttpServer> rpc = Servers.rpc(settings, routes, runtime.wallClock());
    rpc.ifPresent(servers::push);
    StartFailures.await(settings, node.start());
    isListening = true;
    rpcAddresses = rpc.map(HttpServer::addresses).orElse(List.of());
  }

  private static AssembledNode assemble(
      NodeSettings settings, NodeIdentity identity, NodeRuntime runtime, MeterRegistry meters) {
    ProtocolVersions versions =
        new ProtocolVersions(
            ProtocolVersions.P2P, ProtocolVersions.BLOCK, identity.genesis().appVersion());
    return StartFailures.translate(
        settings,
        () ->
            SwitchAssembly.of(settings, runtime, new KeySigner(identity.key()))
                .network(identity.genesis().chainId())
                .moniker(settings.text("moniker", "anonymous"))
                .version(CometVersions.CORE)
                .protocolVersions(() -> versions)
                .txIndex(TX_INDEX)
                .rpcAddress(settings.text("rpc.laddr", ""))
                .metrics(meters)
                .discover()
                .assemble());
  }

  private void report() {
    LOG.log(Level.INFO, "Assembled reactors={0}", String.join(",", node.network().reactorNames()));
    List<String> options = settings.ineffectiveOptions();
    if (!options.isEmpty()) {
      LOG.log(
          Level.INFO,
          "No module of this assembly uses these options options={0}",
          String.join(" ", options));
    }
    settings
        .ineffectiveOwnKeys()
        .forEach(
            place -> LOG.log(Level.WARNING, place + ": no module of this assembly uses this key"));
    rpcAddresses.forEach(
        address -> LOG.log(Level.INFO, "RPC listens address={0}", ServerAddresses.text(address)));
    NodeInfo info = node.nodeInfo();
    LOG.log(
        Level.INFO,
        "Started node id={0} network={1} listen={2} version={3}",
        info.id(),
        info.network(),
        node.listenAddress(),
        info.version());
  }

  /// Gives the Switch.
  ///
  /// @return the Switch with all its facets
  public Switch network() {
    return node.network();
  }

  /// Gives what the node tells of itself.
  ///
  /// @return the info
  public NodeInfo nodeInfo() {
    return node.nodeInfo();
  }

  /// Tells how things are in a few words.
  ///
  /// @return what its components tell a person who watches, possibly nothing
  public List<String> statusTexts() {
    return node.services(StatusText.class).stream()
        .map(StatusText::text)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /// Tells where RPC listens.
  ///
  /// @return addresses with the ports that were picked
  public List<SocketAddress> rpcAddresses() {
    return rpcAddresses;
  }

  /// Tells when a part of the node could not go on, so that the node stopped.
  ///
  /// @return a stage with the line for the operator, on any thread
  public CompletionStage<String> failed() {
    return node.failed();
  }

  /// Stops the node and waits for it.
  @Override
  public void close() {
    StartFailures.awaitStop(node.stop());
    servers.forEach(HttpServer::close);
    servers.clear();
  }
}
