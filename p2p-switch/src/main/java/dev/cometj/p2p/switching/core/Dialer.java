package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.RejectedException;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.Transport;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes outbound connections: `DialPeerWithAddress` of Go's `p2p/switch.go`; SR-11. Used in the Switch's mailbox.
///
/// An id is claimed from the decision to dial it until the connection is a peer or has failed; check and claim are one
/// step, because there is one writer.
final class Dialer {
  private final PeerSwitch network;
  private final Set<NodeId> claims = new LinkedHashSet<>();
  private @Nullable Transport transport;

  Dialer(PeerSwitch network) {
    this.network = network;
  }

  void use(Transport used) {
    transport = used;
  }

  Set<NodeId> claims() {
    return claims;
  }

  /// Dial a node and make it a peer.
  ///
  /// @param done gets the outcome; exactly once, unless the mailbox is closed before
  void dial(NetAddress address, Consumer<DialOutcome> done) {
    if (!network.isRunning() || transport == null) {
      done.accept(
          new DialOutcome.Refused(
              Rejection.of(Rejection.Kind.STOPPING, address.id(), "this node is not running")));
    } else if (network.isDialingOrConnected(address)) {
      done.accept(new DialOutcome.AlreadyDialingOrConnected());
    } else {
      claims.add(address.id());
      network.publish();
      start(transport, address)
          .whenComplete((link, failure) ->
              network.mailbox().execute(() -> dialled(address, link, failure, done)));
    }
  }

  private static CompletionStage<Link> start(Transport transport, NetAddress address) {
    try {
      return Objects.requireNonNull(transport.dial(address));
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private void dialled(
      NetAddress address,
      @Nullable Link link,
      @Nullable Throwable failure,
      Consumer<DialOutcome> done) {
    if (link == null) {
      Rejection rejection = rejection(address, failure);
      network.dialFailed(address.endpoint(), rejection);
      ended(address, Optional.of(rejection), done);
    } else {
      network.entrance().admit(link, refusal -> ended(address, refusal, done));
    }
  }

  private static Rejection rejection(NetAddress address, @Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof RejectedException rejected
        ? rejected.rejection()
        : Rejection.of(Rejection.Kind.UNREACHABLE, address.id(), "the transport failed: " + cause);
  }

  private void ended(NetAddress address, Optional<Rejection> refusal, Consumer<DialOutcome> done) {
    claims.remove(address.id());
    network.publish();
    refusal.ifPresent(rejection -> network.dialRefused(address, rejection));
    done.accept(
        refusal
            .<DialOutcome>map(DialOutcome.Refused::new)
            .orElseGet(() -> new DialOutcome.Connected(address.id())));
  }
}
