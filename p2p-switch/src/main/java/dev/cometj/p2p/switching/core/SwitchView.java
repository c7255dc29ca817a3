package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.BroadcastResult;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.Peer;
import dev.cometj.p2p.PeerCounts;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.Switch;
import dev.cometj.p2p.switching.peer.FacetOwner;
import dev.cometj.p2p.switching.peer.PeerView;
import dev.cometj.p2p.switching.peer.ReactorSlot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The Switch with all its facets, as the application sees it. Usable from any thread.
///
/// @param network the Switch
/// @param owner the application
/// @param slots the reactors, in the order of admission
public record SwitchView(PeerSwitch network, FacetOwner owner, List<ReactorSlot<?, ?>> slots)
    implements Switch {
  /// Keep an unmodifiable copy.
  public SwitchView {
    slots = List.copyOf(slots);
  }

  @Override
  public List<Peer> peers() {
    return network.snapshot().peers().stream().<Peer>map(p -> new PeerView(p, owner)).toList();
  }

  @Override
  public <M> CompletionStage<BroadcastResult> broadcast(Channel<M> channel, M message) {
    return new SwitchFacets.Broadcaster(network, owner).broadcast(channel, message);
  }

  @Override
  public void markGood(PeerIdentity peer) {
    network.markGood(peer.id());
  }

  @Override
  public void stopForError(PeerIdentity peer, StopReason reason) {
    new SwitchFacets.Stopper().stopForError(peer, reason);
  }

  @Override
  public void stopGracefully(PeerIdentity peer) {
    new SwitchFacets.Releaser(owner).stopGracefully(peer);
  }

  @Override
  public PeerCounts counts() {
    return network.snapshot().counts();
  }

  private SwitchFacets.Dialing dialing() {
    return new SwitchFacets.Dialing(network, owner);
  }

  @Override
  public CompletionStage<DialOutcome> dial(NetAddress address) {
    return dialing().dial(address);
  }

  @Override
  public boolean isDialingOrConnected(NetAddress address) {
    return dialing().isDialingOrConnected(address);
  }

  @Override
  public boolean isPersistent(NetAddress address) {
    return dialing().isPersistent(address);
  }

  @Override
  public int maxOutbound() {
    return dialing().maxOutbound();
  }

  @Override
  public Optional<Reactor<?, ?>> reactor(String name) {
    return slots.stream()
        .filter(slot -> slot.name().equals(name))
        .<Reactor<?, ?>>map(ReactorSlot::reactor)
        .findFirst();
  }

  @Override
  public List<String> reactorNames() {
    return slots.stream().map(ReactorSlot::name).toList();
  }

  @Override
  public void error(String text, @Nullable Throwable cause) {
    new SwitchFacets.Log(SwitchFacets.LOG).error(text, cause);
  }

  @Override
  public List<Entry> entries() {
    return network.ledger().entries();
  }

  @Override
  public String toString() {
    return "Switch";
  }
}
