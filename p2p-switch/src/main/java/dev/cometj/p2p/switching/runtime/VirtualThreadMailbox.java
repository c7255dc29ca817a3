package dev.cometj.p2p.switching.runtime;

import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A mailbox that is drained by a virtual thread, which is started by the first event and ends with the last.
///
/// How it works, roles first: any thread adds, exactly one drains.
///
/// 1. An adder puts its event into the queue and then looks at `scheduled`. Whoever turns it from false to true starts
///    the draining thread; everybody else relies on the one there is.
/// 2. The drainer runs events until the queue is empty, turns `scheduled` to false, and only then looks at the queue
///    once more: an adder that still saw true has queued its event before, so one of the two sees the other. Whoever
///    turns it to true again goes on. (A count of events instead does not do: an event that is queued and not yet
///    counted may be run already, and the next adder then finds zero while the drainer is still at work.)
/// 3. `scheduled` is the one publication point: what one drainer wrote is seen by the next, since the next was started
///    by a thread that read the false the former one wrote.
public final class VirtualThreadMailbox implements Mailbox {
  /// How many events may run before the thread lets others have the processor.
  private static final int YIELD_AFTER = 256;

  private static final Logger LOG = System.getLogger("dev.cometj.p2p.mailbox");

  private final String name;
  private final ScheduledExecutorService timers;
  private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile @Nullable Thread drainer;
  private volatile boolean closed;

  /// Make an empty mailbox.
  ///
  /// @param name for logs and thread names
  /// @param timers runs the timers; its tasks only post events
  public VirtualThreadMailbox(String name, ScheduledExecutorService timers) {
    this.name = name;
    this.timers = timers;
  }

  @Override
  public void execute(Runnable event) {
    if (closed) {
      return;
    }
    events.add(event);
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      var _ = Thread.ofVirtual().name(name).start(this::drain);
    }
  }

  // Virtual threads are not preempted: without the hint a busy mailbox keeps its carrier.
  @SuppressWarnings("ThreadPriorityCheck")
  private void drain() {
    Thread self = Thread.currentThread();
    do {
      drainer = self;
      int ran = 0;
      Runnable event;
      while ((event = events.poll()) != null) {
        run(event);
        if (++ran % YIELD_AFTER == 0) {
          Thread.yield();
        }
      }
      drainer = null;
      scheduled.set(false);
    } while (!events.isEmpty() && scheduled.compareAndSet(false, true));
  }

  private void run(Runnable event) {
    if (closed) {
      return;
    }
    try {
      event.run();
    } catch (Throwable fault) {
      LOG.log(Level.ERROR, "an event of mailbox '" + name + "' failed", fault);
    }
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable event) {
    Timer timer = new Timer(event);
    if (delay.isNegative() || delay.isZero()) {
      execute(timer);
      return timer;
    }
    if (!closed) {
      try {
        timer.future = timers.schedule(() -> execute(timer), nanos(delay), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        LOG.log(Level.DEBUG, "the runtime is closed: a timer of '" + name + "' is dropped");
      }
    }
    return timer;
  }

  private static long nanos(Duration delay) {
    return delay.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0
        ? Long.MAX_VALUE
        : delay.toNanos();
  }

  @Override
  public boolean isCurrent() {
    return drainer == Thread.currentThread();
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public String toString() {
    return "mailbox " + name;
  }

  /// A scheduled event. Fields are written by the scheduling thread and read by the cancelling one, which may be
  /// another: hence volatile.
  private static final class Timer implements Runnable, Cancellable {
    private volatile @Nullable Runnable event;
    private volatile @Nullable Future<?> future;

    private Timer(Runnable event) {
      this.event = event;
    }

    @Override
    public void run() {
      Runnable due = event;
      if (due != null) {
        event = null;
        due.run();
      }
    }

    @Override
    public void cancel() {
      event = null;
      Future<?> pending = future;
      if (pending != null) {
        pending.cancel(false);
      }
    }
  }
}
