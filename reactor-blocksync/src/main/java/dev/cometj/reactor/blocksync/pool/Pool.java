package dev.cometj.reactor.blocksync.pool;

import dev.cometj.chain.BlockLimits;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Which block is asked of which peer: Go's `BlockPool`, without its routines and sleeps.
///
/// Each event - a status, an answer, a peer that went, a block that was executed - asks for as much more as is free, so
/// requests keep the pace of answers. Each peer has a [RequestWindow]; all together have so many heights and bytes ahead
/// of the next height. A height near the next one that is late is asked of a second peer as well.
///
/// One writer. [#tick] is called about every second, and does what depends on time alone.
public final class Pool {
  /// How near to the next height a second peer is asked; `minBlocksForSingleRequest`.
  static final int NEAR = 50;

  /// How late a near height is before a second peer is asked while there is other work.
  static final long LATE_NANOS = 500_000_000;

  /// How many gaps are looked at in one turn.
  private static final int GAPS_AT_ONCE = 64;

  /// What an answer may have besides the block: framing and a commit.
  private static final long ANSWER_SLACK = 1 << 20;

  private static final long FIRST_TYPICAL_BYTES = 16 << 10;

  private final PoolSettings settings;
  private final LongSupplier nanoTime;
  private final Judge judge;
  private final BanList bans = new BanList();

  /// Who kept us waiting: refused as long as there are others.
  private final BanList slow = new BanList();

  /// The newest first: it is asked first.
  private final Deque<PoolPeer> peers = new ArrayDeque<>();

  private final Map<Long, Slot> slots = new HashMap<>();

  /// Heights below [#next] that nobody is asked for.
  private final NavigableSet<Long> gaps = new TreeSet<>();

  private boolean running;
  private long start;
  private long height;
  private long next;
  private long maxHeight;
  private int waiting;
  private long waitingBytes;
  private long typicalBytes = FIRST_TYPICAL_BYTES;
  private long answerBytes = BlockLimits.MAX_BLOCK_BYTES;

