package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.StopReason;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What one peer has sent to one reactor and the reactor has not handled yet. It is bounded in bytes, so that a slow
/// reactor holds up neither the keep-alive nor the other reactors of the same peer (A50).
///
/// Roles: the link's thread adds; one task at a time of the decoding executor screens and decodes, in order; the
/// reactor's mailbox handles and gives the bytes back.
///
/// 1. `pending` counts the bytes between adding and the return of `receive`. An adder that raises it above the budget
///    drops the message if its channel is lossy and something else is pending, and else keeps it and holds the gate.
///    So at most one message, and what the transport had read already, goes beyond the budget.
/// 2. `held` says whether this inbox holds the gate. After setting it the adder looks at `pending` again: whoever
///    brings it down to half the budget opens the gate if `held` is set, so one of the two always sees the other.
/// 3. When the link has ended nothing is added any more. `whenDecoded` then holds what is to follow the last message;
///    whoever finds `undecoded` at zero takes it out and runs it: the link, or the decoding task at its end.
/// 4. `undecoded` counts queued messages; whoever raises it from zero starts the decoding task, which subtracts what it
///    has decoded and goes on if that is not all. A message is queued before it is counted.
final class Inbox<P, M> {
  /// Added to each message's size, so that empty messages are bounded too.
  static final int OVERHEAD_BYTES = 64;

  /// How many messages are decoded before others get their turn on the executor.
  private static final int BATCH = 32;

  private final PeerSeat<P, M> seat;
  private final ReadGate gate;
  private final long budget;
  private final Executor decoding;
  private final MessageMeters meters;
  private final Queue<Raw<M>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger undecoded = new AtomicInteger();
  private final AtomicLong pending = new AtomicLong();
  private final AtomicBoolean held = new AtomicBoolean();
  private final AtomicReference<@Nullable Runnable> whenDecoded = new AtomicReference<>();

  private record Raw<M>(Channel<? extends M> channel, ByteBuffer bytes, int cost) {}

  Inbox(PeerSeat<P, M> seat, ReadGate gate, long budget, Executor decoding, MessageMeters meters) {
    this.seat = seat;
    this.gate = gate;
    this.budget = budget;
    this.decoding = decoding;
    this.meters = meters;
  }

  /// Add a message. Called by the link, one at a time.
  void received(Channel<? extends M> channel, ByteBuffer bytes) {
    int cost = bytes.remaining() + OVERHEAD_BYTES;
    long after = pending.addAndGet(cost);
    if (after > budget) {
      if (channel.isLossy() && after > cost) {
        pending.addAndGet(-cost);
        meters.dropped(channel).add(1);
        return;
      }
      hold();
    }
    queue.add(new Raw<>(channel, bytes, cost));
    if (undecoded.getAndIncrement() == 0) {
      decoding.execute(this::decode);
    }
  }

  /// Run something once every message is decoded and queued in the reactor's mailbox. Called once, by the link, which
  /// adds nothing afterwards.
  void afterLast(Runnable action) {
    whenDecoded.set(action);
    if (undecoded.get() == 0) {
      runAfterLast();
    }
  }

  private void runAfterLast() {
    Runnable action = whenDecoded.getAndSet(null);
    if (action != null) {
      action.run();
    }
  }

  private void hold() {
    if (held.compareAndSet(false, true)) {
      gate.hold();
      letGoIfDrained(pending.get());
    }
  }

  private void release(int cost) {
    letGoIfDrained(pending.addAndGet(-cost));
  }

  private void letGoIfDrained(long rest) {
    if (rest <= budget / 2 && held.compareAndSet(true, false)) {
      gate.release();
    }
  }

  private void decode() {
    int taken = 0;
    Raw<M> raw;
    while (taken < BATCH && (raw = queue.poll()) != null) {
      taken++;
      decode(raw);
    }
    if (undecoded.addAndGet(-taken) > 0) {
      decoding.execute(this::decode);
    } else {
      runAfterLast();
    }
  }

  private void decode(Raw<M> raw) {
    Channel<? extends M> channel = raw.channel();
    P session = seat.sessionOrNull();
    if (session == null || !seat.peer().isHeard()) {
      release(raw.cost());
      return;
    }
    try {
      int size = raw.bytes().remaining();
      Optional<StopReason> objection =
          seat.slot().reactor().screen(session, channel, raw.bytes().asReadOnlyBuffer());
      if (objection.isPresent()) {
        fail(objection.get(), raw);
        return;
      }
      decode(channel, raw, size);
    } catch (Throwable fault) {
      seat.fault("decoding on " + channel, fault);
      release(raw.cost());
    }
  }

  private <T extends M> void decode(Channel<T> channel, Raw<M> raw, int size) {
    switch (channel.codec().decode(raw.bytes())) {
      case Decoded.Message<T>(T message) -> {
        meters.receivedBytes(channel.codec().typeLabel(message)).add(size);
        seat.slot().mailbox().execute(() -> handle(channel, message, raw.cost()));
      }
      case Decoded.Ignored<T>(String what) -> {
        meters.ignored(what).add(1);
        release(raw.cost());
      }
      case Decoded.Malformed<T>(String reason) ->
          fail(new StopReason.Malformed("%s: %s".formatted(channel, reason)), raw);
    }
  }

  private void fail(StopReason reason, Raw<M> raw) {
    seat.peer().condemn(reason);
    release(raw.cost());
  }

  private void handle(Channel<? extends M> channel, M message, int cost) {
    @Nullable P session = seat.sessionOrNull();
    try {
      if (session != null && seat.peer().isHeard()) {
        seat.slot().reactor().receive(session, channel, message);
      }
    } catch (Throwable fault) {
      seat.fault("receive on " + channel, fault);
    } finally {
      release(cost);
    }
  }
}
