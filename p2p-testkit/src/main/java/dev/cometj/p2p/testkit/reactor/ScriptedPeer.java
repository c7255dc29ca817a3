package dev.cometj.p2p.testkit.reactor;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.StopReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A peer that does what the test says, seen by the one reactor of a [ReactorHarness]. Describe it first, then
/// connect it:
///
/// ```java
/// ScriptedPeer bob = harness.peer("bob").outbound().connect();
/// bob.deliver(PEX, new PexRequest());
/// assertThat(bob.sent(PEX)).hasSize(1);
/// ```
///
/// [#connect], [#deliver], [#disconnect] and their like run everything that is ready at this instant, without moving
/// time. Messages are encoded and decoded on their way, in both directions.
///
/// A peer is one connection: for a reconnect make another with the same name.
public final class ScriptedPeer {
  private final ReactorHost<?, ?> host;
  private final String name;
  private final Map<Channel<?>, Consumer<Object>> quickAnswers = new HashMap<>();
  private NetAddress address;
  private NodeInfo nodeInfo;
  private boolean outbound;
  private boolean persistent;
  private boolean unconditional;
  private @Nullable ScriptedPeerFacets facets;
  private @Nullable StopReason stopReason;

  ScriptedPeer(ReactorHost<?, ?> host, String name, NetAddress address, NodeInfo nodeInfo) {
    this.host = host;
    this.name = name;
    this.address = address;
    this.nodeInfo = nodeInfo;
  }

  /// Let us have dialled it; at first it has dialled us.
  ///
  /// @return this
  public ScriptedPeer outbound() {
    outbound = true;
    return this;
  }

  /// Let its address be one of the persistent peers'.
  ///
  /// @return this
  public ScriptedPeer persistent() {
    persistent = true;
    return this;
  }

  /// Let its id be one of the unconditional peers'.
  ///
  /// @return this
  public ScriptedPeer unconditional() {
    unconditional = true;
    return this;
  }

  /// Set the remote end of its socket; the id follows.
  ///
  /// @param value the address
  /// @return this
  public ScriptedPeer address(NetAddress value) {
    address = value;
    return this;
  }

  /// Set what it tells of itself, for example other channels.
  ///
  /// @param value the info
  /// @return this
  public ScriptedPeer nodeInfo(NodeInfo value) {
    nodeInfo = value;
    return this;
  }

  /// Let the reactor admit the peer, but do not start it yet: messages may be delivered from here on.
  ///
  /// @return this
  public ScriptedPeer admit() {
    if (facets != null) {
      throw new IllegalStateException(name + " was admitted already; make another peer");
    }
    host.admit(this);
    return this;
  }

  /// Start the admitted peer: it is in the peer set, and the reactor is told.
  ///
  /// @return this
  public ScriptedPeer start() {
    host.start(this);
    return this;
  }

  /// Admit and start.
  ///
  /// @return this
  public ScriptedPeer connect() {
    return admit().start();
  }

  /// Send the reactor a message.
  ///
  /// @param <M> the messages of the channel
  /// @param channel the channel
  /// @param message the message; it is encoded and decoded on its way
  public <M> void deliver(Channel<M> channel, M message) {
    host.deliver(this, channel, channel.codec().encode(message));
  }

  /// Send the reactor bytes, for example malformed ones.
  ///
  /// @param channel the channel
  /// @param bytes the encoded message
  public void deliverBytes(Channel<?> channel, byte[] bytes) {
    host.deliver(this, channel, bytes);
  }

  /// End the connection from the peer's side.
  public void disconnect() {
    stop(new StopReason.LinkFailure("closed by the remote node"));
  }

  /// Let the peer be stopped.
  ///
  /// @param reason why
  public void stop(StopReason reason) {
    host.stopSoon(this, reason);
    host.settle();
  }

  /// Let it answer what it is sent before the send returns, as a quick peer can whose answer comes on another thread
  /// while the reactor has not gone on yet: the answer is screened and decoded within the send, and the reactor
  /// receives it with its next event. This holds for all that is sent on the channel from here on.
  ///
  /// @param <M> the messages of the channel
  /// @param channel the channel, one of the reactor's
  /// @param answers what it says to a message, or empty for no answer
  /// @return this
  @SuppressWarnings("unchecked") // What is sent on a channel is of the channel's type.
  public <M> ScriptedPeer answerAtOnce(Channel<M> channel, Function<M, Optional<M>> answers) {
    quickAnswers.put(
        channel,
        message ->
            answers
                .apply((M) message)
                .ifPresent(
                    answer -> host.deliverAtOnce(this, channel, channel.codec().encode(answer))));
    return this;
  }

