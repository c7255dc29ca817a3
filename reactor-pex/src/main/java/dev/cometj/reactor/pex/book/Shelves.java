package dev.cometj.reactor.pex.book;

import dev.cometj.p2p.NodeId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The buckets themselves, and the look-up by id. What is on the shelves is in at least one bucket, and in the
/// look-up exactly once.
final class Shelves {
  /// A bucket is full when it holds *more* than this, so 65 addresses fit, as in the original.
  static final int FULL_ABOVE = 64;

  /// How many new buckets one address may be in.
  static final int MAX_NEW_BUCKETS_PER_ADDRESS = 4;

  private final InstantSource clock;
  private final Map<NodeId, KnownAddress> byId = new LinkedHashMap<>();
  private final Map<Tier, List<Map<NodeId, KnownAddress>>> buckets = new EnumMap<>(Tier.class);
  private final Map<Tier, Integer> sizes = new EnumMap<>(Tier.class);
  private final Map<Tier, BitSet> filled = new EnumMap<>(Tier.class);

  Shelves(InstantSource clock) {
    this.clock = clock;
    for (Tier tier : Tier.values()) {
      List<Map<NodeId, KnownAddress>> shelf = new ArrayList<>();
      for (int i = 0; i < tier.buckets(); i++) {
        shelf.add(new LinkedHashMap<>());
      }
      buckets.put(tier, shelf);
      sizes.put(tier, 0);
      filled.put(tier, new BitSet(tier.buckets()));
    }
  }

  Optional<KnownAddress> find(NodeId id) {
    return Optional.ofNullable(byId.get(id));
  }

  Collection<KnownAddress> all() {
    return byId.values();
  }

  int size() {
    return byId.size();
  }

  int size(Tier tier) {
    return sizes.getOrDefault(tier, 0);
  }

  /// Look at the buckets of a tier, empty ones included.
  List<Map<NodeId, KnownAddress>> buckets(Tier tier) {
    return buckets.getOrDefault(tier, List.of());
  }

  /// Tell the numbers of the buckets of a tier that hold something.
  BitSet filled(Tier tier) {
    return filled.getOrDefault(tier, new BitSet());
  }

  boolean isFull(Tier tier, int bucket) {
    return contents(tier, bucket).size() > FULL_ABOVE;
  }

  /// Put an address into a bucket of its tier. It does nothing if it is there already; room is the caller's care.
  void put(KnownAddress known, int bucket) {
    if (contents(known.tier(), bucket).putIfAbsent(known.id(), known) != null) {
      return;
    }
    known.enteredBucket(bucket);
    filled(known.tier()).set(bucket);
    if (byId.put(known.id(), known) == null) {
      sizes.merge(known.tier(), 1, Integer::sum);
    }
  }

  /// Put an address into a new bucket, making room if need be: the first worthless address leaves that bucket, or
  /// else the one tried longest ago.
  void putNew(KnownAddress known, int bucket) {
    Map<NodeId, KnownAddress> contents = contents(Tier.NEW, bucket);
    if (!contents.containsKey(known.id()) && isFull(Tier.NEW, bucket)) {
      contents.values().stream()
          .filter(each -> each.isWorthless(clock))
          .findFirst()
          .or(() -> oldest(Tier.NEW, bucket))
          .ifPresent(each -> takeOut(each, bucket));
    }
    put(known, bucket);
  }

  Optional<KnownAddress> oldest(Tier tier, int bucket) {
    return contents(tier, bucket).values().stream()
        .min(Comparator.comparing(KnownAddress::lastAttempt));
  }

  /// Take an address out of one bucket; with its last bucket it leaves the book.
  void takeOut(KnownAddress known, int bucket) {
    if (contents(known.tier(), bucket).remove(known.id()) == null) {
      return;
    }
    known.leftBucket(bucket);
    filled(known.tier()).set(bucket, !contents(known.tier(), bucket).isEmpty());
    if (known.bucketCount() == 0) {
      byId.remove(known.id());
      sizes.merge(known.tier(), -1, Integer::sum);
    }
  }

  /// Take an address out of the book.
  void remove(KnownAddress known) {
    known.buckets().forEach(bucket -> takeOut(known, bucket));
  }

  Map<NodeId, KnownAddress> contents(Tier tier, int bucket) {
    return buckets(tier).get(bucket);
  }
}
