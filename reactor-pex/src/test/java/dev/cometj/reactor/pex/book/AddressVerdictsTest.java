package dev.cometj.reactor.pex.book;

import static dev.cometj.reactor.pex.book.BookBench.SOURCE;
import static dev.cometj.reactor.pex.book.BookBench.address;
import static dev.cometj.reactor.pex.book.BookBench.id;
import static dev.cometj.reactor.pex.book.BookBench.scattered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The address book learns how addresses did")
final class AddressVerdictsTest {
  private static final Duration BAN = Duration.ofHours(24);

  private final BookBench bench = BookBench.strict();
  private final AddressIntake intake = bench.book.intake();
  private final AddressPicker picker = bench.book.picker();
  private final AddressVerdicts verdicts = bench.book.verdicts();

  @Test
  @DisplayName("a good address moves to one old bucket, and its failures are forgotten")
  void markGood() {
    NetAddress address = scattered(1);
    for (int i = 0; i < 50; i++) {
      intake.add(address, scattered(100 + i));
    }
    verdicts.markAttempt(address.id());
    bench.pass(Duration.ofHours(1));
    verdicts.markGood(address.id());
    AddressRecord known = bench.record(address.id());
    Instant now = bench.node.wallClock().instant();
    assertThat(known.tier()).isEqualTo(Tier.OLD);
    assertThat(known.buckets()).hasSize(1);
    assertThat(known.attempts()).isZero();
    assertThat(known.lastAttempt().instant()).isEqualTo(now);
    assertThat(known.lastSuccess().instant()).isEqualTo(now);
    assertThat(picker.size()).isEqualTo(1);
    assertThat(verdicts.isGood(address.id())).isTrue();
  }

  @Test
  @DisplayName("marking an unknown id good or tried does nothing")
  void unknown() {
    verdicts.markGood(id(1));
    verdicts.markAttempt(id(1));
    verdicts.giveUp(scattered(1), BAN);
    assertThat(picker.isEmpty()).isTrue();
    assertThat(verdicts.isBanned(id(1))).isFalse();
  }

  @Test
  @DisplayName("an attempt is counted and dated")
  void markAttempt() {
    intake.add(scattered(1), SOURCE);
    bench.pass(Duration.ofHours(1));
    verdicts.markAttempt(id(1));
    assertThat(bench.record(id(1)).attempts()).isEqualTo(1);
    assertThat(bench.record(id(1)).lastAttempt().instant())
        .isEqualTo(bench.node.wallClock().instant());
  }

  @Test
  @DisplayName(
      "L-A02 a full old bucket makes its oldest address new again (better: it is not lost)")
  void demotes() {
    int count =
        4 * 65 + 1; // one group has four old buckets, so one of them overflows at the latest now
    for (int i = 0; i < count; i++) {
      NetAddress each = address(i, "66.66.%d.%d".formatted(i / 250, 1 + i % 250));
      intake.add(each, scattered(i));
      verdicts.markGood(each.id());
      bench.pass(Duration.ofSeconds(1));
    }
    assertThat(picker.size()).isEqualTo(count);
    long old = IntStream.range(0, count).filter(i -> verdicts.isGood(id(i))).count();
    assertThat(old).isLessThanOrEqualTo(4 * 65).isGreaterThanOrEqualTo(65);
    assertThat(verdicts.isGood(id(count - 1))).isTrue();
    assertThat(
            bench.book.snapshot().addresses().stream()
                .filter(each -> each.tier() == Tier.OLD)
                .flatMap(each -> each.buckets().stream())
                .distinct()
                .count())
        .isLessThanOrEqualTo(Placement.OLD_BUCKETS_PER_GROUP);
  }

  @ParameterizedTest
  @CsvSource({
    // seconds since the last attempt, attempts, days since the last success (-1: never), worthless
    "30, 20, -1, false",
    "59, 20, -1, false",
    "61, 3, -1, true",
    "61, 2, -1, false",
    "604700, 0, -1, false",
    "604900, 0, -1, true",
    "61, 9, 8, false",
    "61, 10, 8, true",
    "61, 10, 6, false",
    "604900, 0, 8, true"
  })
  @DisplayName(
      "L-A01 an address is worthless after a week, three tries in vain, or ten since a success a week ago")
  void worthless(long idleSeconds, int attempts, int successDaysAgo, boolean expected) {
    Instant now = bench.node.wallClock().instant();
    BookTime success =
        successDaysAgo < 0
            ? BookTime.NEVER
            : BookTime.at(now.minus(Duration.ofDays(successDaysAgo)));
    KnownAddress known =
        KnownAddress.restored(
            new AddressRecord(
                scattered(1),
                SOURCE,
                java.util.List.of(),
                attempts,
                Tier.NEW,
                BookTime.at(now.minusSeconds(idleSeconds)),
                success,
                BookTime.NEVER));
    assertThat(known.isWorthless(bench.node.wallClock())).isEqualTo(expected);
    known.becomes(Tier.OLD);
    assertThat(known.isWorthless(bench.node.wallClock())).isFalse();
  }

  @Test
  @DisplayName(
      "L-A02 an address given up or banned returns as a new one when its time is over, not before")
  void reinstated() {
    NodeId given = id(1);
    NodeId banned = id(2);
    intake.add(scattered(1), SOURCE);
    intake.add(scattered(2), SOURCE);
    verdicts.markGood(banned);
    verdicts.giveUp(scattered(1), BAN);
    verdicts.ban(scattered(2), BAN);
    bench.pass(BAN.minusSeconds(1));
    verdicts.reinstate();
    assertThat(picker.isEmpty()).isTrue();
    assertThat(verdicts.isBanned(given)).isTrue();
    bench.pass(Duration.ofSeconds(1));
    verdicts.reinstate();
    assertThat(picker.has(given)).isTrue();
    assertThat(picker.has(banned)).isTrue();
    assertThat(verdicts.isGood(banned)).isFalse();
    assertThat(verdicts.isBanned(given)).isFalse();
  }

  @Test
  @DisplayName(
      "W12 a ban holds for an id that the book never held, and does not bring it in afterwards")
  void unknownIsBanned() {
    verdicts.ban(scattered(1), BAN);
    assertThat(intake.add(scattered(1), SOURCE)).contains(AddressRefusal.BANNED);
    bench.pass(BAN);
    verdicts.reinstate();
    assertThat(picker.has(id(1))).isFalse();
    assertThat(verdicts.isBanned(id(1))).isFalse();
  }

  @Test
  @DisplayName("a second ban is never shorter than the first")
  void longestBan() {
    verdicts.ban(scattered(1), BAN);
    verdicts.ban(scattered(1), Duration.ofHours(1));
    bench.pass(Duration.ofHours(2));
    verdicts.reinstate();
    assertThat(verdicts.isBanned(id(1))).isTrue();
    verdicts.ban(scattered(1), BAN);
    bench.pass(Duration.ofHours(23));
    verdicts.reinstate();
    assertThat(verdicts.isBanned(id(1))).isTrue();
  }

  @Test
  @DisplayName("the ban list forgets the oldest of more than 10000 ids")
  void banListIsBounded() {
    for (int i = 0; i < BanList.CAPACITY + 5; i++) {
      verdicts.ban(scattered(i), BAN);
    }
    assertThat(verdicts.isBanned(id(4))).isFalse();
    assertThat(verdicts.isBanned(id(5))).isTrue();
    assertThat(bench.book.snapshot().bans()).hasSize(BanList.CAPACITY);
  }
}
