package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.BroadcastResult;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerBroadcaster;
import dev.cometj.p2p.PeerCensus;
import dev.cometj.p2p.PeerCounts;
import dev.cometj.p2p.PeerDialer;
import dev.cometj.p2p.PeerDirectory;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerReleaser;
import dev.cometj.p2p.PeerReputation;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.SwitchLog;
import dev.cometj.p2p.switching.peer.FacetOwner;
import dev.cometj.p2p.switching.peer.PeerConnection;
import dev.cometj.p2p.switching.peer.PeerHandle;
import dev.cometj.p2p.switching.peer.ReactorOwner;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes the facet objects of the Switch: one small object for each facet, with the methods of that facet only.
public final class SwitchFacets {
  /// The facets of the Switch that a reactor may be granted. Finding reactors and reading the ledger are for
  /// applications: reactors reach each other by typed services.
  public static final Set<Class<?>> ALL =
      Set.of(
          PeerBroadcaster.class,
          PeerReputation.class,
          PeerStopper.class,
          PeerReleaser.class,
          PeerDirectory.class,
          PeerCensus.class,
          PeerDialer.class,
          SwitchLog.class);

  static final Logger LOG = System.getLogger("dev.cometj.p2p.switch");

  private SwitchFacets() {}

  static Object create(Class<?> facet, PeerSwitch network, ReactorOwner owner) {
    if (facet == PeerBroadcaster.class) {
      return new Broadcaster(network, owner);
    } else if (facet == PeerReputation.class) {
      return new Reputation(network);
    } else if (facet == PeerStopper.class) {
      return new Stopper();
    } else if (facet == PeerReleaser.class) {
      return new Releaser(owner);
    } else if (facet == PeerDirectory.class) {
      return new Directory(network, owner.index());
    } else if (facet == PeerCensus.class) {
      return new Census(network);
    } else if (facet == PeerDialer.class) {
      return new Dialing(network, owner);
    } else if (facet == SwitchLog.class) {
      return new Log(LOG);
    }
    throw new IllegalArgumentException(facet.getSimpleName() + " is no facet of the Switch");
  }

  record Broadcaster(PeerSwitch network, FacetOwner owner) implements PeerBroadcaster {
    @Override
    public <M> CompletionStage<BroadcastResult> broadcast(Channel<M> channel, M message) {
      owner.requireChannel(channel);
      return Broadcast.send(network.snapshot().peers(), channel, message, network.meters(), owner);
    }
  }

  record Reputation(PeerSwitch network) implements PeerReputation {
    @Override
    public void markGood(PeerIdentity peer) {
      network.markGood(peer.id());
    }
  }

  record Stopper() implements PeerStopper {
    @Override
    public void stopForError(PeerIdentity peer, StopReason reason) {
      var _ = PeerHandle.connection(peer).condemn(reason);
    }
  }

  record Releaser(FacetOwner owner) implements PeerReleaser {
    @Override
    public void stopGracefully(PeerIdentity peer) {
      var _ =
          PeerHandle.connection(peer)
              .condemn(new StopReason.Requested("let go by " + owner.name()));
    }
  }

  record Directory(PeerSwitch network, int index) implements PeerDirectory {
    @Override
    public <P> Optional<P> find(NodeId id, Class<P> session) {
      return Optional.ofNullable(network.snapshot().byId().get(id))
          .flatMap(peer -> of(peer, session));
    }

    @Override
    public <P> List<P> connected(Class<P> session) {
      return network.snapshot().peers().stream()
          .flatMap(peer -> of(peer, session).stream())
          .toList();
    }

    /// A peer on its way out is still in the set, but no longer for a reactor that has let go of it.
    private <P> Optional<P> of(PeerConnection peer, Class<P> session) {
      return Stream.ofNullable(peer.seats().get(index).sessionOrNull())
          .map(session::cast)
          .findFirst();
    }
  }

  record Census(PeerSwitch network) implements PeerCensus {
    @Override
    public PeerCounts counts() {
      return network.snapshot().counts();
    }
  }

  record Dialing(PeerSwitch network, FacetOwner owner) implements PeerDialer {
    @Override
    public CompletionStage<DialOutcome> dial(NetAddress address) {
      CompletableFuture<DialOutcome> result = new CompletableFuture<>();
      network.requestDial(
          address, outcome -> owner.mailbox().execute(() -> result.complete(outcome)));
      return result.minimalCompletionStage();
    }

    @Override
    public boolean isDialingOrConnected(NetAddress address) {
      return network.isDialingOrConnected(address);
    }

    @Override
    public boolean isPersistent(NetAddress address) {
      return network.isPersistent(address);
    }

    @Override
    public int maxOutbound() {
      return network.config().maxOutbound();
    }
  }

  record Log(Logger logger) implements SwitchLog {
    @Override
    public void error(String text, @Nullable Throwable cause) {
      logger.log(Level.ERROR, text, cause);
    }
  }
}
