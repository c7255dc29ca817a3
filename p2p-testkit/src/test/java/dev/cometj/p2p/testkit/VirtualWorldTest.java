package dev.cometj.p2p.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.InvalidAddressException;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Mailbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class VirtualWorldTest {
  private final VirtualWorld world = VirtualWorld.create();
  private final List<String> log = new ArrayList<>();

  @Test
  void aDayPassesInOneCall() {
    Mailbox mailbox = world.node("a").mailbox("m");
    tickHourly(mailbox);

    world.runFor(Duration.ofDays(1));

    assertThat(log).hasSize(24);
    assertThat(world.now()).isEqualTo(Duration.ofDays(1));
  }

  private void tickHourly(Mailbox mailbox) {
    mailbox.schedule(
        Duration.ofHours(1),
        () -> {
          log.add("tick");
          tickHourly(mailbox);
        });
  }

  @Test
  void eachMailboxIsFirstInFirstOut() {
    Mailbox mailbox = world.node("a").mailbox("m");
    for (int i = 0; i < 20; i++) {
      String entry = Integer.toString(i);
      mailbox.execute(() -> log.add(entry));
      world.node("b").mailbox("other" + i).execute(() -> {});
    }

    world.settle();

    assertThat(log)
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, 20).mapToObj(Integer::toString).toList());
  }

  @Test
  void seedsExploreEveryOrderOfReadyMailboxes() {
    Set<String> orders = new HashSet<>();
    for (long seed = 0; seed < 100; seed++) {
      orders.add(orderOfThree(seed));
    }

    assertThat(orders).hasSize(6);
    assertThat(orderOfThree(7)).isEqualTo(orderOfThree(7));
  }

  private static String orderOfThree(long seed) {
    VirtualWorld world = VirtualWorld.ofSeed(seed);
    StringBuilder order = new StringBuilder();
    for (String name : List.of("a", "b", "c")) {
      world.node(name).mailbox("m").execute(() -> order.append(name));
    }
    world.settle();
    return order.toString();
  }

  @Test
  void theSameSeedGivesTheSameTraceAndAnotherSeedAnother() {
    assertThat(traceOfABusyWorld(5)).isEqualTo(traceOfABusyWorld(5));
    assertThat(traceOfABusyWorld(5)).isNotEqualTo(traceOfABusyWorld(6));
  }

  private static long traceOfABusyWorld(long seed) {
    VirtualWorld world = VirtualWorld.ofSeed(seed);
    for (int i = 0; i < 5; i++) {
      VirtualNode node = world.node("n" + i);
      Mailbox mailbox = node.mailbox("m");
      for (int k = 0; k < 10; k++) {
        Duration delay = Duration.ofMillis(node.random("delay").nextInt(50));
        mailbox.schedule(delay, () -> node.computation().execute(() -> world.note("done")));
      }
    }
    world.runUntilIdle();
    return world.traceHash();
  }

  @Test
  void timersRunByTimeThenByTheOrderOfTheCalls() {
    Mailbox mailbox = world.node("a").mailbox("m");
    mailbox.schedule(Duration.ofSeconds(2), () -> log.add("2s"));
    mailbox.schedule(Duration.ofSeconds(1), () -> log.add("1s first"));
    mailbox.schedule(Duration.ofSeconds(1), () -> log.add("1s second"));
    mailbox.schedule(Duration.ofSeconds(-1), () -> log.add("at once"));

    world.runUntilIdle();

    assertThat(log).containsExactly("at once", "1s first", "1s second", "2s");
    assertThat(world.now()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aTimerCalledOffAtTheInstantItIsDueDoesNotRun() {
    Mailbox mailbox = world.node("a").mailbox("m");
    AtomicReference<Cancellable> second = new AtomicReference<>();
    mailbox.schedule(Duration.ofSeconds(1), () -> second.get().cancel());
    second.set(mailbox.schedule(Duration.ofSeconds(1), () -> log.add("must not run")));

    world.runUntilIdle();

    assertThat(log).isEmpty();
  }

  @Test
  void aDelayWithoutEndIsNeverDue() {
    Mailbox mailbox = world.node("a").mailbox("m");
    mailbox.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> log.add("must not run"));

    world.runFor(Duration.ofDays(10_000));

    assertThat(log).isEmpty();
  }

  @Test
  void aClosedMailboxDropsWhatIsQueuedScheduledAndLate() {
    Mailbox mailbox = world.node("a").mailbox("m");
    mailbox.execute(mailbox::close);
    mailbox.execute(() -> log.add("queued"));
    mailbox.schedule(Duration.ofSeconds(1), () -> log.add("scheduled"));
    world.settle();
    mailbox.execute(() -> log.add("late"));

    world.runUntilIdle();

    assertThat(log).isEmpty();
  }

  @Test
  void aCrashedNodeRunsNothingOfItsFormerLife() {
    VirtualNode node = world.node("a");
    node.mailbox("m").execute(() -> log.add("queued"));
    node.mailbox("m").schedule(Duration.ofSeconds(1), () -> log.add("scheduled"));
    node.blocking().execute(() -> log.add("blocking"));
    node.crash();
    node.mailbox("m").execute(() -> log.add("next life"));

    world.runUntilIdle();

    assertThat(log).containsExactly("next life");
  }

  @Test
  void wallClocksJumpWhileTimersGoOn() {
    VirtualNode node = world.node("a");
    long before = node.nanoTime();
    node.wallClockOffset(Duration.ofSeconds(30));
    node.jumpWallClock(Duration.ofHours(-1));

    world.runFor(Duration.ofSeconds(10));

    assertThat(node.nanoTime() - before).isEqualTo(10_000_000_000L);
    assertThat(node.wallClock().instant())
        .isEqualTo(world.startTime().plusSeconds(40).minus(Duration.ofHours(1)));
    assertThat(world.node("b").wallClock().instant()).isEqualTo(world.startTime().plusSeconds(10));
  }

  @Test
  void randomStreamsAreIndependentOfEachOtherByNodeAndPurpose() {
    VirtualNode node = world.node("a");
    long first = node.random("dial").nextLong();

    VirtualWorld again = VirtualWorld.create();
    again.node("b").random("dial").nextLong();
    again.node("a").random("pick").nextLong();

    assertThat(again.node("a").random("dial").nextLong()).isEqualTo(first);
    assertThat(node.random("dial").nextLong()).isNotEqualTo(first);
  }

  @Test
  void anEventThatThrowsFailsTheTestNamingTheSeed() {
    world
        .node("a")
        .mailbox("m")
        .execute(() -> {
          throw new IllegalArgumentException("boom");
        });

    assertThatThrownBy(world::settle)
        .isInstanceOf(WorldFailedError.class)
        .hasMessageContaining("boom")
        .hasMessageContaining("replay with -Dcometj.seed=" + world.seed())
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void failuresCanBeToleratedAndDoNotDisturbTheNextEvent() {
    Mailbox mailbox = world.tolerateFailures().node("a").mailbox("m");
    mailbox.execute(() -> {
      throw new IllegalArgumentException("boom");
    });
    mailbox.execute(() -> log.add("next"));

    world.settle();

    assertThat(log).containsExactly("next");
    assertThat(world.failures()).singleElement().isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEntryFromAnotherThreadFailsTheTest() throws InterruptedException {
    Mailbox mailbox = world.node("a").mailbox("m");
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread stranger =
        Thread.ofPlatform().name("stranger").unstarted(() -> mailbox.execute(() -> {}));
    stranger.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
    stranger.start();
    stranger.join();

    assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(world::settle)
        .isInstanceOf(WorldFailedError.class)
        .hasMessageContaining("stranger");
  }

  @Test
  void aConditionThatDoesNotComeTrueFailsTheTest() {
    AtomicInteger asked = new AtomicInteger();

    assertThatThrownBy(() ->
            world.runUntil("pigs fly", () -> asked.incrementAndGet() < 0, Duration.ofHours(1)))
        .isInstanceOf(WorldFailedError.class)
        .hasMessageContaining("pigs fly")
        .hasMessageContaining("PT1H");
  }

  @Test
  void timeStopsAtTheEventThatMakesTheConditionTrue() {
    Mailbox mailbox = world.node("a").mailbox("m");
    mailbox.schedule(Duration.ofSeconds(3), () -> log.add("now"));
    mailbox.schedule(Duration.ofSeconds(9), () -> log.add("later"));

    world.runUntil("it happened", () -> !log.isEmpty(), Duration.ofHours(1));

    assertThat(world.now()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void onlyAnEventOfTheMailboxIsCurrent() {
    Mailbox mine = world.node("a").mailbox("mine");
    Mailbox other = world.node("a").mailbox("other");
    mine.execute(() -> log.add(mine.isCurrent() + " " + other.isCurrent()));
    world.settle();

    assertThat(log).containsExactly("true false");
    assertThat(mine.isCurrent()).isFalse();
  }

  @Test
  void aConfinedCoreRefusesCallsFromElsewhere() {
    Mailbox mailbox = world.node("a").mailbox("core");
    Runnable core = Confinement.guard(mailbox, Runnable.class, () -> log.add("ran"));
    mailbox.execute(core);
    world.settle();

    assertThat(log).containsExactly("ran");
    assertThatThrownBy(core::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Runnable.run")
        .hasMessageContaining("a/core");
  }

  @Test
  void namesAreLookedUpInTheTable() {
    world.names().set("seed.example", "10.0.0.1", "10.0.0.2");

    assertThat(world.await(world.node("a").resolver().resolve("seed.example"), Duration.ZERO))
        .hasToString("[10.0.0.1, 10.0.0.2]");
    assertThat(world.await(world.names().resolve("1.2.3.4"), Duration.ZERO))
        .hasToString("[1.2.3.4]");
    assertThatThrownBy(() -> world.await(world.names().resolve("nowhere"), Duration.ZERO))
        .isInstanceOfSatisfying(
            InvalidAddressException.class,
            e -> assertThat(e.kind()).isEqualTo(InvalidAddressException.Kind.UNRESOLVED));
    assertThat(world.names().lookups()).containsExactly("seed.example", "nowhere");
  }

  @Test
  void endlessWorkAtOneInstantIsFound() {
    Mailbox mailbox = world.node("a").mailbox("m");
    AtomicReference<Runnable> again = new AtomicReference<>();
    again.set(() -> mailbox.execute(again.get()));
    mailbox.execute(again.get());

    assertThatThrownBy(world::settle)
        .isInstanceOf(WorldFailedError.class)
        .hasMessageContaining("without progress of time");
  }
}
