package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.switching.peer.PeerConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The way of one link into the peer set: `addPeer` of Go's `p2p/switch.go`; SR-15. Used in the Switch's mailbox.
///
/// ```text
/// checks → filters → checks again → admit by one reactor after the other → open → into the set → peerStarted
/// ```
///
/// From the second checks on the id is claimed: a second link of the same node is refused before any reactor has heard
/// of it, so that no reactor ever has two sessions with one id (A01). Whatever goes wrong after that, each reactor that
/// admitted the peer gets one `peerStopped`. The verdict of the connection is looked at after every step, so that a link
/// that ends meanwhile never reaches the set (A33).
final class Admission {
  private final PeerSwitch network;
  private final Link link;
  private final Consumer<Optional<Rejection>> done;
  private boolean claimed;
  private boolean over;
  private @Nullable PeerConnection peer;

  /// @param done gets the refusal, or nothing once the node is a peer; exactly once
  Admission(PeerSwitch network, Link link, Consumer<Optional<Rejection>> done) {
    this.network = network;
    this.link = link;
    this.done = done;
  }

  NodeId id() {
    return link.remoteInfo().id();
  }

  Link link() {
    return link;
  }

  /// Tell whether it holds the id.
  boolean isClaiming() {
    return claimed;
  }

  void begin() {
    Optional<Rejection> refusal = network.entrance().refusalOf(this);
    if (refusal.isPresent()) {
      refuse(refusal.get());
    } else {
      FilterRound.ask(network.filters(), network.mailbox(), link, this::filtered);
    }
  }

  private void filtered(Optional<Rejection> answer) {
    if (over) {
      return;
    }
    Optional<Rejection> refusal = answer.or(() -> network.entrance().refusalOf(this));
    if (refusal.isPresent()) {
      refuse(refusal.get());
      return;
    }
    claimed = true;
    peer = network.connectionOf(link);
    admit(peer, 0);
  }

  private void admit(PeerConnection current, int index) {
    if (current.isCondemned()) {
      unwind(current, current.verdict().describe());
    } else if (index == current.seats().size()) {
      open(current);
    } else {
      current
          .seats()
          .get(index)
          .admit(fault -> network.mailbox().execute(() -> admitted(current, index, fault)));
    }
  }

  private void admitted(PeerConnection current, int index, @Nullable Throwable fault) {
    if (fault == null) {
      admit(current, index + 1);
      return;
    }
    String reactor = network.reactorName(index);
    network.logFault(reactor + " failed to admit " + current, fault);
    unwind(current, "fault of ours: %s in admit of %s".formatted(fault, reactor));
  }

  private void open(PeerConnection current) {
    try {
      current.open();
    } catch (RuntimeException e) {
      network.logFault("the link of " + current + " failed to open", e);
      var _ = current.condemn(new StopReason.OwnFault("the link failed to open: " + e));
    }
    if (current.isCondemned()) {
      unwind(current, current.verdict().describe());
      return;
    }
    end();
    network.insert(current);
    done.accept(Optional.empty());
  }

  /// Give up because the Switch stops.
  void abort() {
    if (peer != null) {
      peer.condemn(new StopReason.SwitchStopped());
    } else {
      refuse(Rejection.of(Rejection.Kind.STOPPING, id(), "this node is stopping"));
    }
  }

  private void unwind(PeerConnection current, String detail) {
    StopReason reason = new StopReason.NotAdmitted(detail);
    current.condemn(reason);
    current.close();
    boolean stopping = current.verdict() instanceof StopReason.SwitchStopped;
    Rejection rejection =
        Rejection.of(
            stopping ? Rejection.Kind.STOPPING : Rejection.Kind.NOT_ADMITTED, id(), detail);
    network.dismiss(current, reason, () -> refused(rejection));
  }

  private void refuse(Rejection rejection) {
    PeerConnection.close(link, new StopReason.NotAdmitted(rejection.toString()));
    refused(rejection);
  }

  private void refused(Rejection rejection) {
    end();
    network.refused(link, rejection);
    done.accept(Optional.of(rejection));
    network.settled();
  }

  private void end() {
    over = true;
    network.entrance().ended(this);
  }

  @Override
  public String toString() {
    return "admission of " + Objects.requireNonNullElse(peer, link.socketAddress());
  }
}
