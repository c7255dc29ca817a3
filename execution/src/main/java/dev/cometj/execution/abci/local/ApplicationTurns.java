package dev.cometj.execution.abci.local;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Lets one call at a time into an application, in order within each lane.
///
/// The original's local client is one mutex, so that a consensus call waits behind every query and transaction check
/// that came before it. Here calls wait in lanes: consensus goes first, the other lanes take turns. Nothing is lost by
/// that, since there is no order between the connections of an application behind a socket either, and consensus asks
/// too little to starve anyone.
///
/// Calls run on a thread that may block, which exists only while there are calls. Usable from any thread.
public final class ApplicationTurns {
  private static final Lane[] LANES = Lane.values();

  private final Executor blocking;
  private final Map<Lane, Queue<Runnable>> waiting = new EnumMap<>(Lane.class);
  private boolean isRunning;
  private int turn;
  private int queued;

  /// Make turns for one application, or for one connection of it.
  ///
  /// @param blocking gives the thread that calls run on
  public ApplicationTurns(Executor blocking) {
    this.blocking = blocking;
    for (Lane lane : LANES) {
      waiting.put(lane, new ArrayDeque<>());
    }
  }

  /// Queue a call.
  ///
  /// @param lane the connection it belongs to
  /// @param call what to do; must not throw
  public void take(Lane lane, Runnable call) {
    synchronized (this) {
      add(lane, call);
      if (isRunning) {
        return;
      }
      isRunning = true;
    }
    blocking.execute(this::run);
  }

  /// Make a call on the caller's thread if no other is under way, and queue it otherwise.
  ///
  /// @param lane the connection it belongs to
  /// @param call what to do; must not throw, block or take long
  public void takeAtOnce(Lane lane, Runnable call) {
    synchronized (this) {
      if (isRunning) {
        add(lane, call);
        return;
      }
      isRunning = true;
    }
    call.run();
    synchronized (this) {
      isRunning = queued > 0;
      if (!isRunning) {
        return;
      }
    }
    blocking.execute(this::run);
  }

  private void run() {
    for (Runnable call = next(); call != null; call = next()) {
      call.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable call = queue(Lane.CONSENSUS).poll();
    for (int i = 0; call == null && i < LANES.length; i++) {
      turn = (turn + 1) % LANES.length;
      call = queue(LANES[turn]).poll();
    }
    isRunning = call != null;
    if (isRunning) {
      queued--;
    }
    return call;
  }

  private void add(Lane lane, Runnable call) {
    queue(lane).add(call);
    queued++;
  }

  private Queue<Runnable> queue(Lane lane) {
    return waiting.computeIfAbsent(lane, _ -> new ArrayDeque<>());
  }
}
