package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;

/// The messages that wait to be sent to one peer: the side that any thread may call. [OutboundMux] is the other side.
///
/// How producers and the consumer, which is the stream's thread, work together:
///
/// 1. A producer claims a place of its lane, which makes capacities exact, reserves the bytes, adds the message, and
///    announces it. The consumer gives places and bytes back once per batch.
/// 2. `ready` has a bit for each lane that may hold something, and the bit `SCHEDULED` while the consumer is about to run
///    or is waiting for the network. A producer adds its message first and reads `ready` then; only if a bit is missing
///    it writes. So while the consumer is busy, producers do not touch what it reads, and nobody is woken twice.
/// 3. The consumer clears a lane's bit when the lane is empty, and looks at the lane once more. It goes to sleep by
///    changing `SCHEDULED` alone to 0, which fails if any bit was set meanwhile. Both sides have a full fence between
///    writing theirs and reading the other's, so a message that is added is either seen now or announced.
/// 4. The waiting bytes are the peer's share of the [SendBudget]. Far below zero the link has ended. When there are too
///    many, the first few small messages of each lane are taken all the same: bulk that fills the queues keeps no vote out.
/// 5. `accepting` turns false once. Whoever read true has claimed his place before: so when `accepting` is false and no
///    place is claimed, nothing can come any more, and all that was answered with `QUEUED` has been sent.
/// 6. Who waits for room adds himself first and looks for room then; the consumer makes room first and looks for waiters
///    then. It wakes them when a quarter of what was full is free, so that a producer is not woken for each message.
///
/// All that producers write for each message is in one array, with a cache line of nothing at both ends.
public final class SendQueues {
  private static final int SCHEDULED = 1 << ChannelTable.MAX_CHANNELS;
  private static final long ENDED = Long.MIN_VALUE / 2;
  private static final int CACHE_LINE = 8;

  /// What each lane may hold whatever else waits: so many messages of at most a share of the limit each, which for 8 MiB
  /// is 16 KiB.
  private static final int RESERVED_PLACES = 4;

  private static final int RESERVED_SHARE = 512;

  private static final int WAKING_SHARE = 4;

  /// The index of the waiting bytes; the claimed places of each lane follow.
  private static final int BYTES = CACHE_LINE;

  private static final int CLAIMED = BYTES + 1;
  private static final VarHandle COUNTER = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle READY;

