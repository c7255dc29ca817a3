package dev.cometj.reactor.evidence;

import static dev.cometj.reactor.evidence.EvidenceChannel.EVIDENCE;
import static java.lang.System.Logger.Level.DEBUG;

import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.service.PeerHeight;
import dev.cometj.chain.service.State;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.PeerAttributes;
import dev.cometj.p2p.PeerLifecycle;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.reactor.evidence.pool.PendingEvidence;
import dev.cometj.reactor.evidence.pool.PendingEvidence.Entry;
import dev.cometj.reactor.evidence.pool.Pool;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tells one peer of what is pending: `broadcastEvidenceRoutine` of Go's `evidence/reactor.go`.
///
/// In rounds: each piece in the order in which they came, without pause; then what is new; and ten seconds after the last
/// one all over again, since most evidence is in a block by then. A piece for which the peer has not come far enough is
/// passed over, and sent as soon as it has; in the original it waits for the next round.
///
/// Confined to the reactor's mailbox.
final class Gossip {
  /// How long after the last piece a new round begins.
  static final Duration ROUND = Duration.ofSeconds(10);

  /// How long after a failed send the same piece is tried again.
  static final Duration RETRY = Duration.ofMillis(100);

  private static final System.Logger LOG = System.getLogger(Gossip.class.getName());

  private final PeerSender sender;
  private final PeerLifecycle lifecycle;
  private final PeerAttributes attributes;
  private final Mailbox mailbox;
  private final Pool pool;

  /// The number from which on this round has not looked.
  private long next;

  /// What this round passed over because the peer is behind, by height.
  private final NavigableMap<Long, Deque<Long>> behind = new TreeMap<>();

  private @Nullable Entry again;
  private Cancellable timer = () -> {};
  private boolean timing;
  private boolean busy = true;
  private boolean picking;
  private boolean ended;

  Gossip(Grants peer, Mailbox mailbox, Pool pool) {
    this.sender = peer.facet(PeerSender.class);
    this.lifecycle = peer.facet(PeerLifecycle.class);
    this.attributes = peer.facet(PeerAttributes.class);
    this.mailbox = mailbox;
    this.pool = pool;
  }

  /// Begin, now that the peer runs.
  void begin() {
    busy = false;
    attributes.onChange(PeerHeight.KEY, _ -> goOn());
    lifecycle.stopped().thenRun(this::end);
    goOn();
  }

  /// End; nothing is sent or timed any more.
  void end() {
    ended = true;
    timer.cancel();
    behind.clear();
    again = null;
  }

  /// Send what can be sent now: because something is pending, the peer has moved, or time has passed.
  void goOn() {
    if (picking) {
      return; // a send ended at once, within the loop below
    }
    picking = true;
    while (!busy && !ended) {
      Optional<Entry> entry = pick();
      if (entry.isPresent() && lifecycle.isRunning()) {
        send(entry.get());
      } else {
        wait(ROUND, this::beginRound);
        break;
      }
    }
    picking = false;
  }

  private void beginRound() {
    next = 0;
    behind.clear();
    goOn();
  }

  private void send(Entry entry) {
    busy = true;
    timer.cancel();
    timing = false;
    EvidenceList message = new EvidenceList(List.of(entry.evidence()));
    sender
        .send(EVIDENCE, message)
        .whenComplete(
            (result, failure) -> sent(entry, failure == null ? result : SendResult.PEER_STOPPED));
  }

  private void sent(Entry entry, SendResult result) {
    busy = false;
    if (ended) {
      return;
    }
    switch (result) {
      case QUEUED -> goOn();
      case TIMED_OUT, QUEUE_FULL -> {
        again = entry;
        busy = true;
        wait(
            RETRY,
            () -> {
              busy = false;
              goOn();
            });
      }
      case PEER_STOPPED, CHANNEL_UNSUPPORTED -> end();
    }
  }

  private void wait(Duration delay, Runnable action) {
    if (!timing && pool.pending().size() > 0) {
      timing = true;
      timer =
          mailbox.schedule(
              delay,
              () -> {
                timing = false;
                action.run();
              });
    }
  }

  private Optional<Entry> pick() {
    Optional<Long> height = attributes.get(PeerHeight.KEY);
    Entry failed = again;
    again = null;
    if (failed != null
        && pool.pending().at(failed.number()).isPresent()
        && height.isPresent()
        && reach(failed, height.get()) == Reach.NOW) {
      return Optional.of(failed);
    }
    return height.flatMap(known -> caughtUp(known).or(() -> further(known)));
  }

  /// What was passed over, and the peer has reached now.
  private Optional<Entry> caughtUp(long height) {
    while (!behind.isEmpty() && behind.firstKey() < height) {
      Map.Entry<Long, Deque<Long>> lowest = behind.firstEntry();
      Optional<Entry> entry = pool.pending().at(lowest.getValue().remove());
      if (lowest.getValue().isEmpty()) {
        behind.remove(lowest.getKey());
      }
      if (entry.isPresent() && reach(entry.get(), height) == Reach.NOW) {
        return entry;
      }
    }
    return Optional.empty();
  }

  private Optional<Entry> further(long height) {
    PendingEvidence pending = pool.pending();
    for (Optional<Entry> found = pending.from(next); found.isPresent(); ) {
      Entry entry = found.get();
      next = entry.number() + 1;
      switch (reach(entry, height)) {
        case NOW -> {
          return found;
        }
        case LATER ->
            behind
                .computeIfAbsent(entry.evidence().height(), _ -> new ArrayDeque<>())
                .add(entry.number());
        case NEVER -> LOG.log(DEBUG, "Too old for a peer at height {0}: {1}", height, entry);
      }
      found = pending.from(next);
    }
    return Optional.empty();
  }

  private enum Reach {
    /// The peer can check it.
    NOW,
    /// The peer does not have the block yet.
    LATER,
    /// For the peer it is too old.
    NEVER
  }

  private Reach reach(Entry entry, long height) {
    long age = height - entry.evidence().height();
    if (age <= 0) {
      return Reach.LATER;
    }
    long limit =
        pool.state()
            .map(State::consensusParams)
            .map(params -> params.evidence().maxAgeNumBlocks())
            .orElse(0L);
    return age <= limit ? Reach.NOW : Reach.NEVER;
  }
}
