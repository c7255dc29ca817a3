package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.ConnectionStatus;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.PeerAttributeWriter;
import dev.cometj.p2p.PeerAttributes;
import dev.cometj.p2p.PeerConnectionInfo;
import dev.cometj.p2p.PeerFlusher;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerLifecycle;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStanding;
import dev.cometj.p2p.ReceiveBudget;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// Makes the facet objects of a peer: one small object for each facet, with the methods of that facet only, so that no
/// cast gets at more than was granted.
public final class PeerFacets {
  /// The facets of a peer that a reactor may be granted.
  public static final Set<Class<?>> ALL =
      Set.of(
          PeerIdentity.class,
          PeerSender.class,
          PeerLifecycle.class,
          PeerAttributes.class,
          PeerAttributeWriter.class,
          PeerStanding.class,
          PeerConnectionInfo.class,
          PeerFlusher.class,
          ReceiveBudget.class);

  private PeerFacets() {}

  static Object create(Class<?> facet, PeerConnection peer, FacetOwner owner) {
    if (facet == PeerIdentity.class) {
      return peer.handle();
    } else if (facet == PeerSender.class) {
      return new Sender(peer, owner);
    } else if (facet == PeerLifecycle.class) {
      return new Lifecycle(peer, owner);
    } else if (facet == PeerAttributes.class) {
      return new Attributes(peer, owner);
    } else if (facet == PeerAttributeWriter.class) {
      return new AttributeWriter(peer, owner);
    } else if (facet == PeerStanding.class) {
      return new Standing(peer);
    } else if (facet == PeerConnectionInfo.class) {
      return new ConnectionInfo(peer);
    } else if (facet == PeerFlusher.class) {
      return new Flusher(peer, owner);
    } else if (facet == ReceiveBudget.class) {
      return new Budget(peer, owner);
    }
    throw new IllegalArgumentException(facet.getSimpleName() + " is no facet of a peer");
  }

  /// Hand a stage over: it ends as an event in the owner's mailbox.
  static <T> CompletionStage<T> handOver(CompletionStage<T> stage, FacetOwner owner) {
    CompletableFuture<T> result = new CompletableFuture<>();
    stage.whenComplete((value, failure) ->
        owner
            .mailbox()
            .execute(() -> {
              if (failure == null) {
                result.complete(value);
              } else {
                result.completeExceptionally(failure);
              }
            }));
    return result.minimalCompletionStage();
  }

  record Sender(PeerConnection peer, FacetOwner owner) implements PeerSender {
    @Override
    public <M> CompletionStage<SendResult> send(Channel<M> channel, M message) {
      owner.requireChannel(channel);
      SendResult ability = peer.sendability(channel.id());
      return ability.isQueued()
          ? peer.send(owner, Outgoing.of(channel, message, peer.meters()))
          : Ended.stage(ability);
    }

    @Override
    public <M> SendResult trySend(Channel<M> channel, M message) {
      owner.requireChannel(channel);
      SendResult ability = peer.sendability(channel.id());
      return ability.isQueued()
          ? peer.trySend(Outgoing.of(channel, message, peer.meters()))
          : ability;
    }

    @Override
    public void whenWritable(Channel<?> channel, Runnable action) {
      owner.requireChannel(channel);
      peer.link()
          .whenWritable(
              channel.id(),
              () ->
                  owner
                      .mailbox()
                      .execute(() -> {
                        if (peer.isRunning()) {
                          action.run();
                        }
                      }));
    }
  }

  record Lifecycle(PeerConnection peer, FacetOwner owner) implements PeerLifecycle {
    @Override
    public boolean isRunning() {
      return peer.isRunning();
    }

    @Override
    public CompletionStage<StopReason> stopped() {
      return handOver(peer.stopped(), owner);
    }
  }

  record Attributes(PeerConnection peer, FacetOwner owner) implements PeerAttributes {
    @Override
    public <T> Optional<T> get(AttributeKey<T> key) {
      owner.requireReads(key);
      return peer.attributes().get(key);
    }

    @Override
    public <T> void onChange(AttributeKey<T> key, Consumer<T> action) {
      owner.requireReads(key);
      peer.attributes().onChange(key, owner, action);
    }

    @Override
    public boolean isPublished(AttributeKey<?> key) {
      owner.requireReads(key);
      return peer.attributes().isPublished(key);
    }
  }

  record AttributeWriter(PeerConnection peer, FacetOwner owner) implements PeerAttributeWriter {
    @Override
    public <T> void set(AttributeKey<T> key, T value) {
      owner.requirePublishes(key);
      peer.attributes().set(key, value);
    }
  }

  record Standing(PeerConnection peer) implements PeerStanding {
    @Override
    public boolean isPersistent() {
      return peer.standing().persistent().isPresent();
    }

    @Override
    public boolean isUnconditional() {
      return peer.standing().unconditional();
    }
  }

  record ConnectionInfo(PeerConnection peer) implements PeerConnectionInfo {
    @Override
    public boolean isOutbound() {
      return peer.link().isOutbound();
    }

    @Override
    public NodeInfo nodeInfo() {
      return peer.link().remoteInfo();
    }

    @Override
    public ConnectionStatus status() {
      return peer.link().status();
    }

    @Override
    public NetAddress socketAddress() {
      return peer.link().socketAddress();
    }
  }

  record Flusher(PeerConnection peer, FacetOwner owner) implements PeerFlusher {
    @Override
    public CompletionStage<Void> flushAndStop() {
      return handOver(peer.flush(), owner);
    }
  }

  record Budget(PeerConnection peer, FacetOwner owner) implements ReceiveBudget {
    @Override
    public void expect(Channel<?> channel, long bytes) {
      owner.requireChannel(channel);
      peer.link().expect(channel.id(), bytes);
    }
  }
}
