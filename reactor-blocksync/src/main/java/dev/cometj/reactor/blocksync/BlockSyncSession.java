package dev.cometj.reactor.blocksync;

import static dev.cometj.reactor.blocksync.BlockSyncChannel.BLOCKSYNC;

import dev.cometj.chain.service.PeerHeight;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerAttributeWriter;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.ReceiveBudget;
import dev.cometj.p2p.SendResult;
import dev.cometj.reactor.blocksync.BlockSyncMessage.BlockRequest;
import dev.cometj.reactor.blocksync.pool.Source;

/// One connection with a peer: its facets, and what passed between us.
final class BlockSyncSession implements Source {
  private static final int UNASKED_AT_ONCE = 100;
  private static final double UNASKED_PER_SECOND = 10;
  private static final int STATUS_AT_ONCE = 10;
  private static final double STATUS_PER_SECOND = 1;

  private final PeerIdentity identity;
  private final PeerSender sender;
  private final ReceiveBudget budget;
  private final PeerAttributeWriter attributes;
  private final OwedAnswers owed = new OwedAnswers();
  private final TokenBucket unasked = new TokenBucket(UNASKED_AT_ONCE, UNASKED_PER_SECOND);
  private final TokenBucket statusAnswers = new TokenBucket(STATUS_AT_ONCE, STATUS_PER_SECOND);
  private final ServedRequests served = new ServedRequests();
  private boolean ended;

  BlockSyncSession(Grants peer) {
    this.identity = peer.facet(PeerIdentity.class);
    this.sender = peer.facet(PeerSender.class);
    this.budget = peer.facet(ReceiveBudget.class);
    this.attributes = peer.facet(PeerAttributeWriter.class);
  }

  PeerIdentity identity() {
    return identity;
  }

  PeerSender sender() {
    return sender;
  }

  OwedAnswers owed() {
    return owed;
  }

  /// Answers that a late node may send, but not for ever.
  TokenBucket unasked() {
    return unasked;
  }

  TokenBucket statusAnswers() {
    return statusAnswers;
  }

  ServedRequests served() {
    return served;
  }

  /// Whether the peer was stopped, by whomever.
  boolean isEnded() {
    return ended;
  }

  void ended() {
    ended = true;
  }

  void publishHeight(long lastBlock) {
    attributes.set(PeerHeight.KEY, lastBlock + 1);
  }

  @Override
  public NodeId id() {
    return identity.id();
  }

  @Override
  public SendResult ask(long height) {
    // Noted first: the answer may reach the filter before this goes on, and would be one that
    // nobody asked for.
    owed.asked(height);
    SendResult result = sender.trySend(BLOCKSYNC, new BlockRequest(height));
    if (!result.isQueued()) {
      var _ = owed.answered(height);
    }
    return result;
  }

  @Override
  public void whenAskable(Runnable action) {
    sender.whenWritable(BLOCKSYNC, action);
  }

  @Override
  public void expect(long bytes) {
    budget.expect(BLOCKSYNC, bytes);
  }

  @Override
  public String toString() {
    return id().toString();
  }
}
