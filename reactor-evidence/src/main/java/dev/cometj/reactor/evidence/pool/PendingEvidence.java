package dev.cometj.reactor.evidence.pool;

import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.LightClientAttackEvidence;
import dev.cometj.crypto.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The evidence that waits for a block: in the order in which it is proposed, by height and hash, and in the order in
/// which it came, by a number.
///
/// Every piece is true, but a validator can make as many as it likes; so there are limits, of which one is for each
/// validator, lest one crowds out the others. The original has none.
public final class PendingEvidence {
  /// The most bytes of all pieces, encoded.
  static final long MAX_BYTES = 32 << 20;

  /// The most pieces against one validator.
  static final int MAX_AGAINST_ONE = 100;

  /// One piece.
  ///
  /// @param number later ones have higher numbers, from 0
  /// @param evidence the piece
  /// @param bytes how many bytes it takes in a list
  public record Entry(long number, Evidence evidence, long bytes) {}

  private record Key(long height, Bytes hash) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparingLong(Key::height).thenComparing(Key::hash);

    static Key of(Evidence evidence) {
      return new Key(evidence.height(), evidence.hash());
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private final NavigableMap<Key, Entry> byKey = new TreeMap<>();
  private final NavigableMap<Long, Entry> byNumber = new TreeMap<>();
  private final Map<Bytes, Integer> againstOne = new HashMap<>();
  private long nextNumber;
  private long bytes;

  /// Make an empty collection.
  public PendingEvidence() {}

  /// Tell how many pieces there are.
  ///
  /// @return from 0
  public int size() {
    return byKey.size();
  }

  /// Tell whether a piece is here, by height and hash.
  ///
  /// @param evidence the piece
  /// @return whether it is
  public boolean contains(Evidence evidence) {
    return byKey.containsKey(Key.of(evidence));
  }

  /// Tell whether there is room for a piece.
  ///
  /// @param evidence the piece
  /// @return whether it would be kept within the limits
  public boolean hasRoomFor(Evidence evidence) {
    return bytes < MAX_BYTES
        && accused(evidence).map(againstOne::get).filter(n -> n >= MAX_AGAINST_ONE).isEmpty();
  }

  /// Add a piece, whatever the limits.
  ///
  /// @param evidence the piece
  /// @return false if it was here
  public boolean add(Evidence evidence) {
    Key key = Key.of(evidence);
    if (byKey.containsKey(key)) {
      return false;
    }
    Entry entry =
        new Entry(nextNumber++, evidence, new EvidenceList(List.of(evidence)).encodedSize());
    byKey.put(key, entry);
    byNumber.put(entry.number(), entry);
    bytes += entry.bytes();
    accused(evidence).ifPresent(validator -> againstOne.merge(validator, 1, Integer::sum));
    return true;
  }

  /// Remove a piece.
  ///
  /// @param evidence the piece
  public void remove(Evidence evidence) {
    Entry entry = byKey.remove(Key.of(evidence));
    if (entry != null) {
      byNumber.remove(entry.number());
      bytes -= entry.bytes();
      accused(entry.evidence())
          .ifPresent(
              validator -> againstOne.computeIfPresent(validator, (_, n) -> n == 1 ? null : n - 1));
    }
  }

  /// Find the piece that came at a number or next after it.
  ///
  /// @param number a number
  /// @return the piece, or empty if none came then or later
  public Optional<Entry> from(long number) {
    return Optional.ofNullable(byNumber.ceilingEntry(number)).map(Map.Entry::getValue);
  }

  /// Find the piece of a number.
  ///
  /// @param number a number
  /// @return the piece, or empty if it is not here any more
  public Optional<Entry> at(long number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /// List pieces for a block, by height and hash, up to the first that does not fit.
  ///
  /// @param maxBytes the most bytes of the list; -1 for all
  /// @return the list
  public EvidenceList list(long maxBytes) {
    List<Evidence> fitting = new ArrayList<>();
    long sum = 0;
    for (Entry entry : byKey.values()) {
      sum += entry.bytes();
      if (maxBytes != -1 && sum > maxBytes) {
        break;
      }
      fitting.add(entry.evidence());
    }
    return fitting.isEmpty() ? EvidenceList.EMPTY : new EvidenceList(fitting);
  }

  /// Find the piece of the least height.
  ///
  /// @return the piece, or empty if there is none
  public Optional<Evidence> oldest() {
    return Optional.ofNullable(byKey.firstEntry()).map(first -> first.getValue().evidence());
  }

  /// A light client attack takes a third of all power; nobody can make many alone.
  private static Optional<Bytes> accused(Evidence evidence) {
    return switch (evidence) {
      case DuplicateVoteEvidence duplicate -> Optional.of(duplicate.voteA().validatorAddress());
      case LightClientAttackEvidence _ -> Optional.empty();
    };
  }
}