  static {
    try {
      READY = MethodHandles.lookup().findVarHandle(SendQueues.class, "ready", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /// How producers reach the stream's thread.
  public interface Consumer {
    /// Have [OutboundMux#drain] called soon on the stream's thread. Any thread.
    void wakeToDrain();

    /// Have [#runWaiters] called soon on the stream's thread. Any thread.
    void wakeWaiters();
  }

  private record Waiter(int place, Runnable action) {}

  private final ChannelTable table;
  private final SendLane[] lanes;
  private final int supported;
  private final long limit;
  private final long reservedBytes;
  private final SendBudget budget;
  private final Consumer consumer;
  private final long[] counters;
  private final Queue<Waiter> newWaiters = new ConcurrentLinkedQueue<>();

  /// Those that were looked at once; the stream's thread only. They are looked at with each batch, which makes no garbage.
  private final Queue<Waiter> waiters = new ArrayDeque<>(1);

  private volatile boolean awaitsBudget;
  private volatile boolean awaitsBudgetWithLittle;
  private volatile boolean accepting = true;

  @SuppressWarnings("UnusedVariable") // by its VarHandle
  private volatile int ready;

  /// Make empty queues.
  ///
  /// @param table the channels we serve
  /// @param remote tells which channels the peer serves
  /// @param limit how many bytes may wait, plus the message that crosses it
  /// @param budget what all peers share
  /// @param consumer how to wake the stream's thread
  public SendQueues(
      ChannelTable table, IntPredicate remote, long limit, SendBudget budget, Consumer consumer) {
    this.table = table;
    this.limit = limit;
    reservedBytes = limit / RESERVED_SHARE;
    this.budget = budget;
    this.consumer = consumer;
    lanes = new SendLane[table.size()];
    counters = new long[CLAIMED + lanes.length + CACHE_LINE];
    int mask = 0;
    for (int place = 0; place < lanes.length; place++) {
      lanes[place] = new SendLane(table.at(place));
      if (remote.test(lanes[place].channelId())) {
        mask |= 1 << place;
      }
    }
    supported = mask;
  }

  // Any thread.

  /// Queue a message if there is room.
  ///
  /// @param channelId 0..255
  /// @param message the message
  /// @return what came of it; never `TIMED_OUT`
  public SendResult offer(int channelId, Payload message) {
    int place = table.place(channelId);
    if (!isSupported(place)) {
      return refusal(SendResult.CHANNEL_UNSUPPORTED);
    }
    SendLane lane = lanes[place];
    int before = claim(place, lane.capacity());
    if (before < 0) {
      return refusal(SendResult.QUEUE_FULL);
    }
    boolean reserved = before < RESERVED_PLACES && message.length() <= reservedBytes;
    if (!accepting || !reserve(message.length(), reserved)) {
      xaddCounter(CLAIMED + place, -1);
      return refusal(SendResult.QUEUE_FULL);
    }
    lane.add(message);
    announce(1 << place | SCHEDULED);
    return SendResult.QUEUED;
  }

  private SendResult refusal(SendResult whileAccepting) {
    return accepting ? whileAccepting : SendResult.PEER_STOPPED;
  }

  private boolean isSupported(int place) {
    return place >= 0 && (supported & 1 << place) != 0;
  }

  /// Take a place of a lane.
  ///
  /// @return how many were taken before, or -1 if there is none
  private int claim(int place, int capacity) {
    int index = CLAIMED + place;
    long before = lvCounter(index);
    while (before < capacity) {
      long seen = (long) COUNTER.compareAndExchange(counters, index, before, before + 1);
      if (seen == before) {
        return (int) before;
      }
      before = seen;
    }
    return -1;
  }

  private boolean reserve(int bytes, boolean reserved) {
    long before = lvCounter(BYTES);
    if (!reserved && !budget.hasRoom(before)) {
      return false;
    }
    while (before >= 0 && (reserved || before < limit)) {
      long seen = (long) COUNTER.compareAndExchange(counters, BYTES, before, before + bytes);
      if (seen == before) {
        budget.changed(before, before + bytes);
        return true;
      }
      before = seen;
    }
    return false;
  }

  private void announce(int bits) {
    if ((lvReady() & bits) != bits) {
      int before = (int) READY.getAndBitwiseOr(this, bits);
      if ((before & SCHEDULED) == 0) {
        consumer.wakeToDrain();
      }
    }
  }

  /// Be told once when there is room for a message and a little more; at once, if there is; also when the link ends.
  ///
  /// @param channelId 0..255
  /// @param action runs on the stream's thread
  public void whenWritable(int channelId, Runnable action) {
    int place = table.place(channelId);
    newWaiters.add(new Waiter(place, action));
    if (!budget.hasRoom(pendingBytes()) || isWritable(place)) {
      consumer.wakeWaiters();
    }
  }

  private boolean isWritable(int place) {
    return hasRoom(place, capacity(place), limit);
  }

  /// Tell whether a waiter is to be woken: when there is room, and a quarter of what was full is free.
  private boolean isWorthWaking(int place) {
    int capacity = capacity(place);
    return hasRoom(place, capacity - capacity / WAKING_SHARE, limit - limit / WAKING_SHARE);
  }

  private int capacity(int place) {
    return isSupported(place) ? lanes[place].capacity() : 0;
  }

  private boolean hasRoom(int place, int places, long bytes) {
    if (!accepting || !isSupported(place)) {
      return true;
    }
    long waiting = pendingBytes();
    return claimed(place) < places && waiting < bytes && budget.hasRoom(waiting);
  }

  /// Tell how much waits to be sent.
  ///
  /// @return bytes of messages, 0 when the link has ended
  public long pendingBytes() {
    return Math.max(0, lvCounter(BYTES));
  }

  /// Have the queues drained soon, whether or not there is anything in them.
  public void wake() {
    consumer.wakeToDrain();
  }

  /// Take no more messages.
  public void refuse() {
    accepting = false;
  }

  /// Tell how many places of a lane are claimed.
  int claimed(int place) {
    return (int) lvCounter(CLAIMED + place);
  }

  private int lvReady() {
    return (int) READY.getVolatile(this);
  }

  private long lvCounter(int index) {
    return (long) COUNTER.getVolatile(counters, index);
  }

  private long xaddCounter(int index, long change) {
    return (long) COUNTER.getAndAdd(counters, index, change);
  }

  // The stream's thread.

  SendLane lane(int place) {
    return lanes[place];
  }

  int size() {
    return lanes.length;
  }

  /// The lanes that may hold something, a bit for each place.
  int readyLanes() {
    return lvReady() & ~SCHEDULED;
  }

  /// Learn that a lane is empty.
  ///
  /// @return false if something came meanwhile
  boolean clear(int place) {
    READY.getAndBitwiseAnd(this, ~(1 << place));
    if (lanes[place].isEmpty()) {
      return true;
    }
    READY.getAndBitwiseOr(this, 1 << place);
    return false;
  }

  /// Go to sleep until something is offered.
  ///
  /// @return false if there is something
  boolean sleep() {
    int seen = (int) READY.compareAndExchange(this, SCHEDULED, 0);
    return seen == SCHEDULED || seen == 0;
  }

  /// Give back places of messages taken.
  void releasePlaces(int place, int count) {
    xaddCounter(CLAIMED + place, -count);
  }

  /// Give back the bytes of what was sent, after the places, and tell who waits for room.
  void releaseBytes(long bytes) {
    if (bytes > 0) {
      long before = xaddCounter(BYTES, -bytes);
      if (before >= 0) {
        budget.changed(before, before - bytes);
      }
    }
    if (!waiters.isEmpty() || !newWaiters.isEmpty()) {
      runWaiters();
    }
  }

  /// Tell whether nothing is queued and nothing can come any more; only after [#refuse].
  boolean isSpent() {
    for (int place = 0; place < lanes.length; place++) {
      if (claimed(place) != 0) {
        return false;
      }
    }
    return true;
  }

  /// Run whoever waits for room that is there now.
  public void runWaiters() {
    for (Waiter added = newWaiters.poll(); added != null; added = newWaiters.poll()) {
      waiters.add(added);
    }
    for (int rest = waiters.size(); rest > 0; rest--) {
      Waiter waiter = waiters.poll();
      if (waiter == null) {
        return;
      }
      if (isWorthWaking(waiter.place)) {
        waiter.action.run();
      } else {
        waiters.add(waiter);
      }
    }
    if (!waiters.isEmpty()) {
      awaitBudget(pendingBytes());
    }
  }

  private void awaitBudget(long waiting) {
    boolean little = waiting < SendBudget.LITTLE;
    if (budget.hasRoom(waiting) || (little ? awaitsBudgetWithLittle : awaitsBudget)) {
      return;
    }
    if (little) {
      awaitsBudgetWithLittle = true;
    } else {
      awaitsBudget = true;
    }
    budget.whenRoom(waiting, () -> budgetHasRoom(little));
  }

  private void budgetHasRoom(boolean little) {
    if (little) {
      awaitsBudgetWithLittle = false;
    } else {
      awaitsBudget = false;
    }
    consumer.wakeWaiters();
  }

  /// Forget everything, because the link has ended. Called once, after [#refuse].
  public void end() {
    long before = xaddCounter(BYTES, ENDED);
    budget.changed(before, 0);
    runWaiters();
  }
}
