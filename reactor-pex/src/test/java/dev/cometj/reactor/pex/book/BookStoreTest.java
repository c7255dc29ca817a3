package dev.cometj.reactor.pex.book;

import static dev.cometj.reactor.pex.book.BookBench.SOURCE;
import static dev.cometj.reactor.pex.book.BookBench.address;
import static dev.cometj.reactor.pex.book.BookBench.id;
import static dev.cometj.reactor.pex.book.BookBench.scattered;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.testkit.VirtualDisk.Fault;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The address book's file")
final class BookStoreTest {
  private static final Path FILE = Path.of("home", "config", "addrbook.json");
  private static final Path ASIDE = Path.of("home", "config", "addrbook.json.corrupt");
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration BAN = Duration.ofHours(24);

  private final VirtualWorld world = VirtualWorld.create();
  private final VirtualNode node = world.node("book");
  private final RecordingLog log = new RecordingLog();
  private final Map<Book, BookStore> stores = new HashMap<>();

  private Book load() {
    Book book = new Book(node, true);
    stores.put(book, store(book));
    world.await(stores.get(book).load(), SOON);
    return book;
  }

  private BookStore store(Book book) {
    return new BookStore(book, FILE, node, node.mailbox("pex"), log);
  }

  private void save(Book book) {
    world.await(stores.get(book).save(), SOON);
  }

  private byte[] aGoodFile() {
    Book book = new Book(node, true);
    for (int i = 0; i < 3; i++) {
      book.intake().add(scattered(i), SOURCE);
    }
    book.verdicts().markGood(id(0));
    book.verdicts().ban(scattered(2), BAN);
    book.dials().failed(scattered(1), Rejection.Kind.INCOMPATIBLE);
    return BookWriter.write(book.snapshot());
  }

