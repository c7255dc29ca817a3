package dev.cometj.reactor.blocksync.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A peer in the pool: what it claims to have, and what it was asked for. Go's `bpPeer`.
final class PoolPeer {
  /// How many later answers must come before a request counts as lost: who answers, answers in order.
  private static final int LOST_AFTER = 8;

  /// A request under way.
  static final class Flight {
    final long sentNanos;
    final long expectedBytes;
    private int overtaken;

    Flight(long sentNanos, long expectedBytes) {
      this.sentNanos = sentNanos;
      this.expectedBytes = expectedBytes;
    }
  }

  private final Source source;
  private final int most;
  private final RequestWindow window;
  private final RateMeter bytes = new RateMeter();
  private final RateMeter blocks = new RateMeter();

  /// In the order in which they were sent.
  private final Map<Long, Flight> flights = new LinkedHashMap<>();

  private long base;
  private long height;
  private long lacks;
  private long heardNanos;
  private boolean congested;

  /// Whether the measure goes on although nothing is open, because it was late with all of that.
  private boolean late;

  PoolPeer(Source source, PoolSettings settings) {
    this.source = source;
    this.most = settings.requestsPerPeer();
    this.window = new RequestWindow(settings.requestsPerPeer(), settings.bytesPerPeer());
  }

  Source source() {
    return source;
  }

  /// Take its word.
  ///
  /// @return false if it claims less than before, as no honest node does
  boolean claims(long newBase, long newHeight) {
    if (newBase < base || newHeight < height) {
      return false;
    }
    if (newHeight > height) {
      lacks = 0;
    }
    base = newBase;
    height = newHeight;
    return true;
  }

  /// The first block that it has, by its word and by what it could not give.
  long base() {
    return Math.max(base, lacks + 1);
  }

  /// The last block that it claims to have.
  long height() {
    return height;
  }

  boolean serves(long wanted) {
    return wanted >= base() && wanted <= height;
  }

  /// Note that it does not have a block it claims to have. It may have pruned it; nothing below is asked of it either.
  void lacks(long missing) {
    lacks = Math.max(lacks, missing);
  }

  boolean isCongested() {
    return congested;
  }

  void congested(boolean value) {
    congested = value;
    if (value) {
      window.lost();
    }
  }

  /// Whether it may be asked for more.
  ///
  /// @param urgent whether everything else waits for that
  boolean hasRoom(long typicalBytes, boolean urgent) {
    int room = urgent ? most : window.limit(typicalBytes);
    return !congested && flights.size() < room;
  }

  /// How full it is, from 0; and among equals the faster one counts as emptier.
  double load(long typicalBytes) {
    return (flights.size() + window.intervalNanos() / 1e12) / window.limit(typicalBytes);
  }

  boolean isAsked() {
    return !flights.isEmpty();
  }

  boolean isAskedFor(long wanted) {
    return flights.containsKey(wanted);
  }

  int openRequests() {
    return flights.size();
  }

  void asked(long wanted, long nanoTime, long expectedBytes) {
    if (flights.isEmpty() && !late) {
      bytes.reset(SpeedRule.LEAST_BYTES, nanoTime);
      blocks.reset(SpeedRule.LEAST_BLOCKS, nanoTime);
      heardNanos = nanoTime;
    }
    late = false;
    flights.put(wanted, new Flight(nanoTime, expectedBytes));
    source.expect(expectedBytes);
  }

  /// Note that a block came which it was asked for.
  ///
  /// @return the requests that were sent before and count as lost now
  List<Long> answered(long came, long size, long nanoTime) {
    List<Long> lost = overtake(came);
    window.answered(nanoTime - heardNanos);
    bytes.add((double) size, nanoTime);
    blocks.add(1, nanoTime);
    heardNanos = nanoTime;
    withdraw(came);
    if (!lost.isEmpty()) {
      window.lost();
    }
    return lost;
  }

  private List<Long> overtake(long came) {
    Flight answered = flights.get(came);
    List<Long> lost = List.of();
    for (Map.Entry<Long, Flight> earlier : flights.entrySet()) {
      Flight flight = earlier.getValue();
      if (flight == answered) {
        break;
      }
      if (++flight.overtaken >= LOST_AFTER) {
        lost = lost.isEmpty() ? new ArrayList<>() : lost;
        lost.add(earlier.getKey());
      }
    }
    return lost;
  }

  /// Note that it said that it does not have what it was asked for.
  void denied(long wanted, long nanoTime) {
    heardNanos = nanoTime;
    withdraw(wanted);
  }

  /// Wait no longer for a block.
  void withdraw(long wanted) {
    @Nullable Flight flight = flights.remove(wanted);
    if (flight != null) {
      source.expect(-flight.expectedBytes);
    }
  }

  /// Wait for nothing any more.
  ///
  /// @return what was waited for
  List<Long> withdrawAll() {
    List<Long> all = List.copyOf(flights.keySet());
    all.forEach(this::withdraw);
    return all;
  }

  /// When the request for a height was sent.
  OptionalLong sentNanos(long wanted) {
    @Nullable Flight flight = flights.get(wanted);
    return flight == null ? OptionalLong.empty() : OptionalLong.of(flight.sentNanos);
  }

  /// The requests that are older than some time.
  List<Long> olderThan(long nanos, long nanoTime) {
    List<Long> old = new ArrayList<>();
    flights.forEach((wanted, flight) -> {
      if (nanoTime - flight.sentNanos >= nanos) {
        old.add(wanted);
      }
    });
    return old;
  }

  /// Note that requests were withdrawn for their age. If it is asked again in the same turn it is measured as before:
  /// or else who answers a request in ten seconds would never be too slow.
  void late() {
    window.lost();
    late = true;
  }

  /// Note that whatever it is asked for later is another matter.
  void turnEnded() {
    late = false;
  }

  /// How long it has sent nothing, in nanoseconds.
  long silentNanos(long nanoTime) {
    return nanoTime - heardNanos;
  }

  boolean isTooSlow(SpeedRule rule, long nanoTime) {
    return rule.isTooSlow(Math.round(bytes.perSecond(nanoTime)), blocks.perSecond(nanoTime));
  }

  @Override
  public String toString() {
    return "%s[%d..%d, %d asked]".formatted(source.id(), base(), height, flights.size());
  }
}
