package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.PeerDialer;
import dev.cometj.p2p.PeerDirectory;
import dev.cometj.p2p.PeerFlusher;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerLifecycle;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes one [Probe], and tells it what to do when.
final class ProbeProvider implements ReactorProvider {
  private final String name;
  private final Channel<String> channel;
  private final CallLog log;
  private final Map<String, Consumer<Probe.Session>> orders = new HashMap<>();
  private BiConsumer<Probe, Grants> onAdmit = (probe, peer) -> {};
  private Consumer<Probe.Session> onStarted = session -> {};
  private Set<AttributeKey<?>> publishes = Set.of();
  private Set<AttributeKey<?>> reads = Set.of();
  private @Nullable Probe probe;

  ProbeProvider(String name, int channelId, CallLog log) {
    this.name = name;
    this.log = log;
    this.channel =
        Channel.define(channelId, name.toLowerCase(java.util.Locale.ROOT), new Words())
            .priority(5)
            .sendQueueCapacity(10)
            .maxMessageBytes(1000)
            .build();
  }

  ProbeProvider onAdmit(BiConsumer<Probe, Grants> action) {
    onAdmit = action;
    return this;
  }

  ProbeProvider onStarted(Consumer<Probe.Session> action) {
    onStarted = action;
    return this;
  }

  /// Do something when a message comes.
  ProbeProvider onMessage(String message, Consumer<Probe.Session> action) {
    orders.put(message, action);
    return this;
  }

  ProbeProvider publishing(AttributeKey<?> key) {
    publishes = Set.of(key);
    return this;
  }

  ProbeProvider reading(AttributeKey<?> key) {
    reads = Set.of(key);
    return this;
  }

  BiConsumer<Probe, Grants> onAdmit() {
    return onAdmit;
  }

  Consumer<Probe.Session> onStarted() {
    return onStarted;
  }

  Map<String, Consumer<Probe.Session>> orders() {
    return orders;
  }

  Channel<String> channel() {
    return channel;
  }

  Probe probe() {
    if (probe == null) {
      throw new IllegalStateException(name + " is not created");
    }
    return probe;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Channel<?>> channels(Settings settings) {
    return List.of(channel);
  }

  @Override
  public Set<Class<?>> facets() {
    return Set.of(
        PeerIdentity.class,
        PeerSender.class,
        PeerLifecycle.class,
        PeerFlusher.class,
        PeerStopper.class,
        PeerDirectory.class,
        PeerDialer.class);
  }

  @Override
  public Set<AttributeKey<?>> publishes() {
    return publishes;
  }

  @Override
  public Set<AttributeKey<?>> reads() {
    return reads;
  }

  @Override
  public Probe create(ReactorContext context) {
    Probe made = new Probe(this, context, log);
    probe = made;
    return made;
  }
}
