package dev.cometj.reactor.blocksync;

import dev.cometj.chain.service.State;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519KeyCache;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.reactor.blocksync.BlockCheck.Result;
import dev.cometj.reactor.blocksync.pool.Delivery;
import dev.cometj.reactor.blocksync.pool.Pool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks blocks ahead of the one that is executed: runs of blocks, whose signatures are checked together, and several
/// runs at once.
///
/// The validators of the next two heights are known. Further ones are supposed to be the same for as long as headers say
/// so; a verdict counts only if they are, and nobody is blamed before that is certain.
final class BlockChecks {
  /// The most blocks of a run: the first of them waits for the last one's signatures.
  private static final int RUN = 12;

  private final Pool pool;
  private final NodeRuntime runtime;
  private final Mailbox mailbox;
  private final int ahead;
  private final Runnable done;
  private final Deque<CommitVerifier> idle = new ArrayDeque<>();
  private final Map<Long, Entry> entries = new HashMap<>();

  /// A check and what came of it so far.
  private static final class Entry {
    final BlockCheck check;
    @Nullable Result result;

    Entry(BlockCheck check) {
      this.check = check;
    }

    boolean isOf(Delivery first, Delivery second) {
      return check.first() == first && check.second() == second;
    }
  }

  /// Make it.
  ///
  /// @param parallel how many runs are checked at once
  /// @param ahead how many heights from the next one on
  /// @param done runs in the mailbox after each check
  BlockChecks(
      Pool pool, NodeRuntime runtime, Mailbox mailbox, int parallel, int ahead, Runnable done) {
    this.pool = pool;
    this.runtime = runtime;
    this.mailbox = mailbox;
    this.ahead = ahead;
    this.done = done;
    Ed25519KeyCache keys = new Ed25519KeyCache(BlockSyncSettings.KEPT_KEYS);
    for (int i = 0; i < parallel; i++) {
      idle.add(
          new CommitVerifier(runtime.random("blocksync-commits-" + i), Runnable::run, 1, keys));
    }
  }

  /// Begin as many checks as there is room for. What is not needed soon waits until it makes a whole run: a node that is
  /// quick enough would otherwise check each block by itself as it comes.
  ///
  /// @param state the newest state
  void begin(State state) {
    List<Entry> run = new ArrayList<>();
    long next = state.nextHeight();
    boolean isUrgent = false;
    for (long height = next; height < next + ahead && !idle.isEmpty(); height++) {
      Optional<Entry> entry = newEntry(state, height);
      if (entry.isPresent()) {
        run.add(entry.get());
        isUrgent |= height <= next + 1; // while one is executed the one after it is wanted, too
      }
      if (run.size() == RUN) {
        begin(run);
        run = new ArrayList<>();
        isUrgent = false;
      }
    }
    if (isUrgent) {
      begin(run);
    }
  }

  /// What is to be checked at a height, unless that is not there or seen to.
  private Optional<Entry> newEntry(State state, long height) {
    Optional<Delivery> first = pool.delivery(height);
    Optional<Delivery> second = pool.delivery(height + 1);
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    @Nullable Entry entry = entries.get(height);
    if (entry != null && entry.isOf(first.get(), second.get())) {
      return Optional.empty();
    }
    return Optional.ofNullable(validators(state, height, first.get()))
        .map(validators ->
            new Entry(new BlockCheck(state.chainId(), validators, first.get(), second.get())));
  }

  private static @Nullable ValidatorSet validators(State state, long height, Delivery block) {
    if (height == state.nextHeight()) {
      return state.validators();
    }
    if (height == state.nextHeight() + 1) {
      return state.nextValidators();
    }
    Bytes claimed = block.block().header().validatorsHash();
    return claimed.equals(state.nextValidators().hash()) ? state.nextValidators() : null;
  }

  private void begin(List<Entry> run) {
    run.forEach(entry -> entries.put(entry.check.first().block().height(), entry));
    CommitVerifier verifier = idle.remove();
    List<BlockCheck> checks = run.stream().map(entry -> entry.check).toList();
    runtime
        .computation()
        .execute(() -> {
          List<Result> results = BlockCheck.run(checks, verifier);
          mailbox.execute(() -> {
            idle.add(verifier);
            for (int i = 0; i < run.size(); i++) {
              run.get(i).result = results.get(i);
            }
            done.run();
          });
        });
  }

  /// Tell what came of the check of the next height.
  ///
  /// @param state the newest state
  /// @return the check and its result, or empty if there is none that counts: then [#begin] makes one
  Optional<Checked> next(State state) {
    long height = state.nextHeight();
    @Nullable Entry entry = entries.get(height);
    if (entry == null || entry.result == null) {
      return Optional.empty();
    }
    Optional<Delivery> first = pool.delivery(height);
    Optional<Delivery> second = pool.delivery(height + 1);
    boolean counts =
        first.isPresent()
            && second.isPresent()
            && entry.isOf(first.get(), second.get())
            && entry.check.validators().hash().equals(state.validators().hash());
    if (!counts) {
      entries.remove(height);
      return Optional.empty();
    }
    return Optional.of(new Checked(entry.check, entry.result));
  }

  /// Forget the check of a height, which is behind us or was bad.
  void forget(long height) {
    entries.remove(height);
  }

  /// Forget everything.
  void clear() {
    entries.clear();
  }

  /// A check that counts.
  ///
  /// @param check what was checked
  /// @param result what came of it
  record Checked(BlockCheck check, Result result) {}
}
