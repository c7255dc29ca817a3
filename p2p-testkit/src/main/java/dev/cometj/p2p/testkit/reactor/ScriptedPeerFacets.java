package dev.cometj.p2p.testkit.reactor;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.ChannelStatus;
import dev.cometj.p2p.ConnectionStatus;
import dev.cometj.p2p.FacetNotGrantedException;
import dev.cometj.p2p.FlowStatus;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Peer;
import dev.cometj.p2p.PeerAttributeWriter;
import dev.cometj.p2p.PeerAttributes;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.testkit.VirtualNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the reactor sees of a [ScriptedPeer]: every facet of a peer, recording.
final class ScriptedPeerFacets implements Peer {
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);

  /// The handle that comes back when the reactor names the peer.
  static final class Handle implements PeerIdentity {
    private final ScriptedPeer peer;

    Handle(ScriptedPeer peer) {
      this.peer = peer;
    }

    ScriptedPeer peer() {
      return peer;
    }

    @Override
    public NodeId id() {
      return peer.id();
    }

    @Override
    public String toString() {
      return peer.toString();
    }
  }

  private record Waiting(Runnable retry, Cancellable timer, CompletableFuture<SendResult> answer) {}

  private final ScriptedPeer script;
  private final ReactorProvider provider;
  private final Set<AttributeKey<?>> publishedByOthers;
  private final VirtualNode node;
  private final Mailbox mailbox;
  private final Handle handle;
  private final List<Sent> sent = new ArrayList<>();
  private final Set<Integer> full = new HashSet<>();
  private final Map<Integer, List<Waiting>> waitingSends = new HashMap<>();
  private final Map<Integer, List<Runnable>> waitingForRoom = new HashMap<>();
  private final Map<Integer, Long> expected = new HashMap<>();
  private final Map<AttributeKey<?>, Object> attributes = new LinkedHashMap<>();
  private final Map<AttributeKey<?>, List<Consumer<Object>>> listeners = new HashMap<>();
  private final CompletableFuture<StopReason> end = new CompletableFuture<>();
  private final Duration since;
  private @Nullable StopReason reason;
  private boolean started;
  private boolean flushed;

  ScriptedPeerFacets(
      ScriptedPeer script,
      ReactorProvider provider,
      Set<AttributeKey<?>> publishedByOthers,
      VirtualNode node,
      Mailbox mailbox) {
    this.publishedByOthers = publishedByOthers;
    this.script = script;
    this.provider = provider;
    this.node = node;
    this.mailbox = mailbox;
    this.handle = new Handle(script);
    this.since = node.world().now();
  }

  Handle handle() {
    return handle;
  }

  List<Sent> sentMessages() {
    return sent;
  }

  long expectedBytes(Channel<?> channel) {
    return expected.getOrDefault(channel.id(), 0L);
  }

  boolean wasFlushed() {
    return flushed;
  }

  void start() {
    started = true;
  }

  void stop(StopReason why) {
    reason = why;
    waitingForRoom.clear();
    waitingSends
        .values()
        .forEach(waiting -> waiting.forEach(send -> finish(send, SendResult.PEER_STOPPED)));
    waitingSends.clear();
    mailbox.execute(() -> end.complete(why));
  }

  void fill(Channel<?> channel) {
    full.add(channel.id());
  }

  void drain(Channel<?> channel) {
    full.remove(channel.id());
    List<Waiting> sends = waitingSends.remove(channel.id());
    if (sends != null) {
      sends.stream()
          .filter(send -> !send.answer.isDone())
          .forEach(send -> {
            send.retry.run();
            finish(send, SendResult.QUEUED);
          });
    }
    List<Runnable> actions = waitingForRoom.remove(channel.id());
    if (actions != null) {
      actions.forEach(mailbox::execute);
    }
  }

  private void finish(Waiting send, SendResult result) {
    send.timer.cancel();
    mailbox.execute(() -> send.answer.complete(result));
  }

  @Override
  public NodeId id() {
    return script.id();
  }

  @Override
  public <M> CompletionStage<SendResult> send(Channel<M> channel, M message) {
    SendResult now = trySend(channel, message);
    if (now != SendResult.QUEUE_FULL) {
      return CompletableFuture.completedFuture(now);
    }
    CompletableFuture<SendResult> answer = new CompletableFuture<>();
    Cancellable timer = mailbox.schedule(SEND_TIMEOUT, () -> answer.complete(SendResult.TIMED_OUT));
    waitingSends
        .computeIfAbsent(channel.id(), key -> new ArrayList<>())
        .add(new Waiting(() -> record(channel, message), timer, answer));
    return answer;
  }

  @Override
  public <M> SendResult trySend(Channel<M> channel, M message) {
    if (reason != null || flushed) {
      return SendResult.PEER_STOPPED;
    }
    if (!script.nodeInfo().hasChannel(channel.id())) {
      return SendResult.CHANNEL_UNSUPPORTED;
    }
    if (full.contains(channel.id())) {
      return SendResult.QUEUE_FULL;
    }
    record(channel, message);
    return SendResult.QUEUED;
  }

  private <M> void record(Channel<M> channel, M message) {
    M arrived = OverTheWire.pass(channel, message);
    sent.add(new Sent(node.world().now(), channel, arrived));
    script.wasSent(channel, arrived);
  }

  @Override
  public void whenWritable(Channel<?> channel, Runnable action) {
    if (reason != null) {
      return;
    }
    if (full.contains(channel.id())) {
      waitingForRoom.computeIfAbsent(channel.id(), key -> new ArrayList<>()).add(action);
    } else {
      mailbox.execute(action);
    }
  }

  @Override
  public boolean isRunning() {
    return started && reason == null;
  }

  @Override
  public CompletionStage<StopReason> stopped() {
    return end.copy();
  }

  @Override
  public <T> Optional<T> get(AttributeKey<T> key) {
    requireDeclared(provider.reads(), PeerAttributes.class, key);
    return published(key);
  }

  @Override
  public <T> void onChange(AttributeKey<T> key, Consumer<T> action) {
    requireDeclared(provider.reads(), PeerAttributes.class, key);
    listeners
        .computeIfAbsent(key, k -> new ArrayList<>())
        .add(value -> action.accept(key.type().cast(value)));
  }

  @Override
  public boolean isPublished(AttributeKey<?> key) {
    requireDeclared(provider.reads(), PeerAttributes.class, key);
    return provider.publishes().contains(key) || publishedByOthers.contains(key);
  }

  @Override
  public <T> void set(AttributeKey<T> key, T value) {
    requireDeclared(provider.publishes(), PeerAttributeWriter.class, key);
    publish(key, value);
  }

  private void requireDeclared(Set<AttributeKey<?>> declared, Class<?> facet, AttributeKey<?> key) {
    if (!declared.contains(key)) {
      throw new FacetNotGrantedException(provider.name(), facet, key);
    }
  }

  <T> Optional<T> published(AttributeKey<T> key) {
    return Optional.ofNullable(attributes.get(key)).map(key.type()::cast);
  }

  <T> void publish(AttributeKey<T> key, T value) {
    attributes.put(key, value);
    listeners
        .getOrDefault(key, List.of())
        .forEach(listener -> mailbox.execute(() -> listener.accept(value)));
  }

  @Override
  public boolean isPersistent() {
    return script.isPersistent();
  }

  @Override
  public boolean isUnconditional() {
    return script.isUnconditional();
  }

  @Override
  public boolean isOutbound() {
    return script.isOutbound();
  }

  @Override
  public NodeInfo nodeInfo() {
    return script.nodeInfo();
  }

  @Override
  public ConnectionStatus status() {
    Duration age = node.world().now().minus(since);
    FlowStatus flow =
        new FlowStatus(node.wallClock().instant().minus(age), age, Duration.ZERO, 0, 0, 0, 0, 0, 0);
    List<ChannelStatus> channels =
        script.nodeInfo().channels().stream()
            .map(id -> new ChannelStatus(id, 1, full.contains(id) ? 1 : 0, 1, 0))
            .toList();
    return new ConnectionStatus(age, flow, flow, channels);
  }

  @Override
  public NetAddress socketAddress() {
    return script.address();
  }

  @Override
  public CompletionStage<Void> flushAndStop() {
    flushed = true;
    CompletableFuture<Void> answer = new CompletableFuture<>();
    mailbox.execute(() -> answer.complete(null));
    return answer;
  }

  @Override
  public void expect(Channel<?> channel, long bytes) {
    expected.merge(channel.id(), bytes, Long::sum);
  }

  @Override
  public String toString() {
    return script.toString();
  }
}
