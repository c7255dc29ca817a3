package dev.cometj.reactor.blocksync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What one peer asked us for and has not got. Requests are numbers and may wait; answers are large and are made a few at
/// a time (W2, W9).
final class ServedRequests {
  /// As many as the original keeps answers for. Of a peer that asks and never reads the oldest are dropped.
  private static final int MOST = 1000;

  private final Deque<Long> heights = new ArrayDeque<>();
  private final Deque<BlockSyncMessage> answers = new ArrayDeque<>();
  private boolean reading;
  private boolean blocked;

  void add(long height) {
    if (heights.size() == MOST) {
      heights.removeFirst();
    }
    heights.addLast(height);
  }

  /// Take requests to read blocks for, unless that is going on or answers wait for room.
  ///
  /// @param most how many
  /// @return the heights in order, possibly none
  List<Long> take(int most) {
    List<Long> taken = new ArrayList<>();
    if (!reading && !blocked && answers.isEmpty()) {
      while (taken.size() < most && !heights.isEmpty()) {
        taken.add(heights.removeFirst());
      }
      reading = !taken.isEmpty();
    }
    return taken;
  }

  /// Note that blocks were read.
  ///
  /// @param made the answers
  /// @param rest the requests that were not looked at
  void read(List<BlockSyncMessage> made, List<Long> rest) {
    reading = false;
    answers.addAll(made);
    for (long height : rest.reversed()) {
      heights.addFirst(height);
    }
  }

  Deque<BlockSyncMessage> answers() {
    return answers;
  }

  void blocked(boolean value) {
    blocked = value;
  }

  int waiting() {
    return heights.size();
  }
}
