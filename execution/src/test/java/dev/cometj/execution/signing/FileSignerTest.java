package dev.cometj.execution.signing;

import static dev.cometj.execution.signing.Votes.CHAIN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.SigningException.Reason;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.MlDsa65PrivateKey;
import dev.cometj.crypto.PrivateKey;
import dev.cometj.crypto.Secp256k1PrivateKey;
import dev.cometj.p2p.testkit.VirtualDisk;
import dev.cometj.p2p.testkit.VirtualDisk.Fault;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.wire.types.SignedMsgType;
import dev.cometj.wire.types.Vote;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FileSignerTest {
  private static final Path KEY = Path.of("config", "priv_validator_key.json");
  private static final Path STATE = Path.of("data", "priv_validator_state.json");

  private final VirtualNode node = VirtualWorld.create().node("validator");
  private final VirtualDisk disk = node.disk();
  private final FileSigner signer =
      FileSigner.create(disk, KEY, STATE, Ed25519PrivateKey.fromSeed(new byte[32]));

  private FileSigner reopened() {
    return FileSigner.open(disk, KEY, STATE);
  }

  private static void assertRefused(Reason reason, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            SigningException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("empty", _ -> ""),
        damage("truncated", text -> text.substring(0, text.length() / 2)),
        damage("without its last byte", text -> text.substring(0, text.length() - 1)),
        damage("twice", text -> text + text),
        damage("another JSON", _ -> "[]"),
        damage("an empty object", _ -> "{}"),
        damage("without the height", text -> text.replace("\"height\"", "\"h\"")),
        damage("a height that is a number", text -> text.replace("\"7\"", "7")),
        damage("another height", text -> text.replace("\"7\"", "\"6\"")),
        damage("another step", text -> text.replace("\"step\": 3", "\"step\": 2")),
        damage("no such step", text -> text.replace("\"step\": 3", "\"step\": 4")),
        damage("a negative round", text -> text.replace("\"round\": 0", "\"round\": -1")),
        damage("without sign bytes", text -> text.replace("signbytes", "other")),
        damage("without signature", text -> text.replace("signature", "other")),
        damage("no hexadecimal", text -> text.replace("\"signbytes\": \"", "\"signbytes\": \"x")),
        damage("another length", text -> text.replace("\"signbytes\": \"", "\"signbytes\": \"00")));
  }

  private static Arguments damage(String name, Function<String, String> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  @DisplayName("F06 a state file that is damaged is refused, never taken for an empty one")
  void aDamagedStateIsRefused(String name, Function<String, String> change) {
    signer.signVote(CHAIN, Votes.precommit(7, 0, 1));
    String good = new String(disk.content(STATE).orElseThrow(), UTF_8);
    disk.plant(STATE, change.apply(good).getBytes(UTF_8));
    assertThatThrownBy(this::reopened)
        .isInstanceOfSatisfying(
            SigningException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNUSABLE_FILES))
        .hasMessageContaining(STATE.toString())
        .hasMessageNotContaining("\n");
  }

  @Test
  @DisplayName("F06 a key without its state file signs nothing")
  void aMissingStateIsRefused() {
    disk.erase(STATE);
    assertThatThrownBy(this::reopened).hasMessageContaining("there is no state of the validator");
  }

  @Test
  @DisplayName("F06 a state ahead of the chain refuses what the chain asks for")
  void aStateAheadOfTheChainIsKept() {
    signer.signVote(CHAIN, Votes.precommit(100, 0, 1));
    assertRefused(Reason.REGRESSION, () -> reopened().signVote(CHAIN, Votes.precommit(99, 5, 1)));
  }

  @Test
  @DisplayName("F07 a key file that is missing, damaged or of another kind is refused by name")
  void anUnusableKeyIsRefused() {
    String good = new String(disk.content(KEY).orElseThrow(), UTF_8);
    for (String bad :
        new String[] {
          "",
          "{}",
          good.replace("PrivKeyEd25519", "PrivKeySr25519"),
          good.replaceFirst("(priv_key[^}]*value\": \")....", "$1****"),
          good.replaceFirst("(priv_key[^}]*value\": \")....", "$1")
        }) {
      disk.plant(KEY, bad.getBytes(UTF_8));
      assertThatThrownBy(this::reopened)
          .isInstanceOf(SigningException.class)
          .hasMessageContaining(KEY.toString());
    }
    disk.erase(KEY);
    assertThatThrownBy(this::reopened).hasMessageContaining("there is no validator key");
  }

  @Test
  @DisplayName("A03 a signature that has left is remembered over a power loss")
  void aSignatureIsDurableBeforeItLeaves() {
    Vote signed = signer.signVote(CHAIN, Votes.precommit(5, 0, 1));
    node.powerLoss();
    assertRefused(Reason.CONFLICT, () -> reopened().signVote(CHAIN, Votes.precommit(5, 0, 2)));
    assertThat(reopened().signVote(CHAIN, Votes.precommit(5, 0, 1))).isEqualTo(signed);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F10 one failed write, and nothing is signed any more")
  void aFailedWriteEndsTheSigner(Fault fault) {
    signer.signVote(CHAIN, Votes.precommit(5, 0, 1));
    disk.failTimes(1, fault, STATE::equals);
    assertRefused(Reason.NOT_DURABLE, () -> signer.signVote(CHAIN, Votes.precommit(6, 0, 1)));
    assertRefused(Reason.NOT_DURABLE, () -> signer.signVote(CHAIN, Votes.precommit(7, 0, 1)));
    assertRefused(Reason.NOT_DURABLE, () -> signer.signVote(CHAIN, Votes.precommit(5, 0, 1)));
    assertThat(reopened().signVote(CHAIN, Votes.precommit(6, 0, 1)).getSignature()).isNotEmpty();
  }

  @Test
  void theSameVoteAtAnotherTimeGetsTheOldTimeAndSignature() {
    Vote first = signer.signVote(CHAIN, Votes.precommit(5, 1, 1));
    Vote later =
        Votes.precommit(5, 1, 1).toBuilder()
            .setTimestamp(Timestamp.newBuilder().setSeconds(1_800_000_000L))
            .build();
    assertThat(reopened().signVote(CHAIN, later)).isEqualTo(first);
  }

  @Test
  void anotherKeyOverTheSameStateDoesNotGiveTheOldSignatureAsItsOwn() {
    signer.signVote(CHAIN, Votes.precommit(5, 0, 1));
    disk.plant(KEY, ValidatorKeyFile.format(Ed25519PrivateKey.fromSeed(filled())));
    assertRefused(Reason.CONFLICT, () -> reopened().signVote(CHAIN, Votes.precommit(5, 0, 1)));
    assertThat(reopened().signVote(CHAIN, Votes.precommit(6, 0, 1)).getSignature()).isNotEmpty();
  }

  private static byte[] filled() {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) 1);
    return seed;
  }

  @Test
  void aVoteOfNoKindIsRefused() {
    Vote vote =
        Votes.precommit(5, 0, 1).toBuilder()
            .setType(SignedMsgType.SIGNED_MSG_TYPE_PROPOSAL)
            .build();
    assertRefused(Reason.INVALID_REQUEST, () -> signer.signVote(CHAIN, vote));
  }

  @Test
  void existingFilesAreNeverReplaced() {
    PrivateKey other = Ed25519PrivateKey.fromSeed(filled());
    assertRefused(Reason.UNUSABLE_FILES, () -> FileSigner.create(disk, KEY, Path.of("new"), other));
    assertRefused(
        Reason.UNUSABLE_FILES, () -> FileSigner.create(disk, Path.of("new"), STATE, other));
  }

  static Stream<PrivateKey> keysOfOtherTypes() {
    RandomGenerator random = new Random(1);
    return Stream.of(Secp256k1PrivateKey.generate(random), MlDsa65PrivateKey.generate(random));
  }

  @ParameterizedTest
  @MethodSource("keysOfOtherTypes")
  void everyTypeOfKeySignsAndIsReadAgain(PrivateKey key) {
    Path keyFile = Path.of("other", "key");
    Path stateFile = Path.of("other", "state");
    Vote signed =
        FileSigner.create(disk, keyFile, stateFile, key).signVote(CHAIN, Votes.precommit(5, 0, 1));
    var again = FileSigner.open(disk, keyFile, stateFile);
    assertThat(again.publicKey()).isEqualTo(key.publicKey());
    assertThat(again.signVote(CHAIN, Votes.precommit(5, 0, 1)).getSignature())
        .isEqualTo(signed.getSignature());
    assertThat(
            key.publicKey()
                .verifies(
                    SignBytes.vote(CHAIN, signed).toByteArray(),
                    signed.getSignature().toByteArray()))
        .isTrue();
  }
}
