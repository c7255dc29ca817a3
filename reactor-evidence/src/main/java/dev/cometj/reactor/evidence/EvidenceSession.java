package dev.cometj.reactor.evidence;

import dev.cometj.p2p.Grants;
import dev.cometj.p2p.PeerIdentity;

/// One connection with a peer: what it is told, and what it brought.
final class EvidenceSession {
  /// How many bytes of evidence may wait to be checked for one peer, besides the message that crosses it.
  static final long BACKLOG_BYTES = EvidenceChannel.MAX_MESSAGE_BYTES;

  private final PeerIdentity identity;
  private final Gossip gossip;
  private final VerificationTurns.Lane lane;
  private long backlog;
  private boolean ended;

  EvidenceSession(Grants peer, Gossip gossip, VerificationTurns.Lane lane) {
    this.identity = peer.facet(PeerIdentity.class);
    this.gossip = gossip;
    this.lane = lane;
  }

  PeerIdentity identity() {
    return identity;
  }

  Gossip gossip() {
    return gossip;
  }

  VerificationTurns.Lane lane() {
    return lane;
  }

  /// Tell whether something more may wait.
  boolean hasRoom() {
    return backlog < BACKLOG_BYTES;
  }

  /// Count what waits.
  ///
  /// @param bytes how many more, or fewer
  void waiting(long bytes) {
    backlog += bytes;
  }

  boolean isEnded() {
    return ended;
  }

  /// Let go of the peer. Doing so again changes nothing.
  void end() {
    ended = true;
    gossip.end();
    lane.close();
  }

  @Override
  public String toString() {
    return String.valueOf(identity.id());
  }
}
