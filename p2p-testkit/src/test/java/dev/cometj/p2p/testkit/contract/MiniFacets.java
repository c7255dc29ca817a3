package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.FacetNotGrantedException;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.PeerDialer;
import dev.cometj.p2p.PeerDirectory;
import dev.cometj.p2p.PeerFlusher;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerLifecycle;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStanding;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Mailbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// The facets that a [MiniHost] grants.
final class MiniFacets {
  private MiniFacets() {}

  record Identity(MiniPeer peer) implements PeerIdentity {
    @Override
    public NodeId id() {
      return peer.id();
    }
  }

  record Sender(MiniPeer peer, Executor owner) implements PeerSender {
    @Override
    public <M> CompletionStage<SendResult> send(Channel<M> channel, M message) {
      CompletableFuture<SendResult> answer = new CompletableFuture<>();
      sendWhenPossible(channel, message, answer);
      return answer;
    }

    private <M> void sendWhenPossible(
        Channel<M> channel, M message, CompletableFuture<SendResult> answer) {
      SendResult result = trySend(channel, message);
      if (result == SendResult.QUEUE_FULL) {
        peer.link.whenWritable(
            channel.id(), () -> owner.execute(() -> sendWhenPossible(channel, message, answer)));
      } else {
        answer.complete(result);
      }
    }

    @Override
    public <M> SendResult trySend(Channel<M> channel, M message) {
      return peer.link.offer(channel.id(), Payload.of(channel.codec().encode(message)));
    }

    @Override
    public void whenWritable(Channel<?> channel, Runnable action) {
      peer.link.whenWritable(channel.id(), () -> owner.execute(action));
    }
  }

  record Lifecycle(MiniPeer peer, Executor owner, boolean always) implements PeerLifecycle {
    @Override
    public boolean isRunning() {
      return peer.running || always;
    }

    @Override
    public CompletionStage<StopReason> stopped() {
      return peer.end.thenApplyAsync(reason -> reason, owner);
    }
  }

  /// Several facets in one object, which a cast can reach.
  record WideLifecycle(MiniPeer peer) implements PeerLifecycle, PeerStanding {
    @Override
    public boolean isRunning() {
      return peer.running;
    }

    @Override
    public CompletionStage<StopReason> stopped() {
      return peer.end;
    }

    @Override
    public boolean isPersistent() {
      return false;
    }

    @Override
    public boolean isUnconditional() {
      return false;
    }
  }

  record Flusher(MiniPeer peer, Executor owner) implements PeerFlusher {
    @Override
    public CompletionStage<Void> flushAndStop() {
      return peer.link.flushAndClose().thenApplyAsync(done -> done, owner);
    }
  }

  static Grants ofPeer(MiniHost host, MiniMember member, MiniPeer peer) {
    HostFlaw flaw = host.flaw();
    Executor owner = flaw == HostFlaw.ENDS_STAGES_ELSEWHERE ? host.core() : member.mailbox();
    PeerLifecycle lifecycle =
        flaw == HostFlaw.GRANTS_WIDE_OBJECTS
            ? new WideLifecycle(peer)
            : new Lifecycle(peer, owner, flaw == HostFlaw.STILL_CALLS_IT_RUNNING);
    return grants(
        member.provider().name(),
        Map.of(
            PeerIdentity.class, new Identity(peer),
            PeerSender.class, new Sender(peer, owner),
            PeerLifecycle.class, lifecycle,
            PeerFlusher.class, new Flusher(peer, owner),
            PeerStanding.class, new WideLifecycle(peer)),
        flaw == HostFlaw.GRANTS_EVERYTHING);
  }

  static Grants ofSwitch(MiniHost host, String name, Mailbox mailbox) {
    Executor owner = host.flaw() == HostFlaw.ENDS_DIALS_ELSEWHERE ? host.core() : mailbox;
    PeerStopper stopper = (peer, reason) -> host.stop(((Identity) peer).peer(), reason);
    return grants(
        name,
        Map.of(
            PeerStopper.class, stopper,
            PeerDirectory.class, new Directory(host, name),
            PeerDialer.class, new Dialer(host, owner)),
        false);
  }

  record Directory(MiniHost host, String name) implements PeerDirectory {
    @Override
    public <P> Optional<P> find(NodeId id, Class<P> session) {
      return host.listed().stream()
          .filter(peer -> peer.id().equals(id))
          .findFirst()
          .map(peer -> session.cast(host.session(peer, name)));
    }

    @Override
    public <P> List<P> connected(Class<P> session) {
      return host.listed().stream().map(peer -> session.cast(host.session(peer, name))).toList();
    }
  }

  record Dialer(MiniHost host, Executor owner) implements PeerDialer {
    @Override
    public CompletionStage<DialOutcome> dial(NetAddress address) {
      return host.dial(address).thenApplyAsync(outcome -> outcome, owner);
    }

    @Override
    public boolean isDialingOrConnected(NetAddress address) {
      return false;
    }

    @Override
    public boolean isPersistent(NetAddress address) {
      return false;
    }

    @Override
    public int maxOutbound() {
      return 10;
    }
  }

  private static Grants grants(String name, Map<Class<?>, Object> facets, boolean everything) {
    return new Grants() {
      @Override
      public <F> F facet(Class<F> facet) {
        Object found = facets.get(facet);
        if (found == null || (facet == PeerStanding.class && !everything)) {
          throw new FacetNotGrantedException(name, facet);
        }
        return facet.cast(found);
      }
    };
  }
}
