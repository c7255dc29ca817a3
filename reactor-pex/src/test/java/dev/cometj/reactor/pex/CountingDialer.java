package dev.cometj.reactor.pex;

import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.PeerDialer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Counts dials, which never end.
final class CountingDialer implements PeerDialer {
  private int count;

  int count() {
    return count;
  }

  @Override
  public CompletionStage<DialOutcome> dial(NetAddress address) {
    count++;
    return new CompletableFuture<>();
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
