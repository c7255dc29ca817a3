package dev.cometj.p2p.switching;

import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.ConnectionFilter;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.NodeSigner;
import dev.cometj.p2p.spi.PeerFilter;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.spi.TransportProvider;
import dev.cometj.p2p.switching.assembly.Discovery;
import dev.cometj.p2p.switching.assembly.NodeFactory;
import dev.cometj.p2p.switching.assembly.NodeProfile;
import dev.cometj.p2p.switching.assembly.Parts;
import java.util.Objects;
import java.util.function.Supplier;

/// Collects what a node is made of and checks that it fits together. Used by one thread.
///
/// Providers are named one by one, or found with [#discover()] on the module path, or both. Keys of `config.toml`
/// that this module reads: `p2p.laddr` (its scheme picks the transport), `p2p.external_address`,
/// `p2p.persistent_peers`, `p2p.unconditional_peer_ids`, `p2p.private_peer_ids`, `p2p.max_num_inbound_peers` (40),
/// `p2p.max_num_outbound_peers` (10), `p2p.allow_duplicate_ip` (false), `p2p.seed_mode` (false: a seed has only the reactor
/// `PEX`, unless others are named); and of our own `cometj.reactors` (the names of the reactors that take part, separated
/// by commas; empty, the default, for all), `cometj.p2p.inbox_bytes` (4194304: how much may wait for one reactor from one
/// peer) and `cometj.p2p.score_loopback` (false: whether faults of peers on loopback addresses count against their IP).
public final class SwitchAssembly {
  private final Settings settings;
  private final NodeRuntime runtime;
  private final NodeSigner signer;
  private final Parts.Builder parts = new Parts.Builder();
  private final NodeProfile.Builder profile = new NodeProfile.Builder();
  private Metrics metrics = Metrics.none();

  private SwitchAssembly(Settings settings, NodeRuntime runtime, NodeSigner signer) {
    this.settings = Objects.requireNonNull(settings);
    this.runtime = Objects.requireNonNull(runtime);
    this.signer = Objects.requireNonNull(signer);
  }

  /// Begin an assembly.
  ///
  /// @param settings the node's configuration
  /// @param runtime the world the node runs in; closed by its owner, after the node has stopped
  /// @param signer proves the node's identity
  /// @return an assembly without providers
  public static SwitchAssembly of(Settings settings, NodeRuntime runtime, NodeSigner signer) {
    return new SwitchAssembly(settings, runtime, signer);
  }

  /// Set the network, that is the chain id; nodes of other networks are refused.
  ///
  /// @param chainId any text; empty by default
  /// @return this
  public SwitchAssembly network(String chainId) {
    profile.network = Objects.requireNonNull(chainId);
    return this;
  }

  /// Set the name for people.
  ///
  /// @param moniker ASCII text that is not blank; `anonymous` by default
  /// @return this
  public SwitchAssembly moniker(String moniker) {
    profile.moniker = Objects.requireNonNull(moniker);
    return this;
  }

  /// Set the version of the software that peers are told.
  ///
  /// @param version ASCII text, or empty, the default
  /// @return this
  public SwitchAssembly version(String version) {
    profile.version = Objects.requireNonNull(version);
    return this;
  }

  /// Set the protocol numbers. They are asked for after the components have started, because the application's
  /// version comes out of its handshake.
  ///
  /// @param versions gives the numbers; by default those of v0.38 and application version 0
  /// @return this
  public SwitchAssembly protocolVersions(Supplier<ProtocolVersions> versions) {
    profile.versions = Objects.requireNonNull(versions);
    return this;
  }

  /// Set what peers are told of the transaction index.
  ///
  /// @param txIndex `on`, `off` or empty, the default
  /// @return this
  public SwitchAssembly txIndex(String txIndex) {
    profile.txIndex = Objects.requireNonNull(txIndex);
    return this;
  }

  /// Set what peers are told of the RPC listener.
  ///
  /// @param rpcAddress ASCII text, or empty, the default
  /// @return this
  public SwitchAssembly rpcAddress(String rpcAddress) {
    profile.rpcAddress = Objects.requireNonNull(rpcAddress);
    return this;
  }

  /// Set where meters are made.
  ///
  /// @param meters the node's meters; none by default
  /// @return this
  public SwitchAssembly metrics(Metrics meters) {
    metrics = Objects.requireNonNull(meters);
    return this;
  }

  /// Add a transport.
  ///
  /// @param provider its factory
  /// @return this
  public SwitchAssembly transport(TransportProvider provider) {
    parts.transports.add(Objects.requireNonNull(provider));
    return this;
  }

  /// Add a reactor.
  ///
  /// @param provider its factory
  /// @return this
  public SwitchAssembly reactor(ReactorProvider provider) {
    parts.reactors.add(Objects.requireNonNull(provider));
    return this;
  }

  /// Add a component.
  ///
  /// @param provider its factory
  /// @return this
  public SwitchAssembly component(ComponentProvider provider) {
    parts.components.add(Objects.requireNonNull(provider));
    return this;
  }

  /// Add a filter that every connection is asked about before its handshake.
  ///
  /// @param filter the filter
  /// @return this
  public SwitchAssembly connectionFilter(ConnectionFilter filter) {
    parts.connectionFilters.add(Objects.requireNonNull(filter));
    return this;
  }

  /// Add a filter that every node is asked about after its handshake.
  ///
  /// @param filter the filter
  /// @return this
  public SwitchAssembly peerFilter(PeerFilter filter) {
    parts.peerFilters.add(Objects.requireNonNull(filter));
    return this;
  }

  /// Add all providers that `ServiceLoader` finds in the layer of this module.
  ///
  /// @return this
  public SwitchAssembly discover() {
    Discovery.addAll(parts);
    return this;
  }

  /// Add all providers that `ServiceLoader` finds in a layer and its parents.
  ///
  /// @param layer the layer
  /// @return this
  public SwitchAssembly discover(ModuleLayer layer) {
    Discovery.addAll(layer, parts);
    return this;
  }

  /// Check that everything fits together, and create all reactors and components. Nothing is opened or started.
  ///
  /// @return the node
  /// @throws dev.cometj.p2p.spi.AssemblyException with all problems, one line each
  public AssembledNode assemble() {
    return NodeFactory.create(settings, runtime, signer, metrics, profile.build(), parts.build());
  }
}
