package dev.cometj.reactor.pex.book;

import static dev.cometj.reactor.pex.book.BookBench.SOURCE;
import static dev.cometj.reactor.pex.book.BookBench.address;
import static dev.cometj.reactor.pex.book.BookBench.id;
import static dev.cometj.reactor.pex.book.BookBench.scattered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cometj.p2p.NetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The address book takes addresses in")
final class AddressIntakeTest {
  private static final Duration BAN = Duration.ofHours(24);

  private final BookBench bench = BookBench.strict();
  private final AddressIntake intake = bench.book.intake();
  private final AddressPicker picker = bench.book.picker();
  private final AddressVerdicts verdicts = bench.book.verdicts();

  @Test
  @DisplayName("L-A02 our own address leaves the book and never enters")
  void ours() {
    NetAddress ours = scattered(1);
    intake.add(ours, SOURCE);
    intake.addOurs(ours);
    assertThat(picker.isEmpty()).isTrue();
    assertThat(intake.add(ours, SOURCE)).contains(AddressRefusal.OURS);
  }

  @Test
  @DisplayName("L-A02 private ids leave the book, never enter, and tell of nobody")
  void privateIds() {
    NetAddress hidden = scattered(1);
    intake.add(hidden, SOURCE);
    intake.addPrivateIds(List.of(hidden.id()));
    assertThat(picker.has(hidden.id())).isFalse();
    assertThat(intake.add(hidden, SOURCE)).contains(AddressRefusal.PRIVATE);
    assertThat(intake.add(scattered(2), hidden)).contains(AddressRefusal.PRIVATE_SOURCE);
  }

  @Test
  @DisplayName(
      "L-A02 strict routability refuses what the internet does not route, unless it is off")
  void routability() {
    NetAddress home = address(1, "192.168.1.1");
    assertThat(intake.add(home, SOURCE)).contains(AddressRefusal.UNROUTABLE);
    assertThat(BookBench.lenient().book.intake().add(home, SOURCE)).isEmpty();
    assertThat(BookBench.lenient().book.intake().add(address(1, "0.0.0.0"), SOURCE))
        .contains(AddressRefusal.INVALID);
  }

  @Test
  @DisplayName("L-A02 a banned id is refused until it is reinstated")
  void banned() {
    intake.add(scattered(1), SOURCE);
    verdicts.ban(scattered(1), BAN);
    assertThat(intake.add(scattered(1), SOURCE)).contains(AddressRefusal.BANNED);
    bench.pass(BAN);
    verdicts.reinstate();
    assertThat(intake.add(scattered(1), SOURCE)).isEmpty();
  }

  @Test
  @DisplayName(
      "L-A02 a new address enters a further bucket once in twice the number it is in, up to four")
  void furtherBuckets() {
    int[] offers = new int[5];
    for (int run = 0; run < 200; run++) {
      BookBench each = BookBench.ofSeed(run);
      NetAddress wanderer = scattered(7);
      each.book.intake().add(wanderer, SOURCE);
      for (int source = 0; source < 100; source++) {
        offers[each.record(wanderer.id()).buckets().size()]++;
        each.book.intake().add(wanderer, scattered(1000 + source));
      }
      assertThat(each.record(wanderer.id()).buckets()).hasSize(4).doesNotHaveDuplicates();
      assertThat(each.book.picker().size()).isEqualTo(1);
    }
    assertThat(offers[1] / 200.0).isCloseTo(2, within(0.5));
    assertThat(offers[2] / 200.0).isCloseTo(4, within(1.0));
    assertThat(offers[3] / 200.0).isCloseTo(6, within(1.5));
  }

  @Test
  @DisplayName("A39 gossip never changes the address of a proven id")
  void provenKeepsItsAddress() {
    NetAddress honest = scattered(1);
    intake.add(honest, SOURCE);
    verdicts.markGood(honest.id());
    for (int i = 0; i < 200; i++) {
      assertThat(intake.add(address(1, "66.66.6.6"), scattered(100 + i))).isEmpty();
    }
    assertThat(bench.record(honest.id()).address()).isEqualTo(honest);
    assertThat(bench.record(honest.id()).buckets()).hasSize(1);
    assertThat(picker.size()).isEqualTo(1);
  }

  @Test
  @DisplayName("A39 gossip does not change the address of an id that was only heard of either")
  void newKeepsItsAddress() {
    NetAddress first = scattered(1);
    intake.add(first, SOURCE);
    for (int i = 0; i < 200; i++) {
      intake.add(address(1, "66.66.6.6"), scattered(100 + i));
    }
    assertThat(bench.record(first.id()).address()).isEqualTo(first);
  }

