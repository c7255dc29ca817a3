package dev.cometj.execution.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.service.StoreException;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.KeyRange;
import dev.cometj.execution.store.KeyValueCursor;
import dev.cometj.execution.store.KeyValueReads;
import dev.cometj.execution.store.KeyValueReads.Order;
import dev.cometj.execution.store.KeyValueSnapshot;
import dev.cometj.execution.store.KeyValueStore;
import dev.cometj.execution.store.WriteBatch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every key-value database must do.
public abstract class KeyValueStoreContract {
  @TempDir Path folder;

  private KeyValueStore store;

  /// Open the database of a folder.
  protected abstract KeyValueStore open(Path folder);

  /// Whether a database is there again when it is opened again.
  protected abstract boolean isDurable();

  @BeforeEach
  void openStore() {
    store = open(folder);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  protected static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static List<String> read(KeyValueReads from, KeyRange range, Order order) {
    List<String> read = new ArrayList<>();
    try (KeyValueCursor cursor = from.iterate(range, order)) {
      while (cursor.next()) {
        read.add(text(cursor.key()) + "=" + text(cursor.value()));
      }
    }
    return read;
  }

  private static String text(Bytes bytes) {
    return new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
  }

  private void putAll(String... keys) {
    WriteBatch batch = new WriteBatch();
    for (String key : keys) {
      batch.put(bytes(key), bytes(key.toUpperCase(java.util.Locale.ROOT)));
    }
    store.write(batch, false);
  }

  @Test
  void whatWasPutIsThereAndWhatWasDeletedIsNot() {
    assertThat(store.get(bytes("a"))).isEmpty();
    store.write(new WriteBatch().put(bytes("a"), bytes("1")).put(bytes("b"), Bytes.EMPTY), true);
    assertThat(store.get(bytes("a"))).contains(bytes("1"));
    assertThat(store.get(bytes("b"))).contains(Bytes.EMPTY);
    store.write(new WriteBatch().put(bytes("a"), bytes("2")).delete(bytes("b")), false);
    assertThat(store.get(bytes("a"))).contains(bytes("2"));
    assertThat(store.get(bytes("b"))).isEmpty();
    store.write(new WriteBatch().delete(bytes("never there")), true);
  }

  @Test
  void theLaterChangeOfABatchCounts() {
    store.write(
        new WriteBatch()
            .put(bytes("a"), bytes("1"))
            .delete(bytes("a"))
            .put(bytes("a"), bytes("2"))
            .put(bytes("b"), bytes("3"))
            .deleteRange(new KeyRange(bytes("b"), bytes("c")))
            .put(bytes("bb"), bytes("4")),
        true);
    assertThat(read(store, KeyRange.ALL, Order.ASCENDING)).containsExactly("a=2", "bb=4");
  }

  @Test
  void keysAreReadInTheOrderOfTheirUnsignedBytes() {
    putAll("b", "a", "\u00ff", "\u0080", "ab", "\u0000");
    List<String> keys = List.of("\u0000", "a", "ab", "b", "\u0080", "\u00ff");
    List<String> read = new ArrayList<>();
    try (KeyValueCursor cursor = store.iterate(KeyRange.ALL, Order.ASCENDING)) {
      assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
      while (cursor.next()) {
        read.add(text(cursor.key()));
      }
      assertThatThrownBy(cursor::value).isInstanceOf(IllegalStateException.class);
    }
    assertThat(read).isEqualTo(keys);
    read.clear();
    try (KeyValueCursor cursor = store.iterate(KeyRange.ALL, Order.DESCENDING)) {
      while (cursor.next()) {
        read.add(text(cursor.key()));
      }
    }
    assertThat(read).isEqualTo(keys.reversed());
  }

  @Test
  void aRangeHasItsFirstKeyAndNotItsLast() {
    putAll("a", "b", "c", "d");
    KeyRange range = new KeyRange(bytes("b"), bytes("d"));
    assertThat(read(store, range, Order.ASCENDING)).containsExactly("b=B", "c=C");
    assertThat(read(store, range, Order.DESCENDING)).containsExactly("c=C", "b=B");
    assertThat(read(store, new KeyRange(bytes("bb"), null), Order.DESCENDING))
        .containsExactly("d=D", "c=C");
    assertThat(read(store, new KeyRange(bytes("c"), bytes("c")), Order.ASCENDING)).isEmpty();
    assertThat(read(store, new KeyRange(bytes("d"), bytes("a")), Order.DESCENDING)).isEmpty();
  }

  @Test
  void aPrefixIsARange() {
    putAll("P:1:0", "P:1:1", "P:10:0", "P:2:0", "Q");
    assertThat(read(store, KeyRange.startingWith(bytes("P:1:")), Order.ASCENDING))
        .containsExactly("P:1:0=P:1:0", "P:1:1=P:1:1");
    store.write(new WriteBatch().deleteRange(KeyRange.startingWith(bytes("P:1:"))), true);
    assertThat(store.get(bytes("P:1:0"))).isEmpty();
    assertThat(read(store, KeyRange.ALL, Order.ASCENDING))
        .containsExactly("P:10:0=P:10:0", "P:2:0=P:2:0", "Q=Q");
  }

  @Test
  void aRangeWithoutEndIsDeletedToTheLastKey() {
    putAll("a", "b", "\u00ff\u00ff", "\u00ff");
    store.write(new WriteBatch().deleteRange(KeyRange.startingWith(bytes("\u00ff"))), true);
    assertThat(read(store, KeyRange.ALL, Order.ASCENDING)).containsExactly("a=A", "b=B");
    store.write(new WriteBatch().deleteRange(KeyRange.ALL), true);
    assertThat(read(store, KeyRange.ALL, Order.ASCENDING)).isEmpty();
  }

  @Test
  void snapshotsAndCursorsSeeNothingThatCameLater() {
    putAll("a", "b");
    try (KeyValueSnapshot snapshot = store.snapshot();
        KeyValueCursor cursor = store.iterate(KeyRange.ALL, Order.ASCENDING)) {
      store.write(new WriteBatch().delete(bytes("b")).put(bytes("c"), bytes("C")), true);
      assertThat(snapshot.get(bytes("b"))).contains(bytes("B"));
      assertThat(snapshot.get(bytes("c"))).isEmpty();
      assertThat(read(snapshot, KeyRange.ALL, Order.DESCENDING)).containsExactly("b=B", "a=A");
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.value()).isEqualTo(bytes("B"));
      assertThat(cursor.next()).isFalse();
    }
    assertThat(read(store, KeyRange.ALL, Order.ASCENDING)).containsExactly("a=A", "c=C");
  }

