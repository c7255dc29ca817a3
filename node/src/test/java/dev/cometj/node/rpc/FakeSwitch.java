package dev.cometj.node.rpc;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// A Switch that only lists its peers and its ledger.
record FakeSwitch(List<Peer> peers, List<Entry> entries) implements Switch {
  @Override
  public <M> CompletionStage<BroadcastResult> broadcast(Channel<M> channel, M message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void markGood(PeerIdentity peer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void stopForError(PeerIdentity peer, StopReason reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void stopGracefully(PeerIdentity peer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PeerCounts counts() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<DialOutcome> dial(NetAddress address) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isDialingOrConnected(NetAddress address) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isPersistent(NetAddress address) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int maxOutbound() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Reactor<?, ?>> reactor(String name) {
    return Optional.empty();
  }

  @Override
  public List<String> reactorNames() {
    return List.of();
  }

  @Override
  public void error(String text, Throwable cause) {
    throw new UnsupportedOperationException();
  }
}