  /// Let a channel's send queue be full: sends wait or fail.
  ///
  /// @param channel the channel
  public void fill(Channel<?> channel) {
    connected().fill(channel);
  }

  /// Let a full send queue have room again: waiting sends go out, and waiting reactors are told.
  ///
  /// @param channel the channel
  public void drain(Channel<?> channel) {
    connected().drain(channel);
    host.settle();
  }

  /// Publish a fact about the peer as another reactor would.
  ///
  /// @param <T> the fact
  /// @param key the key
  /// @param value the fact
  public <T> void publish(AttributeKey<T> key, T value) {
    connected().publish(key, value);
    host.settle();
  }

  /// Read a fact that the reactor has published.
  ///
  /// @param <T> the fact
  /// @param key the key
  /// @return its value, or empty
  public <T> Optional<T> published(AttributeKey<T> key) {
    return connected().published(key);
  }

  /// List what the reactor has sent.
  ///
  /// @return the messages of all channels, in order
  public List<Sent> sent() {
    return List.copyOf(connected().sentMessages());
  }

  /// List what the reactor has sent on one channel.
  ///
  /// @param <M> the messages of the channel
  /// @param channel the channel
  /// @return the messages, in order
  @SuppressWarnings("unchecked") // What was recorded with a channel is of the channel's type.
  public <M> List<M> sent(Channel<M> channel) {
    return connected().sentMessages().stream()
        .filter(sent -> sent.channel() == channel)
        .map(sent -> (M) sent.message())
        .toList();
  }

  /// Forget what was sent so far.
  public void clearSent() {
    connected().sentMessages().clear();
  }

  /// Tell how much the reactor expects to receive; see [dev.cometj.p2p.ReceiveBudget].
  ///
  /// @param channel the channel
  /// @return the sum of what it announced, in bytes
  public long expectedBytes(Channel<?> channel) {
    return connected().expectedBytes(channel);
  }

  /// Tell whether the reactor has flushed and closed the connection.
  ///
  /// @return true after [dev.cometj.p2p.PeerFlusher#flushAndStop()]
  public boolean wasFlushed() {
    return connected().wasFlushed();
  }

  /// Tell why the peer was stopped, by the reactor or by the test.
  ///
  /// @return the reason, or empty while it is connected
  public Optional<StopReason> stopReason() {
    return Optional.ofNullable(stopReason);
  }

  /// Tell whether the peer is started and not stopped.
  ///
  /// @return true between the two
  public boolean isRunning() {
    return facets != null && facets.isRunning();
  }

  /// Tell the id.
  ///
  /// @return the id
  public NodeId id() {
    return address.id();
  }

  /// Tell the remote end of the socket.
  ///
  /// @return the address
  public NetAddress address() {
    return address;
  }

  /// Tell what the peer tells of itself.
  ///
  /// @return the info
  public NodeInfo nodeInfo() {
    return nodeInfo;
  }

  /// Tell who has dialled.
  ///
  /// @return true if we have
  public boolean isOutbound() {
    return outbound;
  }

  /// Tell whether the peer is persistent.
  ///
  /// @return true if so
  public boolean isPersistent() {
    return persistent;
  }

  /// Tell whether the peer is unconditional.
  ///
  /// @return true if so
  public boolean isUnconditional() {
    return unconditional;
  }

  void wasSent(Channel<?> channel, Object message) {
    quickAnswers.getOrDefault(channel, _ -> {}).accept(message);
  }

  void admitted(ScriptedPeerFacets as) {
    facets = as;
  }

  void stopped(StopReason reason) {
    stopReason = reason;
    if (facets != null) {
      facets.stop(reason);
    }
  }

  ScriptedPeerFacets connected() {
    if (facets == null) {
      throw new IllegalStateException(name + " is not connected yet");
    }
    return facets;
  }

  @Override
  public String toString() {
    return name;
  }
}
