package dev.cometj.crypto.internal.vector;

import dev.cometj.crypto.FrameFormat;
import dev.cometj.crypto.FrameSealer;
import dev.cometj.crypto.internal.frame.FrameCounter;
import dev.cometj.crypto.internal.frame.JdkFrameCiphers;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// Works on eight frames at once until the JVM has compiled that, which takes some seconds: vectors that are not compiled
/// cost milliseconds a frame. It has come to its end when eight frames together take less time than one by one, often
/// enough to be no accident.
///
/// The work is cut into small tasks, so that others get their turns on the executor.
final class WarmUp implements Runnable {
  private static final long TASK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int ENOUGH_WINS = 100;

  private final Executor executor;
  private final Runnable whenQuicker;
  private final EightFrames together = new EightFrames();
  private final int[] words = new int[FrameFormat.KEY_BYTES / Integer.BYTES];
  private final FrameSealer single =
      JdkFrameCiphers.sealer(new byte[FrameFormat.KEY_BYTES], new FrameCounter(0));
  private final byte[] frames = new byte[KeyStream.FRAMES * FrameFormat.SEALED_BYTES];
  private long spent;
  private int wins;

  /// Make it; the first call of [#run] begins.
  ///
  /// @param executor where the further tasks go
  /// @param whenQuicker is run at the end, unless vectors are never quicker on this machine
  WarmUp(Executor executor, Runnable whenQuicker) {
    this.executor = executor;
    this.whenQuicker = whenQuicker;
  }

  @Override
  public void run() {
    long begin = System.nanoTime();
    long now = begin;
    while (wins < ENOUGH_WINS && now - begin < TASK_NANOS) {
      together.seal(words, 0, frames, 0, KeyStream.FRAMES);
      together.open(words, 0, frames, 0, KeyStream.FRAMES);
      long between = System.nanoTime();
      single.seal(frames, 0, KeyStream.FRAMES);
      single.seal(frames, 0, KeyStream.FRAMES);
      long end = System.nanoTime();
      wins = between - now < end - between ? wins + 1 : 0;
      now = end;
    }
    spent += now - begin;
    if (wins >= ENOUGH_WINS) {
      whenQuicker.run();
    } else if (spent < LONGEST_NANOS) {
      goOn();
    }
  }

  private void goOn() {
    try {
      executor.execute(this);
    } catch (RejectedExecutionException _) {
      // The node is being stopped.
    }
  }
}
