package dev.cometj.reactor.evidence;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerAttributes;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerLifecycle;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// A peer that stops running with the first message, without saying so.
final class StoppingPeer
    implements Grants, PeerIdentity, PeerSender, PeerLifecycle, PeerAttributes {
  private final long height;
  private int sent;
  private int asked;

  StoppingPeer(long height) {
    this.height = height;
  }

  int sent() {
    return sent;
  }

  int asked() {
    return asked;
  }

  @Override
  public <F> F facet(Class<F> facet) {
    return facet.cast(this);
  }

  @Override
  public NodeId id() {
    return NodeId.ofPublicKey(new byte[32]);
  }

  @Override
  public <M> CompletionStage<SendResult> send(Channel<M> channel, M message) {
    sent++;
    return CompletableFuture.completedStage(SendResult.QUEUED);
  }

  @Override
  public <M> SendResult trySend(Channel<M> channel, M message) {
    throw new AssertionError("the original waits for room");
  }

  @Override
  public void whenWritable(Channel<?> channel, Runnable action) {}

  @Override
  public boolean isRunning() {
    asked++;
    return sent == 0;
  }

  @Override
  public CompletionStage<StopReason> stopped() {
    return new CompletableFuture<>();
  }

  @Override
  public <T> Optional<T> get(AttributeKey<T> key) {
    return Optional.of(key.type().cast(height));
  }

  @Override
  public boolean isPublished(AttributeKey<?> key) {
    return true;
  }

  @Override
  public <T> void onChange(AttributeKey<T> key, Consumer<T> action) {}
}