  @Test
  void whatIsClosedSaysSo() {
    putAll("a");
    KeyValueSnapshot snapshot = store.snapshot();
    KeyValueCursor cursor = store.iterate(KeyRange.ALL, Order.ASCENDING);
    store.close();
    store.close();
    for (Runnable use :
        List.<Runnable>of(
            () -> store.get(bytes("a")),
            () -> store.write(new WriteBatch().delete(bytes("a")), true),
            store::snapshot,
            () -> store.iterate(KeyRange.ALL, Order.ASCENDING),
            () -> snapshot.get(bytes("a")),
            cursor::next)) {
      assertThatThrownBy(use::run)
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.CLOSED));
    }
    snapshot.close();
    cursor.close();
  }

  @Test
  void aDatabaseOpenedAgainHasAllThatWasWritten() {
    Assumptions.assumeTrue(isDurable());
    putAll("a", "b");
    store.write(new WriteBatch().delete(bytes("a")), true);
    store.close();
    store = open(folder);
    assertThat(read(store, KeyRange.ALL, Order.ASCENDING)).containsExactly("b=B");
  }

  @Test
  void largeValuesComeBackWhole() {
    byte[] large = new byte[1 << 20];
    new Random(1).nextBytes(large);
    store.write(new WriteBatch().put(bytes("large"), Bytes.copyOf(large)), true);
    assertThat(store.get(bytes("large"))).contains(Bytes.wrap(large));
  }

  @Test
  void itDoesWhatASortedMapDoes() {
    Random random = new Random(7);
    NavigableMap<Bytes, Bytes> model = new TreeMap<>();
    for (int round = 0; round < 300; round++) {
      WriteBatch batch = new WriteBatch();
      for (int i = random.nextInt(6); i >= 0; i--) {
        change(random, batch, model);
      }
      store.write(batch, random.nextInt(50) == 0);
      Bytes from = key(random);
      Bytes to = key(random);
      if (from.compareTo(to) < 0) {
        assertSame(model.subMap(from, true, to, false), new KeyRange(from, to));
      }
    }
    assertSame(model, KeyRange.ALL);
  }

  private static void change(Random random, WriteBatch batch, NavigableMap<Bytes, Bytes> model) {
    Bytes key = key(random);
    switch (random.nextInt(5)) {
      case 0 -> {
        batch.delete(key);
        model.remove(key);
      }
      case 1 -> {
        Bytes to = key(random);
        batch.deleteRange(new KeyRange(key, to));
        if (key.compareTo(to) < 0) {
          model.subMap(key, true, to, false).clear();
        }
      }
      default -> {
        Bytes value = bytes("value " + random.nextInt());
        batch.put(key, value);
        model.put(key, value);
      }
    }
  }

  private static Bytes key(Random random) {
    byte[] key = new byte[1 + random.nextInt(3)];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (random.nextInt(6) * 51);
    }
    return Bytes.wrap(key);
  }

  private void assertSame(NavigableMap<Bytes, Bytes> expected, KeyRange range) {
    for (Order order : Order.values()) {
      List<Map.Entry<Bytes, Bytes>> read = new ArrayList<>();
      try (KeyValueCursor cursor = store.iterate(range, order)) {
        while (cursor.next()) {
          read.add(Map.entry(cursor.key(), cursor.value()));
        }
      }
      NavigableMap<Bytes, Bytes> ordered =
          order == Order.ASCENDING ? expected : expected.descendingMap();
      assertThat(read).isEqualTo(new ArrayList<>(ordered.entrySet()));
    }
  }
}
