package dev.cometj.execution.kvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.cometj.crypto.Ed25519PublicKey;
import dev.cometj.wire.abci.Misbehavior;
import dev.cometj.wire.abci.MisbehaviorType;
import dev.cometj.wire.abci.RequestApplySnapshotChunk;
import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.RequestCommit;
import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.RequestInitChain;
import dev.cometj.wire.abci.RequestListSnapshots;
import dev.cometj.wire.abci.RequestLoadSnapshotChunk;
import dev.cometj.wire.abci.RequestOfferSnapshot;
import dev.cometj.wire.abci.RequestPrepareProposal;
import dev.cometj.wire.abci.RequestProcessProposal;
import dev.cometj.wire.abci.RequestQuery;
import dev.cometj.wire.abci.ResponseApplySnapshotChunk;
import dev.cometj.wire.abci.ResponseFinalizeBlock;
import dev.cometj.wire.abci.ResponseOfferSnapshot;
import dev.cometj.wire.abci.ResponseProcessProposal.ProposalStatus;
import dev.cometj.wire.abci.ResponseQuery;
import dev.cometj.wire.abci.Snapshot;
import dev.cometj.wire.abci.Validator;
import dev.cometj.wire.abci.ValidatorUpdate;
import dev.cometj.wire.crypto.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KvStoreApplicationTest {
  private static final byte[] KEY = new byte[32];
  private static final String KEY_TEXT = Base64.getEncoder().encodeToString(KEY);

  private final KvStorage storage = KvStorage.inMemory();
  private KvStoreApplication application = over(KvStoreOptions.defaults());

  private KvStoreApplication over(KvStoreOptions options) {
    return new KvStoreApplication(storage, options);
  }

  private static ByteString bytes(String text) {
    return ByteString.copyFromUtf8(text);
  }

  private static List<ByteString> all(String... texts) {
    return Stream.of(texts).map(KvStoreApplicationTest::bytes).toList();
  }

  private ResponseFinalizeBlock execute(long height, String... transactions) {
    return application.finalizeBlock(
        RequestFinalizeBlock.newBuilder().setHeight(height).addAllTxs(all(transactions)).build());
  }

  private long commit() {
    return application.commit(RequestCommit.getDefaultInstance()).getRetainHeight();
  }

  private ResponseQuery query(String path, ByteString data, boolean prove) {
    return application.query(
        RequestQuery.newBuilder().setPath(path).setData(data).setProve(prove).build());
  }

  @ParameterizedTest
  @CsvSource({
    "a=b, 0",
    "a:b, 0",
    "=b, 2",
    "a=, 2",
    "a, 2",
    "a=b=c, 2",
    "a:b=c, 2",
    "'', 2",
    "val=ed25519!AAAA!5, 0",
    "val=unknown!AAAA!0, 0",
    "val=!AAAA!+5, 0",
    "val=ed25519!AAA!5, 2",
    "val=ed25519!AA==!5, 0",
    "val=ed25519!AA!5, 2",
    "val=ed25519!A*AA!5, 2",
    "val=ed25519!AAAA!-1, 2",
    "val=ed25519!AAAA!x, 2",
    "val=ed25519!AAAA, 2",
    "val=AAAA!1!2!3, 2"
  })
  void checksTransactionsAsTheOriginalDoes(String transaction, int code) {
    var response =
        application.checkTx(RequestCheckTx.newBuilder().setTx(bytes(transaction)).build());
    assertThat(response.getCode()).isEqualTo(code);
    assertThat(response.getGasWanted()).isEqualTo(code == 0 ? 1 : 0);
  }

  @Test
  void aProposerDropsBadTransactionsAndTurnsColonsIntoEqualsSigns() {
    var proposal =
        application.prepareProposal(
            RequestPrepareProposal.newBuilder().addAllTxs(all("a:b", "bad", "c=d")).build());
    assertThat(proposal.getTxsList()).isEqualTo(all("a=b", "c=d"));
  }

  @Test
  void aProposalWithABadTransactionIsRejected() {
    var good = RequestProcessProposal.newBuilder().addAllTxs(all("a=b")).build();
    assertThat(application.processProposal(good).getStatus()).isEqualTo(ProposalStatus.ACCEPT);
    var bad = good.toBuilder().addTxs(bytes("bad")).build();
    assertThat(application.processProposal(bad).getStatus()).isEqualTo(ProposalStatus.REJECT);
  }

  @Test
  void keepsPairsWithTheCommitAndNotBefore() {
    var results = execute(1, "a=b", "c=d");
    assertThat(results.getAppHash().toByteArray()).startsWith(4, 0).hasSize(8);
    assertThat(results.getTxResultsList()).hasSize(2);
    assertThat(query("", bytes("a"), false).getLog()).isEqualTo("does not exist");
    assertThat(commit()).isZero();
    var found = query("", bytes("a"), true);
    assertThat(found.getLog()).isEqualTo("exists");
    assertThat(found.getValue()).isEqualTo(bytes("b"));
    assertThat(found.getHeight()).isEqualTo(1);
    assertThat(found.getIndex()).isEqualTo(-1);
    var info = application.info(RequestInfo.getDefaultInstance());
    assertThat(info.getData()).isEqualTo("{\"size\":2}");
    assertThat(info.getVersion()).isEqualTo("2.0.0");
    assertThat(info.getLastBlockHeight()).isEqualTo(1);
    assertThat(info.getLastBlockAppHash()).isEqualTo(results.getAppHash());
  }

  @Test
  void theHashIsTheNumberOfTransactionsAsASignedVarint() {
    assertThat(KvState.hash(0).toByteArray()).isEqualTo(new byte[8]);
    assertThat(KvState.hash(64).toByteArray()).startsWith(0x80, 1, 0);
    assertThat(KvState.hash(300).toByteArray()).startsWith(0xd8, 4, 0);
  }

  @Test
  void everyTransactionHasTwoEvents() {
    var events = execute(1, "key=value").getTxResults(0).getEventsList();
    assertThat(events).hasSize(2).allMatch(event -> event.getType().equals("app"));
    assertThat(events.getFirst().getAttributes(0).getValue()).isEqualTo("Cosmoshi Netowoko");
    assertThat(events.getFirst().getAttributes(1).getValue()).isEqualTo("key");
    assertThat(events.getLast().getAttributes(1).getValue()).isEqualTo("value");
    assertThat(events.getLast().getAttributes(3).getIndex()).isFalse();
  }

  @Test
  void aBlockThatIsExecutedAgainGivesTheSameResult() {
    var first = execute(1, "a=b");
    assertThat(execute(1, "a=b")).isEqualTo(first);
    commit();
    assertThat(application.info(RequestInfo.getDefaultInstance()).getData())
        .isEqualTo("{\"size\":1}");
  }

  @Test
  void aTransactionChangesAValidator() {
    var results = execute(1, "val=ed25519!" + KEY_TEXT + "!7");
    var update =
        ValidatorUpdate.newBuilder()
            .setPubKey(PublicKey.newBuilder().setEd25519(ByteString.copyFrom(KEY)))
            .setPower(7)
            .build();
    assertThat(results.getValidatorUpdatesList()).containsExactly(update);
    commit();
    byte[] kept = query("/val", ByteString.copyFrom(KEY), false).getValue().toByteArray();
    assertThat(Arrays.copyOfRange(kept, 1, kept.length)).isEqualTo(update.toByteArray());
    execute(2, "val=!" + KEY_TEXT + "!0");
    commit();
    assertThat(query("/val", ByteString.copyFrom(KEY), false).getValue()).isEmpty();
  }

  @Test
  void aKeyTypeThatIsNoneFailsTheBlockAsInTheOriginal() {
    assertThatThrownBy(() -> execute(1, "val=unknown!AAAA!1"))
        .hasMessage("key type unknown not supported");
  }

  @Test
  void whoVotesTwiceLosesPower() {
    var key = PublicKey.newBuilder().setEd25519(ByteString.copyFrom(KEY)).build();
    application.initChain(
        RequestInitChain.newBuilder()
            .addValidators(ValidatorUpdate.newBuilder().setPubKey(key).setPower(10))
            .build());
    application = application.restarted(); // validators are known then too
    var block =
        RequestFinalizeBlock.newBuilder()
            .setHeight(1)
            .addMisbehavior(
                Misbehavior.newBuilder()
                    .setType(MisbehaviorType.DUPLICATE_VOTE)
                    .setValidator(
                        Validator.newBuilder()
                            .setAddress(ByteString.copyFrom(Ed25519PublicKey.of(KEY).address()))
                            .setPower(10)))
            .build();
    assertThat(application.finalizeBlock(block).getValidatorUpdatesList())
        .containsExactly(ValidatorUpdate.newBuilder().setPubKey(key).setPower(9).build());
  }

  @Test
  void goesOnWhereTheStorageIs() {
    execute(1, "a=b");
    commit();
    execute(2, "c=d"); // never committed
    application = over(new KvStoreOptions(2, true, 0));
    assertThat(application.info(RequestInfo.getDefaultInstance()).getLastBlockHeight()).isOne();
    assertThat(execute(2, "c=d").getEventsCount()).isEqualTo(2);
    assertThat(commit()).isEqualTo(1);
    execute(3);
    assertThat(commit()).isEqualTo(2);
  }

  @Test
  void aSnapshotRestoresTheState() {
    application = over(new KvStoreOptions(0, false, 2));
    execute(1, "a=" + "x".repeat(100_000));
    commit();
    var hash = execute(2, "b=c", "val=!" + KEY_TEXT + "!7").getAppHash();
    commit();
    var snapshots =
        application.listSnapshots(RequestListSnapshots.getDefaultInstance()).getSnapshotsList();
    assertThat(snapshots).hasSize(1);
    Snapshot snapshot = snapshots.getFirst();
    assertThat(snapshot.getChunks()).isEqualTo(2);

    var fresh = new KvStoreApplication(KvStorage.inMemory(), new KvStoreOptions(0, false, 2));
    assertThat(restore(fresh, snapshot, ByteString.copyFrom(new byte[8])))
        .isEqualTo(ResponseApplySnapshotChunk.Result.REJECT_SNAPSHOT);
    assertThat(restore(fresh, snapshot, hash)).isEqualTo(ResponseApplySnapshotChunk.Result.ACCEPT);
    var info = fresh.info(RequestInfo.getDefaultInstance());
    assertThat(info.getLastBlockHeight()).isEqualTo(2);
    assertThat(info.getLastBlockAppHash()).isEqualTo(hash);
    assertThat(fresh.query(RequestQuery.newBuilder().setData(bytes("b")).build()).getValue())
        .isEqualTo(bytes("c"));
  }

  private ResponseApplySnapshotChunk.Result restore(
      KvStoreApplication fresh, Snapshot snapshot, ByteString hash) {
    var offer = RequestOfferSnapshot.newBuilder().setSnapshot(snapshot).setAppHash(hash).build();
    assertThat(fresh.offerSnapshot(offer).getResult())
        .isEqualTo(ResponseOfferSnapshot.Result.ACCEPT);
    ResponseApplySnapshotChunk.Result result = ResponseApplySnapshotChunk.Result.UNKNOWN;
    for (int i = 0; i < snapshot.getChunks(); i++) {
      var chunk =
          application.loadSnapshotChunk(
              RequestLoadSnapshotChunk.newBuilder()
                  .setHeight(snapshot.getHeight())
                  .setFormat(snapshot.getFormat())
                  .setChunk(i)
                  .build());
      result =
          fresh
              .applySnapshotChunk(
                  RequestApplySnapshotChunk.newBuilder()
                      .setIndex(i)
                      .setChunk(chunk.getChunk())
                      .build())
              .getResult();
    }
    return result;
  }
}
