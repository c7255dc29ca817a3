package dev.cometj.execution.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.PartSetHeader;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Vote;
import dev.cometj.chain.service.EvidenceStore;
import dev.cometj.chain.service.StoreException;
import dev.cometj.chain.service.StoreException.Reason;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import dev.cometj.execution.store.WriteBatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class KeyValueEvidenceStoreTest {
  private final MemoryKeyValueStore database = new MemoryKeyValueStore();
  private final EvidenceStore store = new KeyValueEvidenceStore(database, Runnable::run);

  private static void join(CompletionStage<?> stage) {
    stage.toCompletableFuture().join();
  }

  private static Vote vote(long height, int block) {
    Bytes hash = Sha256.hash(Bytes.wrap(new byte[] {(byte) block}));
    return new Vote(
        SignedMsgType.PREVOTE,
        height,
        0,
        new BlockId(hash, new PartSetHeader(1, hash)),
        Timestamp.EPOCH,
        Bytes.wrap(new byte[20]),
        0,
        Bytes.wrap(new byte[64]),
        Bytes.EMPTY,
        Bytes.EMPTY);
  }

  private static Evidence evidence(long height) {
    return DuplicateVoteEvidence.of(vote(height, 1), vote(height, 2), 40, 10, Timestamp.EPOCH);
  }

  @Test
  void anEmptyStoreHasNothing() {
    assertThat(store.pending()).isEmpty();
    assertThat(store.isCommitted(evidence(1))).isFalse();
  }

  @Test
  void whatWaitsComesBackByHeight() {
    for (long height : new long[] {300, 2, 17, 256}) {
      join(store.add(evidence(height)));
    }
    EvidenceStore again = new KeyValueEvidenceStore(database, Runnable::run);
    assertThat(again.pending())
        .containsExactly(evidence(2), evidence(17), evidence(256), evidence(300));
  }

  @Test
  void whatIsCommittedWaitsNoMore() {
    join(store.add(evidence(5)));
    join(store.commit(List.of(evidence(5), evidence(6))));
    assertThat(store.pending()).isEmpty();
    assertThat(store.isCommitted(evidence(5))).isTrue();
    assertThat(store.isCommitted(evidence(6))).isTrue();
    assertThat(store.isCommitted(evidence(7))).isFalse();
  }

  @Test
  void whatIsRemovedIsNeitherHereNorCommitted() {
    join(store.add(evidence(5)));
    join(store.add(evidence(6)));
    join(store.remove(List.of(evidence(5))));
    assertThat(store.pending()).containsExactly(evidence(6));
    assertThat(store.isCommitted(evidence(5))).isFalse();
  }

  @Test
  void keysAndValuesAreTheOriginals() {
    join(store.commit(List.of(evidence(26))));
    String known = " 000000000000001A/" + evidence(26).hash();
    byte[] key = known.getBytes(StandardCharsets.US_ASCII);
    key[0] = 0;
    assertThat(database.get(Bytes.wrap(key))).contains(Bytes.fromHex("081a"));
  }

  @Test
  void damageIsSaid() {
    database.write(new WriteBatch().put(Bytes.fromHex("0141"), Bytes.fromHex("0a05")), true);
    assertThatThrownBy(store::pending)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));
  }
}
