package dev.cometj.execution.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.PartSet;
import dev.cometj.chain.params.ConsensusParams;
import dev.cometj.chain.params.EvidenceParams;
import dev.cometj.chain.service.BlockStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.store.KeyRange;
import dev.cometj.execution.store.KeyValueCursor;
import dev.cometj.execution.store.KeyValueReads.Order;
import dev.cometj.execution.store.WriteBatch;
import dev.cometj.execution.store.contract.SampleChain;
import dev.cometj.execution.store.contract.SampleChain.Saved;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyValueBlockStoreTest {
  private final ForgetfulStore database = new ForgetfulStore();
  private final SampleChain chain = new SampleChain(100);
  private final BlockStore store = reopened();

  private BlockStore reopened() {
    return new KeyValueBlockStore(database, Runnable::run);
  }

  private static void join(CompletionStage<?> stage) {
    stage.toCompletableFuture().join();
  }

  private void save(long height) {
    Saved saved = chain.at(height);
    join(store.save(saved.block(), saved.parts(), saved.commit()));
  }

  private void saveUpTo(long height) {
    for (long next = store.height() + 1; next <= height; next++) {
      save(next);
    }
  }

  private static void assertRefused(CompletionStage<?> stage, Reason reason) {
    assertThatThrownBy(() -> join(stage))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void anEmptyStoreHasNothing() {
    assertThat(store.base()).isZero();
    assertThat(store.height()).isZero();
    assertThat(store.size()).isZero();
    assertThat(store.baseMeta()).isEmpty();
    assertThat(store.block(1)).isEmpty();
    assertThat(store.block(Bytes.EMPTY)).isEmpty();
    assertThat(store.meta(1)).isEmpty();
    assertThat(store.part(1, 0)).isEmpty();
    assertThat(store.commit(1)).isEmpty();
    assertThat(store.seenCommit(1)).isEmpty();
    assertThat(store.extendedCommit(1)).isEmpty();
    assertRefused(store.deleteLatest(), Reason.MISSING);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 200_000})
  void aBlockComesBackByteForByte(int txBytes) {
    Saved first = new SampleChain(txBytes).at(1);
    join(store.save(first.block(), first.parts(), first.commit()));
    assertThat(database.syncs()).isEqualTo(1);
    assertThat(database.writes()).isEqualTo(1);
    for (BlockStore each : List.of(store, reopened())) {
      assertThat(each.base()).isEqualTo(1);
      assertThat(each.height()).isEqualTo(1);
      assertThat(each.block(1)).contains(first.block());
      assertThat(each.block(1).orElseThrow().encoded()).isEqualTo(first.block().encoded());
      assertThat(each.encodedBlock(1)).contains(first.block().encoded());
      assertThat(each.block(first.block().hash())).contains(first.block());
      assertThat(each.meta(1)).contains(BlockMeta.of(first.block(), first.parts().header()));
      assertThat(each.meta(first.block().hash())).isEqualTo(each.meta(1));
      assertThat(each.baseMeta()).isEqualTo(each.meta(1));
      for (int i = 0; i < first.parts().total(); i++) {
        assertThat(each.part(1, i)).isEqualTo(first.parts().part(i));
      }
      assertThat(each.part(1, first.parts().total())).isEmpty();
      assertThat(each.seenCommit(1)).contains(first.commit());
      assertThat(each.commit(1)).isEmpty();
      assertThat(each.commit(0)).contains(first.block().lastCommit());
    }
  }

  @Test
  void theNextBlockBringsTheCommitOfTheOneBefore() {
    saveUpTo(2);
    assertThat(store.commit(1)).contains(chain.at(1).commit());
    assertThat(store.size()).isEqualTo(2);
  }

  @Test
  void extensionsAreKeptWhereVotesHaveThem() {
    Saved first = chain.at(1);
    var extended = SampleChain.extended(first.commit());
    join(store.save(first.block(), first.parts(), extended));
    assertThat(store.extendedCommit(1)).contains(extended);
    assertThat(store.seenCommit(1)).contains(first.commit());
  }

  @Test
  void theKeysAreTheOriginals() {
    saveUpTo(2);
    List<String> keys = new ArrayList<>();
    try (KeyValueCursor cursor = database.iterate(KeyRange.ALL, Order.ASCENDING)) {
      while (cursor.next()) {
        keys.add(new String(cursor.key().toByteArray(), StandardCharsets.US_ASCII));
      }
    }
    String first = chain.at(1).block().hash().toHex().toLowerCase(java.util.Locale.ROOT);
    String second = chain.at(2).block().hash().toHex().toLowerCase(java.util.Locale.ROOT);
    assertThat(keys)
        .containsExactlyInAnyOrder(
            "blockStore",
            "H:1",
            "H:2",
            "P:1:0",
            "P:2:0",
            "C:0",
            "C:1",
            "SC:1",
            "SC:2",
            "BH:" + first,
            "BH:" + second);
    // Field 1 is the base, field 2 the height.
    assertThat(database.get(BlockKeys.EXTENT)).contains(Bytes.fromHex("08011002"));
  }

  @Test
  void onlyTheNextWholeBlockWithItsCommitIsTaken() {
    save(1);
    Saved second = chain.at(2);
    Saved third = chain.at(3);
    assertRefused(store.save(third.block(), third.parts(), third.commit()), Reason.INVALID_REQUEST);
    assertRefused(
        store.save(second.block(), second.parts(), third.commit()), Reason.INVALID_REQUEST);
    assertRefused(
        store.save(second.block(), PartSet.ofHeader(second.parts().header()), second.commit()),
        Reason.INVALID_REQUEST);
    assertThat(store.height()).isEqualTo(1);
    save(2);
    assertThat(store.height()).isEqualTo(2);
  }

  @Test
  void anyHeightMayBeTheFirst() {
    Saved saved = chain.at(7);
    join(store.saveSeenCommit(6, chain.at(6).commit()));
    assertThat(store.height()).isZero();
    join(store.save(saved.block(), saved.parts(), saved.commit()));
    assertThat(store.base()).isEqualTo(7);
    assertThat(reopened().base()).isEqualTo(7);
    assertThat(store.seenCommit(6)).contains(chain.at(6).commit());
  }

  @Test
  void theLastBlockCanBeTakenBack() {
    saveUpTo(3);
    join(store.deleteLatest());
    assertThat(store.height()).isEqualTo(2);
    assertThat(store.block(3)).isEmpty();
    assertThat(store.block(chain.at(3).block().hash())).isEmpty();
    assertThat(store.part(3, 0)).isEmpty();
    assertThat(store.commit(2)).isPresent();
    saveUpTo(3);
    for (int i = 0; i < 3; i++) {
      join(store.deleteLatest());
    }
    assertThat(store.height()).isZero();
    assertThat(reopened().base()).isZero();
  }

  @Test
  void pruningKeepsWhatEvidenceMayNeedUntilItDoesNot() {
    ConsensusParams params =
        new ConsensusParams(
            ConsensusParams.DEFAULT.block(),
            new EvidenceParams(3, Duration.ofMinutes(3), 1000),
            ConsensusParams.DEFAULT.validator(),
            ConsensusParams.DEFAULT.version(),
            ConsensusParams.DEFAULT.abci());
    SampleChain aging = new SampleChain(10, params);
    for (int height = 1; height <= 20; height++) {
      Saved saved = aging.at(height);
      join(store.save(saved.block(), saved.parts(), saved.commit()));
    }
    var pruned = store.prune(9, aging.at(10).state()).toCompletableFuture().join();
    assertThat(pruned).isEqualTo(new BlockStore.Pruned(8, 7));
    assertThat(store.base()).isEqualTo(9);
    assertThat(reopened().base()).isEqualTo(9);
    assertThat(store.meta(6)).isEmpty();
    assertThat(store.commit(6)).isEmpty();
    assertThat(store.meta(7)).isPresent();
    assertThat(store.commit(8)).isPresent();
    assertThat(store.seenCommit(8)).isEmpty();
    assertThat(store.block(8)).isEmpty();
    assertThat(store.part(8, 0)).isEmpty();
    assertThat(store.meta(aging.at(8).block().hash())).isEmpty();
    assertThat(store.block(9)).isPresent();
    pruned = store.prune(20, aging.at(20).state()).toCompletableFuture().join();
    assertThat(pruned).isEqualTo(new BlockStore.Pruned(11, 17));
    assertThat(store.meta(7)).isEmpty();
    assertThat(store.meta(16)).isEmpty();
    assertThat(store.meta(17)).isPresent();
    assertThat(store.size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 2, 6})
  void pruningBeyondWhatIsHereIsRefused(long height) {
    saveUpTo(5);
    join(store.prune(3, chain.at(5).state()));
    assertRefused(store.prune(height, chain.at(5).state()), Reason.INVALID_REQUEST);
  }

  @Test
  void aLongPruningIsDoneInSteps() {
    ConsensusParams params =
        new ConsensusParams(
            ConsensusParams.DEFAULT.block(),
            new EvidenceParams(1, Duration.ofNanos(1), 1000),
            ConsensusParams.DEFAULT.validator(),
            ConsensusParams.DEFAULT.version(),
            ConsensusParams.DEFAULT.abci());
    SampleChain aging = new SampleChain(1, params);
    for (int height = 1; height <= 1500; height++) {
      Saved saved = aging.at(height);
      join(store.save(saved.block(), saved.parts(), saved.commit()));
    }
    int before = database.writes();
    database.failAfter(1);
    assertRefused(store.prune(1500, aging.at(1500).state()), Reason.DEVICE);
    assertThat(database.writes()).isEqualTo(before + 1);
    database.failAfter(10);
    BlockStore again = reopened();
    assertThat(again.base()).isEqualTo(1001);
    assertThat(again.block(1001)).isPresent();
    assertThat(again.meta(1000)).isEmpty();
    assertThat(again.prune(1500, aging.at(1500).state()).toCompletableFuture().join())
        .isEqualTo(new BlockStore.Pruned(499, 1499));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P:3:0", "H:3", "SC:3", "P:3:1"})
  @DisplayName("F08 a last block of which something is missing is taken back to the last whole one")
  void aLastBlockThatIsNotWholeIsTakenBack(String key) {
    SampleChain large = new SampleChain(100_000);
    for (int height = 1; height <= 3; height++) {
      Saved saved = large.at(height);
      join(store.save(saved.block(), saved.parts(), saved.commit()));
    }
    database.write(new WriteBatch().delete(StoredMessages.key(key)), true);
    BlockStore again = reopened();
    assertThat(again.height()).isEqualTo(2);
    assertThat(again.block(2)).contains(large.at(2).block());
    assertThat(again.part(3, 0)).isEmpty();
    Saved third = large.at(3);
    join(again.save(third.block(), third.parts(), third.commit()));
    assertThat(reopened().height()).isEqualTo(3);
  }

  @Test
  @DisplayName("F08 a store with more damage than a crash explains refuses to open")
  void moreDamageIsRefused() {
    saveUpTo(3);
    database.write(
        new WriteBatch().delete(StoredMessages.key("P:2:0")).delete(StoredMessages.key("P:3:0")),
        true);
    BlockStore again = reopened();
    assertThatThrownBy(again::height)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));
  }

  @Test
  @DisplayName("F08 the parts of another block are never served as this one")
  void aBlockThatIsAnotherIsNotServed() {
    saveUpTo(3);
    Bytes other = database.get(BlockKeys.part(1, 0)).orElseThrow();
    database.write(new WriteBatch().put(BlockKeys.part(2, 0), other), true);
    assertThatThrownBy(() -> store.block(2))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));
  }

  @Test
  @DisplayName("F11 after the device failed nothing is saved, and after opening again all goes on")
  void aFullDeviceStopsTheStoreAndLeavesItWhole() {
    saveUpTo(2);
    database.failAfter(0);
    Saved third = chain.at(3);
    assertRefused(store.save(third.block(), third.parts(), third.commit()), Reason.DEVICE);
    database.failAfter(100);
    assertRefused(store.save(third.block(), third.parts(), third.commit()), Reason.DEVICE);
    assertThat(store.height()).isEqualTo(2);
    BlockStore again = reopened();
    join(again.save(third.block(), third.parts(), third.commit()));
    assertThat(again.height()).isEqualTo(3);
  }

  @Test
  void writesAreDoneInOrderOnTheExecutor() {
    Deque<Runnable> tasks = new ArrayDeque<>();
    BlockStore queued = new KeyValueBlockStore(database, tasks::add);
    List<Integer> ended = new ArrayList<>();
    for (int height = 1; height <= 3; height++) {
      int which = height;
      Saved saved = chain.at(height);
      queued.save(saved.block(), saved.parts(), saved.commit()).thenRun(() -> ended.add(which));
    }
    assertThat(queued.height()).isZero();
    assertThat(tasks).hasSize(1);
    tasks.remove().run();
    assertThat(ended).containsExactly(1, 2, 3);
    assertThat(queued.height()).isEqualTo(3);
  }
}
