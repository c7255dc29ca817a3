package dev.cometj.p2p.testkit.reactor;

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
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.SwitchLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What the reactor sees of a [ScriptedSwitch]: every facet of the Switch.
final class ScriptedSwitchFacets
    implements PeerBroadcaster,
        PeerReputation,
        PeerStopper,
        PeerReleaser,
        PeerDirectory,
        PeerCensus,
        PeerDialer,
        SwitchLog {
  private final ReactorHost<?, ?> host;
  private final ScriptedSwitch script;
  private final Set<NetAddress> dialling = new HashSet<>();

  ScriptedSwitchFacets(ReactorHost<?, ?> host, ScriptedSwitch script) {
    this.host = host;
    this.script = script;
  }

  private static ScriptedPeer named(PeerIdentity peer) {
    if (peer instanceof ScriptedPeerFacets.Handle handle) {
      return handle.peer();
    }
    throw new AssertionError(
        "the Switch was given %s, which is not the PeerIdentity it granted".formatted(peer));
  }

  @Override
  public <M> CompletionStage<BroadcastResult> broadcast(Channel<M> channel, M message) {
    List<ScriptedPeer> peers = host.connectedPeers();
    Map<NodeId, CompletableFuture<SendResult>> sends = new LinkedHashMap<>();
    for (ScriptedPeer peer : peers) {
      sends.put(peer.id(), peer.connected().send(channel, message).toCompletableFuture());
    }
    return CompletableFuture.allOf(sends.values().toArray(CompletableFuture[]::new))
        .thenApplyAsync(none -> result(sends), host.mailbox());
  }

  private static BroadcastResult result(Map<NodeId, CompletableFuture<SendResult>> sends) {
    Map<NodeId, SendResult> results = new LinkedHashMap<>();
    sends.forEach((id, send) -> results.put(id, send.join()));
    return new BroadcastResult(results);
  }

  @Override
  public void markGood(PeerIdentity peer) {
    script.good(named(peer));
  }

  @Override
  public void stopForError(PeerIdentity peer, StopReason reason) {
    if (named(peer).isRunning()) {
      script.stopped(named(peer), reason);
      host.stopSoon(named(peer), reason);
    }
  }

  @Override
  public void stopGracefully(PeerIdentity peer) {
    script.released(named(peer));
    host.stopSoon(named(peer), new StopReason.Requested("released by the reactor"));
  }

  @Override
  public <P> Optional<P> find(NodeId id, Class<P> session) {
    return host.connectedPeers().stream()
        .filter(peer -> peer.id().equals(id))
        .findFirst()
        .map(peer -> session.cast(host.session(peer)));
  }

  @Override
  public <P> List<P> connected(Class<P> session) {
    List<P> sessions = new ArrayList<>();
    host.connectedPeers().forEach(peer -> sessions.add(session.cast(host.session(peer))));
    return List.copyOf(sessions);
  }

  @Override
  public PeerCounts counts() {
    List<ScriptedPeer> counted =
        host.connectedPeers().stream().filter(peer -> !peer.isUnconditional()).toList();
    int outbound = (int) counted.stream().filter(ScriptedPeer::isOutbound).count();
    return new PeerCounts(outbound, counted.size() - outbound, dialling.size());
  }

  @Override
  public CompletionStage<DialOutcome> dial(NetAddress address) {
    CompletableFuture<DialOutcome> answer = new CompletableFuture<>();
    if (isDialingOrConnected(address)) {
      host.mailbox().execute(() -> answer.complete(new DialOutcome.AlreadyDialingOrConnected()));
      return answer;
    }
    dialling.add(address);
    script
        .dial(address, host)
        .thenAccept(outcome -> {
          dialling.remove(address);
          host.mailbox().execute(() -> answer.complete(outcome));
        });
    return answer;
  }

  @Override
  public boolean isDialingOrConnected(NetAddress address) {
    return dialling.stream().anyMatch(dialled -> dialled.id().equals(address.id()))
        || host.connectedPeers().stream().anyMatch(peer -> peer.id().equals(address.id()));
  }

  @Override
  public boolean isPersistent(NetAddress address) {
    return script.isPersistent(address);
  }

  @Override
  public int maxOutbound() {
    return script.maxOutbound();
  }

  @Override
  public void error(String text, @Nullable Throwable cause) {
    script.error(text);
  }

  @Override
  public String toString() {
    return "the scripted switch";
  }
}
