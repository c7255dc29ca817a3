package dev.cometj.p2p.switching.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.switching.SystemRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualThreadMailboxTest {
  private final SystemRuntime runtime = new SystemRuntime();
  private final Mailbox mailbox = runtime.mailbox("test");

  @AfterEach
  void close() {
    runtime.close();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  /// Wait until everything queued before has run.
  private void drained() throws InterruptedException {
    CountDownLatch last = new CountDownLatch(1);
    mailbox.execute(last::countDown);
    await(last);
  }

  @Test
  void eventsRunOneAtATimeInTheOrderOfEachSender() throws Exception {
    int senders = 8;
    int each = 20_000;
    List<Integer> seen = new ArrayList<>(); // no lock: that is the point
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger overlaps = new AtomicInteger();
    CountDownLatch sent = new CountDownLatch(senders);
    for (int sender = 0; sender < senders; sender++) {
      int number = sender;
      Thread.ofPlatform()
          .start(() -> {
            for (int i = 0; i < each; i++) {
              int event = number * each + i;
              mailbox.execute(() -> {
                overlaps.addAndGet(inside.getAndIncrement());
                seen.add(event);
                inside.decrementAndGet();
              });
            }
            sent.countDown();
          });
    }
    await(sent);
    drained();
    assertThat(overlaps).hasValue(0);
    assertThat(seen).hasSize(senders * each);
    int[] next = new int[senders];
    for (int event : seen) {
      assertThat(event % each).isEqualTo(next[event / each]++);
    }
  }

  @Test
  void anEventMayQueueAnother() throws Exception {
    CountDownLatch done = new CountDownLatch(1000);
    mailbox.execute(
        new Runnable() {
          @Override
          public void run() {
            done.countDown();
            if (done.getCount() > 0) {
              mailbox.execute(this);
            }
          }
        });
    await(done);
  }

  @Test
  void isCurrentHoldsWithinItsEventsOnly() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>("");
    Mailbox other = runtime.mailbox("other");
    mailbox.execute(() -> seen.set(mailbox.isCurrent() + " " + other.isCurrent()));
    drained();
    assertThat(seen).hasValue("true false");
    assertThat(mailbox.isCurrent()).isFalse();
  }

  @Test
  void anEventThatThrowsDoesNotDisturbTheNext() throws Exception {
    mailbox.execute(() -> {
      throw new IllegalStateException("this stack trace belongs to the test");
    });
    drained();
  }

  @Test
  void aTimerRunsInTheMailboxAfterItsDelay() throws Exception {
    long before = System.nanoTime();
    AtomicReference<Boolean> current = new AtomicReference<>();
    CountDownLatch ran = new CountDownLatch(1);
    mailbox.schedule(
        Duration.ofMillis(50),
        () -> {
          current.set(mailbox.isCurrent());
          ran.countDown();
        });
    await(ran);
    assertThat(current).hasValue(true);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000L);
  }

  @Test
  void aTimerThatIsDueAndCancelledInTheMailboxDoesNotRun() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    CountDownLatch queued = new CountDownLatch(1);
    mailbox.execute(() -> {
      Cancellable due = mailbox.schedule(Duration.ZERO, ran::incrementAndGet);
      due.cancel();
      due.cancel();
      Cancellable later = mailbox.schedule(Duration.ofDays(100_000), ran::incrementAndGet);
      later.cancel();
      queued.countDown();
    });
    await(queued);
    drained();
    assertThat(ran).hasValue(0);
  }

  @Test
  void afterTheCloseNothingRuns() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    CountDownLatch closed = new CountDownLatch(1);
    mailbox.execute(() -> {
      mailbox.schedule(Duration.ofMillis(20), ran::incrementAndGet);
      mailbox.execute(ran::incrementAndGet);
      mailbox.close();
      closed.countDown();
    });
    await(closed);
    mailbox.execute(ran::incrementAndGet);
    CountDownLatch later = new CountDownLatch(1);
    runtime.mailbox("other").schedule(Duration.ofMillis(60), later::countDown);
    await(later);
    assertThat(ran).hasValue(0);
  }

  @Test
  void anIdleMailboxHasNoThread() throws Exception {
    AtomicReference<Thread> first = new AtomicReference<>();
    mailbox.execute(() -> first.set(Thread.currentThread()));
    drained();
    assertThat(first.get().isVirtual()).isTrue();
    first.get().join(Duration.ofSeconds(30));
    assertThat(first.get().isAlive()).isFalse();
  }

  @Test
  void aClosedRuntimeRefusesTimersQuietly() {
    runtime.close();
    mailbox.schedule(Duration.ofSeconds(1), () -> {}).cancel();
  }
}
