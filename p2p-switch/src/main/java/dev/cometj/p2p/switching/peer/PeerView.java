package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.ConnectionStatus;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Peer;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// A peer with all its facets, as the application sees it.
///
/// @param connection the connection
/// @param owner the application
public record PeerView(PeerConnection connection, FacetOwner owner) implements Peer {
  @Override
  public NodeId id() {
    return connection.id();
  }

  private PeerFacets.Sender sender() {
    return new PeerFacets.Sender(connection, owner);
  }

  @Override
  public <M> CompletionStage<SendResult> send(Channel<M> channel, M message) {
    return sender().send(channel, message);
  }

  @Override
  public <M> SendResult trySend(Channel<M> channel, M message) {
    return sender().trySend(channel, message);
  }

  @Override
  public void whenWritable(Channel<?> channel, Runnable action) {
    sender().whenWritable(channel, action);
  }

  @Override
  public boolean isRunning() {
    return connection.isRunning();
  }

  @Override
  public CompletionStage<StopReason> stopped() {
    return PeerFacets.handOver(connection.stopped(), owner);
  }

  @Override
  public <T> Optional<T> get(AttributeKey<T> key) {
    return connection.attributes().get(key);
  }

  @Override
  public <T> void onChange(AttributeKey<T> key, Consumer<T> action) {
    connection.attributes().onChange(key, owner, action);
  }

  @Override
  public boolean isPublished(AttributeKey<?> key) {
    return connection.attributes().isPublished(key);
  }

  @Override
  public <T> void set(AttributeKey<T> key, T value) {
    connection.attributes().set(key, value);
  }

  @Override
  public boolean isPersistent() {
    return connection.standing().persistent().isPresent();
  }

  @Override
  public boolean isUnconditional() {
    return connection.standing().unconditional();
  }

  @Override
  public boolean isOutbound() {
    return connection.link().isOutbound();
  }

  @Override
  public NodeInfo nodeInfo() {
    return connection.link().remoteInfo();
  }

  @Override
  public ConnectionStatus status() {
    return connection.link().status();
  }

  @Override
  public NetAddress socketAddress() {
    return connection.link().socketAddress();
  }

  @Override
  public CompletionStage<Void> flushAndStop() {
    return PeerFacets.handOver(connection.flush(), owner);
  }

  @Override
  public void expect(Channel<?> channel, long bytes) {
    connection.link().expect(channel.id(), bytes);
  }

  @Override
  public String toString() {
    return connection.toString();
  }
}