  /// Make a pool that asks nothing yet, but listens to what peers tell.
  ///
  /// @param settings how much and how patiently
  /// @param nanoTime the monotonic clock
  /// @param judge carries out verdicts
  public Pool(PoolSettings settings, LongSupplier nanoTime, Judge judge) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.judge = judge;
  }

  /// Begin to fetch.
  ///
  /// @param first the first height that is wanted
  public void start(long first) {
    running = true;
    start = first;
    height = first;
    next = first;
    updateMaxHeight();
    pump();
  }

  /// Fetch no more, and forget what was fetched.
  public void stop() {
    running = false;
    peers.forEach(PoolPeer::withdrawAll);
    slots.clear();
    gaps.clear();
    waiting = 0;
    waitingBytes = 0;
  }

  /// Tell how large answers may be.
  ///
  /// @param maxBlockBytes the most bytes of a block by the newest parameters
  /// @param extended whether votes with extensions come along, whose size nobody limits
  public void answersUpTo(long maxBlockBytes, boolean extended) {
    answerBytes =
        extended || maxBlockBytes < 0
            ? BlockLimits.MAX_BLOCK_BYTES
            : Math.min(BlockLimits.MAX_BLOCK_BYTES, maxBlockBytes + ANSWER_SLACK);
  }

  /// Take a peer's status; PB-03.
  ///
  /// @param source the peer
  /// @param base the first block that it claims to have
  /// @param claimed the last block that it claims to have
  public void status(Source source, long base, long claimed) {
    @Nullable PoolPeer peer = find(source);
    if (peer == null) {
      if (isRefused(source.id())) {
        return;
      }
      peer = new PoolPeer(source, settings);
      peers.addFirst(peer);
    }
    long before = peer.height();
    if (!peer.claims(base, claimed)) {
      ban(
          source.id(),
          new StopReason.ProtocolViolation(
              "claims blocks from %d to %d, less than before (to %d)"
                  .formatted(base, claimed, before)));
      return;
    }
    updateMaxHeight();
    pump();
  }

  private boolean isRefused(NodeId id) {
    long now = nanoTime.getAsLong();
    return bans.isBanned(id, now) || (!peers.isEmpty() && slow.isBanned(id, now));
  }

  /// Forget a peer; PB-01. What it sent already stays.
  ///
  /// @param source the peer
  public void gone(Source source) {
    @Nullable PoolPeer peer = find(source);
    if (peer != null) {
      remove(peer);
      pump();
    }
  }

  /// Take a block that a peer was asked for once, and has not answered before; PB-02.
  ///
  /// @param source the peer
  /// @param delivery the block
  /// @return whether it is of use
  public boolean delivered(Source source, Delivery delivery) {
    long came = delivery.block().height();
    int size = delivery.block().size();
    @Nullable PoolPeer peer = find(source);
    if (!running || peer == null) {
      return false;
    }
    @Nullable Slot slot = slots.get(came);
    if (peer.isAskedFor(came)) {
      typicalBytes += (size - typicalBytes) / 8;
      for (long lost : peer.answered(came, size, nanoTime.getAsLong())) {
        withdraw(peer, lost);
      }
      if (slot != null) {
        slot.withdraw(peer);
      }
    }
    boolean useful = slot != null && !slot.isFilled();
    if (slot != null && useful) {
      slot.fill(delivery);
      gaps.remove(came);
      waiting++;
      waitingBytes += size;
    }
    pump();
    return useful;
  }

  /// Take the word of a peer that it does not have a block.
  ///
  /// @param source the peer
  /// @param missing the height
  public void denied(Source source, long missing) {
    @Nullable PoolPeer peer = find(source);
    if (peer == null || !peer.isAskedFor(missing)) {
      return;
    }
    peer.denied(missing, nanoTime.getAsLong());
    peer.lacks(missing);
    @Nullable Slot slot = slots.get(missing);
    if (slot != null) {
      slot.withdraw(peer);
      reopen(missing, slot);
    }
    updateMaxHeight();
    pump();
  }

  /// Tell what came for a height.
  ///
  /// @param wanted the height, from [#height()] on
  /// @return the block, or empty if none is here
  public Optional<Delivery> delivery(long wanted) {
    @Nullable Slot slot = slots.get(wanted);
    return slot == null ? Optional.empty() : slot.delivery();
  }

  /// Go on to the next height: this one was executed.
  public void advance() {
    @Nullable Slot slot = slots.remove(height);
    if (slot != null) {
      empty(slot);
    }
    gaps.remove(height);
    height++;
    next = Math.max(next, height);
    updateMaxHeight();
    pump();
  }

  /// Refuse a node for a while, forget what it sent, and have it stopped; `RemovePeerAndRedoAllPeerRequests`.
  ///
  /// @param id the node
  /// @param reason what it did
  public void ban(NodeId id, StopReason reason) {
    bans.ban(id, nanoTime.getAsLong() + settings.ban().toNanos());
    for (PoolPeer peer : List.copyOf(peers)) {
      if (peer.source().id().equals(id)) {
        remove(peer);
      }
    }
    for (long at = height; at < next; at++) {
      @Nullable Slot slot = slots.get(at);
      if (slot != null && slot.delivery().filter(came -> came.from().equals(id)).isPresent()) {
        empty(slot);
        reopen(at, slot);
      }
    }
    judge.banned(id, reason);
    pump();
  }

  /// Look at the time: who is silent, too slow, or late.
  public void tick() {
    long now = nanoTime.getAsLong();
    bans.expire(now);
    slow.expire(now);
    if (!running) {
      return;
    }
    for (PoolPeer peer : List.copyOf(peers)) {
      if (peer.isAsked()) {
        judgeSpeed(peer, now);
      }
    }
    pump();
    peers.forEach(PoolPeer::turnEnded);
  }

  private void judgeSpeed(PoolPeer peer, long now) {
    if (peer.silentNanos(now) > settings.patience().toNanos()) {
      stop(
          peer,
          "sent nothing for %d s while asked for %d blocks"
              .formatted(settings.patience().toSeconds(), peer.openRequests()));
    } else if (peer.isTooSlow(settings.speed(), now)) {
      stop(peer, "sends blocks too slowly");
    } else {
      List<Long> old = peer.olderThan(settings.retry().toNanos(), now);
      old.forEach(late -> withdraw(peer, late));
      if (!old.isEmpty()) {
        peer.late();
      }
    }
  }

  private void stop(PoolPeer peer, String why) {
    slow.ban(peer.source().id(), nanoTime.getAsLong() + settings.ban().toNanos());
    remove(peer);
    judge.stop(peer.source(), new StopReason.TimedOut(why));
  }

  /// The next height to execute.
  ///
  /// @return the height
  public long height() {
    return height;
  }

  /// The first height that was wanted.
  ///
  /// @return the height
  public long startHeight() {
    return start;
  }

  /// The highest block that peers claim to have who could be asked for the next height.
  ///
  /// @return the height, or 0 without such peers
  public long maxHeight() {
    return maxHeight;
  }

  /// How many peers there are.
  ///
  /// @return from 0
  public int size() {
    return peers.size();
  }

  /// How many requests are open.
  ///
  /// @return from 0
  public int openRequests() {
    return peers.stream().mapToInt(PoolPeer::openRequests).sum();
  }

  /// How many heights are asked for or waiting.
  ///
  /// @return from 0
  public int heights() {
    return slots.size();
  }

  /// Whether a peer says that there is nothing after the last block that was executed.
  ///
  /// @return whether one does
  public boolean isConfirmedByAnybody() {
    return peers.stream().anyMatch(peer -> peer.height() <= height);
  }

  private @Nullable PoolPeer find(Source source) {
    for (PoolPeer peer : peers) {
      if (peer.source().equals(source)) {
        return peer;
      }
    }
    return null;
  }

  private void remove(PoolPeer peer) {
    peers.remove(peer);
    peer.withdrawAll().forEach(late -> withdraw(peer, late));
    updateMaxHeight();
  }

  /// Wait for one answer no longer; the peer's own books are done.
  private void withdraw(PoolPeer peer, long late) {
    peer.withdraw(late);
    @Nullable Slot slot = slots.get(late);
    if (slot != null) {
      slot.withdraw(peer);
      reopen(late, slot);
    }
  }

  private void empty(Slot slot) {
    if (slot.isFilled()) {
      waiting--;
      waitingBytes -= slot.empty();
    }
  }

  private void reopen(long at, Slot slot) {
    if (!slot.isFilled() && !slot.isAsked()) {
      gaps.add(at);
    }
  }

  /// A peer whose blocks begin above the next height does not count: it could say anything (A09).
  private void updateMaxHeight() {
    long most = 0;
    for (PoolPeer peer : peers) {
      if (peer.base() <= Math.max(1, height)) {
        most = Math.max(most, peer.height());
      }
    }
    maxHeight = most;
    trim();
  }

  /// Forget the heights at the far end that nobody has.
  private void trim() {
    Iterator<Long> highest = gaps.descendingIterator();
    while (highest.hasNext()) {
      long at = highest.next();
      if (at != next - 1 || at <= maxHeight) {
        return;
      }
      highest.remove();
      slots.remove(at);
      next--;
    }
  }

  /// Ask for as much as is free.
  private void pump() {
    if (!running || peers.isEmpty()) {
      return;
    }
    fillGaps();
    while (next <= maxHeight && mayGoAhead()) {
      @Nullable PoolPeer peer = pick(next, null, false);
      if (peer == null || !ask(peer, next)) {
        if (peer == null) {
          break;
        }
        continue;
      }
      next++;
    }
    askAgain();
  }

  private boolean mayGoAhead() {
    if (next <= height + 1) {
      return true;
    }
    int open = slots.size() - gaps.size() - waiting;
    return next < height + settings.blocksAhead()
        && waitingBytes + open * typicalBytes < settings.bytesAhead();
  }

  private void fillGaps() {
    if (gaps.isEmpty()) {
      return;
    }
    List<Long> first = new ArrayList<>(gaps.headSet(height + settings.blocksAhead()));
    for (long at : first.subList(0, Math.min(first.size(), GAPS_AT_ONCE))) {
      // What everything else waits for goes beyond the window of a peer.
      @Nullable PoolPeer peer = pick(at, null, at < height + NEAR);
      if (peer != null) {
        var _ = ask(peer, at);
      }
    }
  }

  /// Ask a second peer for what is near and late, or near when there is nothing else to do.
  private void askAgain() {
    if (peers.size() < 2) {
      return;
    }
    long now = nanoTime.getAsLong();
    boolean idle = next > maxHeight;
    long end = Math.min(next, height + NEAR);
    for (long at = height; at < end; at++) {
      @Nullable Slot slot = slots.get(at);
      if (slot == null || slot.isFilled() || slot.isAskedOfTwo()) {
        continue;
      }
      @Nullable PoolPeer asked = slot.asked();
      if (asked != null && (idle || isLate(asked, at, now))) {
        @Nullable PoolPeer other = pick(at, asked, false);
        if (other == null) {
          return;
        }
        var _ = ask(other, at);
      }
    }
  }

  private static boolean isLate(PoolPeer asked, long at, long now) {
    OptionalLong sent = asked.sentNanos(at);
    return sent.isPresent() && now - sent.getAsLong() > LATE_NANOS;
  }

  /// The emptiest peer that has a block, of those that have room.
  private @Nullable PoolPeer pick(long wanted, @Nullable PoolPeer except, boolean urgent) {
    @Nullable PoolPeer best = null;
    double least = Double.MAX_VALUE;
    for (PoolPeer peer : peers) {
      if (peer != except && peer.serves(wanted) && peer.hasRoom(typicalBytes, urgent)) {
        double load = peer.load(typicalBytes);
        if (load < least) {
          least = load;
          best = peer;
        }
      }
    }
    return best;
  }

  private boolean ask(PoolPeer peer, long wanted) {
    SendResult result = peer.source().ask(wanted);
    if (!result.isQueued()) {
      peer.congested(true);
      if (result == SendResult.QUEUE_FULL) {
        peer.source()
            .whenAskable(() -> {
              peer.congested(false);
              pump();
            });
      }
      return false;
    }
    peer.asked(wanted, nanoTime.getAsLong(), answerBytes);
    slots.computeIfAbsent(wanted, _ -> new Slot()).ask(peer);
    gaps.remove(wanted);
    return true;
  }
}
