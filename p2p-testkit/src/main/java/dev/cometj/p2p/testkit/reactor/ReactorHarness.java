package dev.cometj.p2p.testkit.reactor;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Hosts one reactor in virtual time, without a Switch.
///
/// ```java
/// ReactorHarness harness = ReactorHarness.of(new PexReactorProvider()).setting("p2p.seed_mode", "true").start();
/// ScriptedPeer bob = harness.peer("bob").connect();
/// bob.deliver(PEX, new PexRequest());
/// harness.world().runFor(Duration.ofMinutes(1));
/// ```
///
/// The reactor gets exactly the facets and services its provider declares. Every call of it runs in its mailbox and
/// keeps the grammar of [Reactor]; stages of facets end there too. A call that throws stops its peer and fails the
/// test, unless [VirtualWorld#tolerateFailures()] was called.
public final class ReactorHarness {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final ReactorProvider provider;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<Class<?>, Object> services = new HashMap<>();
  private final RecordingMetrics metrics = new RecordingMetrics();
  private final ScriptedSwitch network = new ScriptedSwitch();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Set<AttributeKey<?>> publishedByOthers = new HashSet<>();
  private VirtualWorld world = VirtualWorld.create();
  private @Nullable VirtualNode node;
  private @Nullable ReactorHost<?, ?> host;
  private boolean working;

  private ReactorHarness(ReactorProvider provider) {
    this.provider = provider;
  }

  /// Begin with a provider.
  ///
  /// @param provider makes the reactor to test
  /// @return a harness to configure and start
  public static ReactorHarness of(ReactorProvider provider) {
    return new ReactorHarness(provider);
  }

  /// Configure the node; before [#create].
  ///
  /// @param key a key of `config.toml` with dots
  /// @param value its value
  /// @return this
  public ReactorHarness setting(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /// Offer the reactor a service; before [#start].
  ///
  /// @param <S> the service
  /// @param type its interface
  /// @param service the service
  /// @return this
  public <S> ReactorHarness offer(Class<S> type, S service) {
    services.put(type, service);
    return this;
  }

  /// Let another reactor of the node be one that publishes a fact about peers; before [#create]. The fact itself is
  /// published with [ScriptedPeer#publish].
  ///
  /// @param key the fact
  /// @return this
  public ReactorHarness publishedByAnother(AttributeKey<?> key) {
    publishedByOthers.add(key);
    return this;
  }

  /// Use a world of the test's own, for example one with a seed; before [#create].
  ///
  /// @param value the world
  /// @return this
  public ReactorHarness in(VirtualWorld value) {
    world = value;
    return this;
  }

  /// Create the reactor without starting it. [#start] does it otherwise.
  ///
  /// @return this
  public ReactorHarness create() {
    if (host != null) {
      throw new IllegalStateException("the reactor is created already");
    }
    Settings all = Settings.of(Path.of("home"), settings);
    VirtualNode runtime = world.node("node");
    Mailbox mailbox = runtime.mailbox(provider.name());
    ReactorHost<?, ?> made =
        new ReactorHost<>(
            provider, provider.channels(all), Set.copyOf(publishedByOthers), runtime, mailbox);
    Grants facets =
        new FacetGate(
            provider.name(),
            provider.facets(),
            new ScriptedSwitchFacets(made, network),
            this::requireStarted);
    made.host(provider.create(new Context(all, runtime, mailbox, metrics, facets, failures)));
    node = runtime;
    host = made;
    return this;
  }

  private record Context(
      Settings settings,
      NodeRuntime runtime,
      Mailbox mailbox,
      Metrics metrics,
      Grants switchFacets,
      List<String> failures)
      implements ReactorContext {
    @Override
    public void fail(String line) {
      failures.add(line);
    }
  }

  private void requireStarted() {
    if (!working) {
      throw new AssertionError(
          provider.name() + " used a facet of the Switch before it was started or after its stop");
    }
  }

  /// Start the reactor, and wait for it.
  ///
  /// @return this
  public ReactorHarness start() {
    if (host == null) {
      create();
    }
    working = true;
    world.await(
        Events.call(
            host().mailbox(), () -> reactor().start(new ScriptedServices(provider, services))),
        PATIENCE);
    world.settle();
    return this;
  }

  /// List why the reactor found that the node cannot go on. The harness does not stop it.
  ///
  /// @return the lines, the oldest first
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /// Stop all peers and then the reactor, and wait for it.
  public void stop() {
    host().connectedPeers().forEach(peer -> peer.stop(new StopReason.SwitchStopped()));
    world.await(Events.call(host().mailbox(), () -> reactor().stop()), PATIENCE);
    working = false;
  }

  /// Describe a peer that serves every channel of the reactor. The same name gives the same id; each name has an
  /// address of its own in `1.2.0.0/16`.
  ///
  /// @param name any name
  /// @return a peer to describe further and connect
  public ScriptedPeer peer(String name) {
    NodeId id = NodeId.ofPublicKey(name.getBytes(StandardCharsets.UTF_8));
    int number = Math.floorMod(name.hashCode(), 1 << 16);
    byte[] ip = {1, 2, (byte) (number >> 8), (byte) number};
    NetAddress address = new NetAddress(id, IpAddress.of(ip), 26656);
    List<Integer> channels = channels().stream().map(Channel::id).toList();
    NodeInfo info =
        new NodeInfo(
            new ProtocolVersions(ProtocolVersions.P2P, ProtocolVersions.BLOCK, 0),
            id,
            address.endpoint().toString(),
            "test-chain",
            "0.38.26",
            channels,
            "peer",
            "on",
            "");
    return new ScriptedPeer(host(), name, address, info);
  }

  /// Call the reactor as other components do: the action runs in its mailbox.
  ///
  /// @param action the call
  public void call(Runnable action) {
    host().mailbox().execute(action);
    world.settle();
  }

  /// Give a service that the reactor offers.
  ///
  /// @param <S> the service
  /// @param type its interface
  /// @return the service
  public <S> S service(Class<S> type) {
    if (!provider.offers().contains(type)) {
      throw new IllegalArgumentException(provider.name() + " does not offer " + type.getName());
    }
    return reactor().service(type);
  }

  /// Give the reactor.
  ///
  /// @return the reactor
  public Reactor<?, ?> reactor() {
    return host().reactor();
  }

  /// Give the reactor's channels.
  ///
  /// @return the channels its provider declares
  public List<Channel<?>> channels() {
    return host == null
        ? provider.channels(Settings.of(Path.of("home"), settings))
        : host.channels();
  }

  /// Give the Switch.
  ///
  /// @return the records and the script
  public ScriptedSwitch network() {
    return network;
  }

  /// Give the world.
  ///
  /// @return the world, to let time pass
  public VirtualWorld world() {
    return world;
  }

  /// Give the reactor's node.
  ///
  /// @return its runtime: disk, clocks, randomness
  public VirtualNode node() {
    if (node == null) {
      throw new IllegalStateException("create or start the reactor first");
    }
    return node;
  }

  /// Give the reactor's mailbox.
  ///
  /// @return the mailbox
  public Mailbox mailbox() {
    return host().mailbox();
  }

  /// Give the meters.
  ///
  /// @return what the reactor has measured
  public RecordingMetrics metrics() {
    return metrics;
  }

  /// List the messages that were well formed but unknown.
  ///
  /// @return the short names for the counter, in order
  public List<String> ignored() {
    return host().ignoredMessages();
  }

  private ReactorHost<?, ?> host() {
    if (host == null) {
      throw new IllegalStateException("create or start the reactor first");
    }
    return host;
  }
}
