package dev.cometj.node.rpc;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// A peer that only tells of itself.
record FakePeer(
    NodeInfo nodeInfo, boolean isOutbound, ConnectionStatus status, NetAddress socketAddress)
    implements Peer {
  @Override
  public NodeId id() {
    return nodeInfo.id();
  }

  @Override
  public <M> CompletionStage<SendResult> send(Channel<M> channel, M message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <M> SendResult trySend(Channel<M> channel, M message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void whenWritable(Channel<?> channel, Runnable action) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isRunning() {
    return true;
  }

  @Override
  public CompletionStage<StopReason> stopped() {
    return new CompletableFuture<>();
  }

  @Override
  public <T> Optional<T> get(AttributeKey<T> key) {
    return Optional.empty();
  }

  @Override
  public <T> void onChange(AttributeKey<T> key, Consumer<T> action) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isPublished(AttributeKey<?> key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> void set(AttributeKey<T> key, T value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isPersistent() {
    return false;
  }

  @Override
  public boolean isUnconditional() {
    return false;
  }

  @Override
  public CompletionStage<Void> flushAndStop() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void expect(Channel<?> channel, long bytes) {
    throw new UnsupportedOperationException();
  }
}
