package dev.cometj.reactor.evidence.pool;

import dev.cometj.chain.Vote;
import dev.cometj.crypto.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Pairs of votes that consensus reported, until their height is decided.
final class ConflictingVotes {
  /// The most pairs of one validator. One is enough to prove it guilty.
  static final int MAX_OF_ONE = 16;

  /// The most pairs.
  static final int MAX_PAIRS = 10_000;

  /// Two votes.
  record Pair(Vote one, Vote other) {
    long height() {
      return one.height();
    }

    Bytes validator() {
      return one.validatorAddress();
    }
  }

  private final List<Pair> pairs = new ArrayList<>();
  private final Map<Bytes, Integer> ofOne = new HashMap<>();

  /// Keep a pair if there is room.
  boolean add(Pair pair) {
    if (pairs.size() >= MAX_PAIRS || ofOne.getOrDefault(pair.validator(), 0) >= MAX_OF_ONE) {
      return false;
    }
    pairs.add(pair);
    ofOne.merge(pair.validator(), 1, Integer::sum);
    return true;
  }

  /// Take out the pairs up to a height, in the order in which they came.
  List<Pair> takeUpTo(long height) {
    List<Pair> taken = new ArrayList<>();
    for (Iterator<Pair> each = pairs.iterator(); each.hasNext(); ) {
      Pair pair = each.next();
      if (pair.height() <= height) {
        each.remove();
        ofOne.computeIfPresent(pair.validator(), (_, n) -> n == 1 ? null : n - 1);
        taken.add(pair);
      }
    }
    return taken;
  }
}
