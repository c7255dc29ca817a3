package dev.cometj.reactor.pex.book;

import static dev.cometj.reactor.pex.book.BookBench.scattered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cometj.p2p.NetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The address book gives addresses out")
final class AddressPickerTest {

  @Test
  @DisplayName("L-A02 an empty book, or an empty tier, gives nothing to dial")
  void nothingToPick() {
    BookBench bench = BookBench.strict();
    assertThat(bench.book.picker().pick(50)).isEmpty();
    bench.withOld(0, 5);
    assertThat(bench.book.picker().pick(100)).isEmpty();
    assertThat(bench.book.picker().pick(1000)).isEmpty();
    assertThat(bench.book.picker().pick(0)).isPresent();
    assertThat(bench.book.picker().pick(-7)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"10, 400, 100", "50, 400, 100", "90, 400, 100", "50, 100, 400", "30, 25, 225"})
  @DisplayName(
      "L-A02 a dial goes to a new or an old address by the roots of their numbers and the bias")
  void weights(int bias, int fresh, int old) {
    BookBench bench = BookBench.strict().withNew(fresh).withOld(1000, old);
    double towardsNew = Math.sqrt(fresh) * bias;
    double expected = towardsNew / (towardsNew + Math.sqrt(old) * (100 - bias));
    long picked =
        IntStream.range(0, 4000)
            .mapToObj(i -> bench.book.picker().pick(bias))
            .flatMap(Optional::stream)
            .filter(address -> !bench.book.verdicts().isGood(address.id()))
            .count();
    assertThat(picked / 4000.0).isCloseTo(expected, within(0.05));
  }

  @Test
  @DisplayName("every address of the book is picked sooner or later")
  void reachesAll() {
    BookBench bench = BookBench.strict().withNew(40).withOld(100, 40);
    Set<NetAddress> picked = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      bench.book.picker().pick(50).ifPresent(picked::add);
    }
    assertThat(picked).hasSize(80);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "31, 31",
    "32, 32",
    "33, 32",
    "139, 32",
    "140, 32",
    "144, 33",
    "500, 115",
    "1086, 249",
    "1087, 250",
    "3000, 250"
  })
  @DisplayName("PX-14 a selection has 23 percent of the book, at least 32 or all, at most 250")
  void selectionSize(int size, int expected) {
    BookBench bench = BookBench.strict().withNew(size);
    assertThat(bench.book.picker().size()).isEqualTo(size);
    assertThat(bench.book.picker().selection()).hasSize(expected).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("selections differ, and all together they are the whole book")
  void selectionIsRandom() {
    BookBench bench = BookBench.strict().withNew(200);
    Set<NetAddress> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      seen.addAll(bench.book.picker().selection());
    }
    assertThat(seen).hasSize(200);
    assertThat(bench.book.picker().selection()).isNotEqualTo(bench.book.picker().selection());
  }

  @ParameterizedTest
  @CsvSource({"400, 400, 55", "10, 400, 10", "400, 10, 84", "400, 0, 92", "0, 400, 0"})
  @DisplayName(
      "PX-14 a seed's selection begins with 30 percent new addresses as far as there are both kinds")
  void biasedSelection(int fresh, int old, int expectedNew) {
    BookBench bench = BookBench.strict().withNew(fresh).withOld(1000, old);
    List<NetAddress> selection = bench.book.picker().selectionWithBias(30);
    int wanted = Math.max(Math.min(32, fresh + old), (fresh + old) * 23 / 100);
    assertThat(selection).hasSize(Math.min(wanted, fresh + old)).doesNotHaveDuplicates();
    long leadingNew =
        selection.stream()
            .takeWhile(address -> !bench.book.verdicts().isGood(address.id()))
            .count();
    assertThat(leadingNew).isEqualTo(expectedNew);
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, 0, 30, 100, 1000})
  @DisplayName(
      "a biased selection is never longer than 250, whatever the bias, and empty for an empty book")
  void biasIsCut(int bias) {
    BookBench bench = BookBench.strict();
    assertThat(bench.book.picker().selectionWithBias(bias)).isEmpty();
    bench.withNew(1500).withOld(2000, 1500);
    assertThat(bench.book.picker().selectionWithBias(bias)).hasSize(250).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("L-A01 the book needs more below 1000 addresses")
  void needsMore() {
    BookBench bench = BookBench.strict().withNew(999);
    assertThat(bench.book.picker().needsMore()).isTrue();
    bench.book.intake().add(scattered(2000), scattered(2000));
    assertThat(bench.book.picker().needsMore()).isFalse();
  }
}