  @Test
  @DisplayName("A38 one network told of by one source fills one bucket")
  void oneNetwork() {
    for (int i = 0; i < 5000; i++) {
      intake.add(address(i, "66.66.%d.%d".formatted(i / 250, 1 + i % 250)), SOURCE);
    }
    assertThat(picker.size()).isEqualTo(65);
    intake.add(address(9999, "2001:db9:1:2::1"), SOURCE);
    for (int i = 10_000; i < 12_000; i++) {
      intake.add(address(i, "2a00:1:%x::1".formatted(i)), SOURCE);
    }
    assertThat(picker.size()).isLessThanOrEqualTo(65 + 1 + 65);
  }

  @Test
  @DisplayName("L-A01 one source fills at most 32 new buckets of 65")
  void oneSource() {
    for (int i = 0; i < 20_000; i++) {
      intake.add(scattered(i), SOURCE);
    }
    long buckets =
        bench.book.snapshot().addresses().stream()
            .flatMap(each -> each.buckets().stream())
            .distinct()
            .count();
    assertThat(buckets).isLessThanOrEqualTo(Placement.NEW_BUCKETS_PER_GROUP).isGreaterThan(16);
    assertThat(picker.size()).isLessThanOrEqualTo(32 * 65);
  }

  @Test
  @DisplayName("L-A02 a bucket holds 65 addresses, and the one tried longest ago makes room")
  void fullBucket() {
    for (int i = 0; i < 65; i++) {
      intake.add(address(i, "66.66.1." + (1 + i)), SOURCE);
      bench.pass(Duration.ofSeconds(1));
    }
    assertThat(picker.size()).isEqualTo(65);
    intake.add(address(65, "66.66.2.1"), SOURCE);
    assertThat(picker.size()).isEqualTo(65);
    assertThat(picker.has(id(0))).isFalse();
    assertThat(picker.has(id(1))).isTrue();
    assertThat(picker.has(id(65))).isTrue();
  }

  @Test
  @DisplayName("L-A01 a worthless address makes room before an older one")
  void worthlessFirst() {
    for (int i = 0; i < 65; i++) {
      intake.add(address(i, "66.66.1." + (1 + i)), SOURCE);
      bench.pass(Duration.ofSeconds(1));
    }
    for (int i = 0; i < 3; i++) {
      verdicts.markAttempt(id(40));
    }
    bench.pass(Duration.ofMinutes(2));
    intake.add(address(65, "66.66.2.1"), SOURCE);
    assertThat(picker.has(id(40))).isFalse();
    assertThat(picker.has(id(0))).isTrue();
  }

  @Test
  @DisplayName(
      "W12 ten bans of peers with one IP keep its addresses out for an hour (better: also by new ids)")
  void ipScore() {
    for (int i = 0; i < 9; i++) {
      verdicts.ban(address(i, "66.66.1.1"), BAN);
    }
    assertThat(intake.add(address(100, "66.66.1.1"), SOURCE)).isEmpty();
    verdicts.ban(address(9, "66.66.1.1"), BAN);
    assertThat(intake.add(address(101, "66.66.1.1"), SOURCE)).contains(AddressRefusal.IP_BANNED);
    assertThat(intake.add(address(101, "66.66.1.2"), SOURCE)).isEmpty();
    bench.pass(Duration.ofMinutes(61));
    assertThat(intake.add(address(102, "66.66.1.1"), SOURCE)).isEmpty();
  }

  @Test
  @DisplayName(
      "W12 bans far apart, of dead addresses, or on this machine do not count against an IP")
  void ipScoreIsFair() {
    for (int i = 0; i < 30; i++) {
      verdicts.ban(address(i, "66.66.1.1"), BAN);
      bench.pass(Duration.ofMinutes(7));
      intake.add(address(1000 + i, "77.77.1.1"), scattered(i));
      verdicts.giveUp(address(1000 + i, "77.77.1.1"), BAN);
    }
    assertThat(intake.add(address(100, "66.66.1.1"), SOURCE)).isEmpty();
    assertThat(intake.add(address(101, "77.77.1.1"), SOURCE)).isEmpty();
    BookBench local = BookBench.lenient();
    for (int i = 0; i < 30; i++) {
      local.book.verdicts().ban(address(i, "127.0.0.1"), BAN);
    }
    assertThat(local.book.intake().add(address(100, "127.0.0.1"), SOURCE)).isEmpty();
  }
}