  static Stream<Arguments> corruptions() {
    String good = new String(new BookStoreTest().aGoodFile(), UTF_8);
    return Stream.of(
        Arguments.of("empty", ""),
        Arguments.of("only blanks", " \n\t "),
        Arguments.of("only zeros", "\0".repeat(500)),
        Arguments.of("truncated", good.substring(0, good.length() / 2)),
        Arguments.of("without its last byte", good.substring(0, good.length() - 1)),
        Arguments.of("twice", good + good),
        Arguments.of("a list", "[]"),
        Arguments.of("null", "null"),
        Arguments.of("a number", "17"),
        Arguments.of("an empty object", "{}"),
        Arguments.of("key missing", good.replaceFirst("\"key\": \"[^\"]*\",", "")),
        Arguments.of("key empty", good.replaceFirst("\"key\": \"[^\"]*\"", "\"key\": \"\"")),
        Arguments.of("key null", good.replaceFirst("\"key\": \"[^\"]*\"", "\"key\": null")),
        Arguments.of("key a number", good.replaceFirst("\"key\": \"[^\"]*\"", "\"key\": 7")),
        Arguments.of("addrs an object", "{\"key\": \"aa\", \"addrs\": {}}"),
        Arguments.of("addrs of null", "{\"key\": \"aa\", \"addrs\": [null]}"),
        Arguments.of("addrs of numbers", "{\"key\": \"aa\", \"addrs\": [1, 2]}"),
        Arguments.of("an entry without address", "{\"key\": \"aa\", \"addrs\": [{}]}"),
        Arguments.of("a bad id", good.replaceFirst("\"id\": \"..", "\"id\": \"xy")),
        Arguments.of("a bad ip", good.replaceFirst("\"ip\": \"", "\"ip\": \"x")),
        Arguments.of("an empty ip", good.replaceFirst("\"ip\": \"[^\"]*\"", "\"ip\": \"\"")),
        Arguments.of(
            "an unspecified ip", good.replaceFirst("\"ip\": \"[^\"]*\"", "\"ip\": \"::\"")),
        Arguments.of("port 65536", good.replaceFirst("\"port\": \\d+", "\"port\": 65536")),
        Arguments.of("port -1", good.replaceFirst("\"port\": \\d+", "\"port\": -1")),
        Arguments.of(
            "port of 40 digits",
            good.replaceFirst("\"port\": \\d+", "\"port\": " + "9".repeat(40))),
        Arguments.of("port a fraction", good.replaceFirst("\"port\": \\d+", "\"port\": 1.5")),
        Arguments.of("port a text", good.replaceFirst("\"port\": \\d+", "\"port\": \"1\"")),
        Arguments.of(
            "bucket type 3", good.replaceFirst("\"bucket_type\": \\d+", "\"bucket_type\": 3")),
        Arguments.of(
            "bucket 256", good.replaceFirst("\"buckets\": \\[[^]]*]", "\"buckets\": [256]")),
        Arguments.of("bucket -1", good.replaceFirst("\"buckets\": \\[[^]]*]", "\"buckets\": [-1]")),
        Arguments.of(
            "old bucket 64", good.replaceAll("\"buckets\": \\[[^]]+]", "\"buckets\": [64]")),
        Arguments.of(
            "attempts 2^31", good.replaceFirst("\"attempts\": \\d+", "\"attempts\": 2147483648")),
        Arguments.of(
            "a time of words",
            good.replaceFirst("\"last_attempt\": \"[^\"]*\"", "\"last_attempt\": \"today\"")),
        Arguments.of(
            "30 February",
            good.replaceFirst("\"last_attempt\": \"[^T]*T", "\"last_attempt\": \"2025-02-30T")),
        Arguments.of("deep nesting", "{\"x\":" + "[".repeat(100_000)),
        Arguments.of("an endless name", "{\"" + "x".repeat(100_000)),
        Arguments.of("an endless text", "{\"key\": \"" + "x".repeat(100_000)),
        Arguments.of(
            "too many addresses",
            "{\"key\":\"a\",\"addrs\":["
                + (good.substring(
                        good.indexOf("{\n\t\t\t\"addr\""),
                        good.indexOf("},\n\t\t{\n\t\t\t\"addr\"") + 2))
                    .repeat(50_001)
                + "null]}"),
        Arguments.of(
            "our part of the wrong shape", "{\"key\": \"aa\", \"addrs\": [], \"cometj\": []}"),
        Arguments.of("bad UTF-8", "{\"key\": \"\u00ff\u00fe\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corruptions")
  @DisplayName("F01 a corrupt file is moved aside, logged once, and the start goes on (W11)")
  void corrupt(String name, String content) {
    byte[] bytes =
        content.getBytes(
            name.equals("bad UTF-8") ? java.nio.charset.StandardCharsets.ISO_8859_1 : UTF_8);
    node.disk().plant(FILE, bytes);
    assertThat(load().picker().isEmpty()).isTrue();
    assertThat(node.disk().content(ASIDE)).contains(bytes);
    assertThat(node.disk().files()).doesNotContain(FILE);
    assertThat(log.atLeast(Level.WARNING)).hasSize(1);
  }

  @Test
  @DisplayName("F01 a file of a gigabyte is moved aside without being read")
  void huge() {
    HugeFileDisk disk = new HugeFileDisk(1L << 30);
    Book book = new Book(node, true);
    world.await(new BookStore(book, FILE, disk.in(node), node.mailbox("pex"), log).load(), SOON);
    assertThat(disk.moved()).containsExactly(FILE + " -> " + ASIDE);
    assertThat(disk.opened()).isFalse();
  }

  @Test
  @DisplayName("F01 a file with any byte replaced loads or is moved aside, never anything else")
  void randomBytes() {
    byte[] good = aGoodFile();
    SplittableRandom random = new SplittableRandom(world.seed());
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = good.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      node.disk().erase(ASIDE);
      node.disk().plant(FILE, damaged);
      int size = load().picker().size();
      assertThat(node.disk().files())
          .hasSize(1)
          .contains(size > 0 ? FILE : node.disk().files().getFirst());
    }
  }

  @Test
  @DisplayName("F01 a file cut anywhere is moved aside")
  void cutAnywhere() {
    byte[] good = aGoodFile();
    for (int length = 0; length < good.length; length += 3) {
      node.disk().erase(ASIDE);
      node.disk().plant(FILE, Arrays.copyOf(good, length));
      assertThat(load().picker().isEmpty()).isTrue();
      assertThat(node.disk().files()).contains(ASIDE);
    }
  }

  @Test
  @DisplayName("a node without a file starts with an empty book")
  void noFile() {
    assertThat(load().picker().isEmpty()).isTrue();
    assertThat(node.disk().files()).isEmpty();
  }

  @Test
  @DisplayName("a file that cannot be read fails the start with its name, and stays where it is")
  void unreadable() {
    node.disk().plant(FILE, aGoodFile());
    node.disk().fail(Fault.INPUT_OUTPUT_ERROR, FILE::equals);
    assertThatThrownBy(this::load)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(FILE.toString());
    assertThat(node.disk().files()).containsExactly(FILE);
  }

  @Test
  @DisplayName("F11 a full disk is logged, and a later save works")
  void fullDisk() {
    Book book = load();
    book.intake().add(scattered(1), SOURCE);
    node.disk().fail(Fault.NO_SPACE, FILE::equals);
    save(book);
    assertThat(log.atLeast(Level.WARNING)).hasSize(1);
    assertThat(node.disk().files()).isEmpty();
    node.disk().heal();
    save(book);
    assertThat(load().picker().size()).isEqualTo(1);
  }

  @Test
  @DisplayName("bans, failed dials and all else survive a restart")
  void restart() {
    Book before = load();
    for (int i = 0; i < 50; i++) {
      before.intake().add(scattered(i), SOURCE);
    }
    before.verdicts().markGood(id(3));
    before.verdicts().markAttempt(id(4));
    before.verdicts().ban(scattered(5), BAN);
    before.verdicts().giveUp(scattered(6), BAN);
    before.verdicts().ban(address(1000, "66.6.6.6"), BAN);
    before.dials().failed(scattered(7), Rejection.Kind.UNREACHABLE);
    save(before);
    Book after = load();
    assertThat(after.snapshot()).isEqualTo(before.snapshot());
    assertThat(after.intake().add(scattered(5), SOURCE)).contains(AddressRefusal.BANNED);
    assertThat(after.intake().add(address(1000, "66.6.6.7"), SOURCE))
        .contains(AddressRefusal.BANNED);
  }

  @Test
  @DisplayName("bans that end while the node is down are over at its start")
  void bansEndMeanwhile() {
    Book before = load();
    before.intake().add(scattered(1), SOURCE);
    before.verdicts().ban(scattered(1), BAN);
    save(before);
    world.runFor(BAN);
    Book after = load();
    assertThat(after.verdicts().isBanned(id(1))).isFalse();
    assertThat(after.picker().has(id(1))).isTrue();
  }

  @Test
  @DisplayName("what came in before the file was read is kept, and what must stay out stays out")
  void mergesIntoWhatIsThere() {
    Book before = load();
    for (int i = 1; i <= 4; i++) {
      before.intake().add(scattered(i), SOURCE);
    }
    before.verdicts().markGood(id(1));
    save(before);
    Book after = new Book(node, true);
    after.intake().addPrivateIds(List.of(id(2)));
    after.intake().addOurs(scattered(3));
    after.intake().add(scattered(1), scattered(9));
    after.intake().add(scattered(10), scattered(9));
    world.await(store(after).load(), SOON);
    assertThat(after.picker().has(id(2))).isFalse();
    assertThat(after.picker().has(id(3))).isFalse();
    assertThat(after.picker().has(id(4))).isTrue();
    assertThat(after.picker().has(id(10))).isTrue();
    assertThat(after.picker().size()).isEqualTo(3);
  }

  @Test
  @DisplayName("fresh placements differ after a restart, stored ones and the book key do not")
  void placementsAfterRestart() {
    Book first = load();
    first.intake().add(scattered(1), SOURCE);
    save(first);
    world.runFor(Duration.ofSeconds(1));
    Book second = load();
    assertThat(second.snapshot()).isEqualTo(first.snapshot());
    assertThat(second.snapshot().key()).matches("[0-9a-f]{24}");
    long moved =
        java.util.stream.IntStream.range(100, 200)
            .filter(i -> bucketOf(first, i) != bucketOf(second, i))
            .count();
    assertThat(moved).isGreaterThan(50);
  }

  private static int bucketOf(Book book, int number) {
    book.intake().add(scattered(number), scattered(number));
    return book.snapshot().addresses().stream()
        .filter(each -> each.address().equals(scattered(number)))
        .findFirst()
        .orElseThrow()
        .buckets()
        .getFirst();
  }

  @Test
  @DisplayName("saves that wait while the disk is slow are one write, of the latest state")
  void coalesces() {
    Book book = load();
    BookStore store = stores.get(book);
    node.blockingDelay(Duration.ofSeconds(10));
    for (int i = 0; i < 5; i++) {
      book.intake().add(scattered(i), SOURCE);
      store.save();
    }
    world.await(store.save(), Duration.ofMinutes(1));
    assertThat(node.disk().writes()).isEqualTo(1);
    node.blockingDelay(Duration.ZERO);
    assertThat(load().picker().size()).isEqualTo(5);
  }

  @Test
  @DisplayName("a save before the file was read does not replace it")
  void saveBeforeLoad() {
    byte[] good = aGoodFile();
    node.disk().plant(FILE, good);
    BookStore store = store(new Book(node, true));
    store.load();
    world.await(store.save(), SOON);
    assertThat(node.disk().content(FILE)).contains(good);
  }

  @Test
  @DisplayName(
      "unknown fields, any order, nulls and missing times are read as the original reads them")
  void tolerant() {
    String file =
        """
        {"more": {"a": [1, {"b": null}]}, "addrs": [{
          "bucket_type": 1, "buckets": null, "extra": [[]], "last_attempt": null,
          "addr": {"port": 1, "ip": "::ffff:8.8.8.8", "id": "%s", "name": "x"}, "src": null}],
         "key": "any text"}
        """
            .formatted("AB".repeat(20));
    node.disk().plant(FILE, file.getBytes(UTF_8));
    Book book = load();
    assertThat(book.snapshot().key()).isEqualTo("any text");
    assertThat(book.picker().selection())
        .extracting(Object::toString)
        .containsExactly("AB".repeat(20) + "@8.8.8.8:1");
    assertThat(book.snapshot().addresses().getFirst().buckets()).hasSize(1);
  }

  @Test
  @DisplayName(
      "L-A01 more entries of the file than a bucket holds do not overfill it, and ids count once")
  void overfullFile() {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      entries.append(
          """
          {"addr": {"id": "%s", "ip": "8.8.8.8", "port": %d}, "src": {"id": "%s", "ip": "9.9.9.9", "port": 1},
           "buckets": [7, 7, 8, 9, 10, 11, 12], "bucket_type": 1},
          """
              .formatted(id(i % 150), 1 + i, id(i)));
    }
    String list = entries.substring(0, entries.lastIndexOf(","));
    node.disk().plant(FILE, "{\"key\":\"k\",\"addrs\":[%s]}".formatted(list).getBytes(UTF_8));
    Book book = load();
    assertThat(book.picker().size()).isBetween(65, 150);
    for (AddressRecord each : book.snapshot().addresses()) {
      assertThat(each.buckets()).hasSizeBetween(1, 4).doesNotHaveDuplicates();
    }
    long inSeven =
        book.snapshot().addresses().stream().filter(each -> each.buckets().contains(7)).count();
    assertThat(inSeven).isEqualTo(65);
  }
}
