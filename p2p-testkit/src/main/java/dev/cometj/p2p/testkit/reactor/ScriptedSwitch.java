package dev.cometj.p2p.testkit.reactor;

import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.StopReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// The Switch as the reactor of a [ReactorHarness] sees it: records what is asked of it and answers by script.
///
/// Stopping and releasing peers really happens. Dials fail as unreachable, unless a peer waits at the address
/// ([#reachable]) or [#onDial] says otherwise.
public final class ScriptedSwitch {
  /// A peer that the reactor has stopped.
  ///
  /// @param peer the peer
  /// @param reason why
  public record Stop(ScriptedPeer peer, StopReason reason) {}

  private final List<Stop> stops = new ArrayList<>();
  private final List<ScriptedPeer> released = new ArrayList<>();
  private final List<ScriptedPeer> markedGood = new ArrayList<>();
  private final List<NetAddress> dials = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final Set<NetAddress> persistent = new LinkedHashSet<>();
  private final Map<NetAddress, CompletableFuture<DialOutcome>> pending = new LinkedHashMap<>();
  private final Map<NetAddress, ScriptedPeer> reachable = new LinkedHashMap<>();
  private Function<NetAddress, CompletionStage<DialOutcome>> answer = this::unreachable;
  private int maxOutbound = 10;

  ScriptedSwitch() {}

  /// List the peers that the reactor has stopped for a fault.
  ///
  /// @return the peers and reasons, in order
  public List<Stop> stops() {
    return List.copyOf(stops);
  }

  /// List the peers that the reactor has let go.
  ///
  /// @return the peers, in order
  public List<ScriptedPeer> released() {
    return List.copyOf(released);
  }

  /// List the peers that the reactor has called good.
  ///
  /// @return the peers, in order, each as often as it was
  public List<ScriptedPeer> markedGood() {
    return List.copyOf(markedGood);
  }

  /// List what the reactor has dialled.
  ///
  /// @return the addresses, in order
  public List<NetAddress> dials() {
    return List.copyOf(dials);
  }

  /// Forget the dials so far.
  public void clearDials() {
    dials.clear();
  }

  /// List what the reactor has logged in the Switch's name.
  ///
  /// @return the texts, in order
  public List<String> errors() {
    return List.copyOf(errors);
  }

  /// Decide what comes of dials.
  ///
  /// @param script gives the outcome for an address; an unfinished stage keeps the dial going
  public void onDial(Function<NetAddress, CompletionStage<DialOutcome>> script) {
    answer = script;
  }

  /// Let every dial take until [#finishDial].
  public void holdDials() {
    answer = address -> pending.computeIfAbsent(address, key -> new CompletableFuture<>());
  }

  /// End a dial that was held.
  ///
  /// @param address the address
  /// @param outcome what came of it
  public void finishDial(NetAddress address, DialOutcome outcome) {
    CompletableFuture<DialOutcome> dial = pending.remove(address);
    if (dial == null) {
      throw new IllegalStateException(address + " is not being dialled");
    }
    dial.complete(outcome);
  }

  /// Let a peer, described but not connected, wait at its address: dialling it connects it.
  ///
  /// @param peer the peer
  public void reachable(ScriptedPeer peer) {
    reachable.put(peer.address(), peer.outbound());
  }

  /// Let an address be one of the persistent peers'.
  ///
  /// @param address the address
  public void persistent(NetAddress address) {
    persistent.add(address);
  }

  /// Set how many outbound peers are wanted; 10 at first.
  ///
  /// @param value the limit
  public void maxOutbound(int value) {
    maxOutbound = value;
  }

  int maxOutbound() {
    return maxOutbound;
  }

  boolean isPersistent(NetAddress address) {
    return persistent.contains(address);
  }

  void stopped(ScriptedPeer peer, StopReason reason) {
    stops.add(new Stop(peer, reason));
  }

  void released(ScriptedPeer peer) {
    released.add(peer);
  }

  void good(ScriptedPeer peer) {
    markedGood.add(peer);
  }

  void error(String text) {
    errors.add(text);
  }

  CompletionStage<DialOutcome> dial(NetAddress address, ReactorHost<?, ?> host) {
    dials.add(address);
    ScriptedPeer there = reachable.remove(address);
    if (there == null) {
      return answer.apply(address);
    }
    return host.connectSoon(there);
  }

  private CompletionStage<DialOutcome> unreachable(NetAddress address) {
    Rejection rejection =
        Rejection.of(Rejection.Kind.UNREACHABLE, address.id(), "nobody is at " + address);
    return CompletableFuture.completedFuture(new DialOutcome.Refused(rejection));
  }
}
