package dev.cometj.chain.validators;

import static dev.cometj.chain.validators.Signers.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;
import dev.cometj.chain.validators.InvalidCommitException.Fault;
import dev.cometj.crypto.Ed25519KeyCache;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.MlDsa65PrivateKey;
import dev.cometj.crypto.PrivateKey;
import dev.cometj.crypto.Secp256k1PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class CommitVerifierTest {

  private static final BlockId BLOCK = Signers.blockId(1);

  private static CommitVerifier on(Executor executor, int parallelism) {
    return new CommitVerifier(new Random(5), executor, parallelism, new Ed25519KeyCache(500));
  }

  private static void assertBad(CommitVerifier verifier, Signers signers, Commit commit, int bad) {
    assertThatExceptionOfType(InvalidCommitException.class)
        .isThrownBy(() -> verifier.verify(CHAIN, signers.set(), BLOCK, 3, commit))
        .withMessageContaining("entry " + bad + " ")
        .matches(e -> e.fault() == Fault.SIGNATURE);
  }

  @Test
  void namesTheFirstOfTheBadSignaturesHoweverTheyAreSplit() throws Exception {
    Signers signers = Signers.of(50, 1);
    Commit commit = signers.commit(3, BLOCK, 50);
    Commit bad = Signers.spoiled(Signers.spoiled(commit, 41), 17);
    for (int parallelism : new int[] {1, 2, 3, 7}) {
      CommitVerifier verifier = on(Runnable::run, parallelism);
      verifier.verify(CHAIN, signers.set(), BLOCK, 3, commit);
      assertBad(verifier, signers, bad, 17);
    }
  }

  @Test
  void anExecutorThatNeverRunsAnythingOnlyMakesItSlower() throws Exception {
    Signers signers = Signers.of(40, 2);
    Commit commit = signers.commit(3, BLOCK, 40);
    List<Runnable> handedOver = new ArrayList<>();
    CommitVerifier verifier = on(handedOver::add, 4);
    verifier.verify(CHAIN, signers.set(), BLOCK, 3, commit);
    assertThat(handedOver).hasSize(3);
    assertBad(verifier, signers, Signers.spoiled(commit, 39), 39);
    assertThatCode(() -> handedOver.forEach(Runnable::run)).doesNotThrowAnyException();
  }

  @Test
  void checksOnOtherThreadsToo() throws Exception {
    Signers signers = Signers.of(64, 3);
    Commit commit = signers.commit(3, BLOCK, 64);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      CommitVerifier verifier = on(threads, 4);
      for (int i = 0; i < 20; i++) {
        verifier.verify(CHAIN, signers.set(), BLOCK, 3, commit);
        assertBad(verifier, signers, Signers.spoiled(commit, 3 * i), 3 * i);
      }
    }
  }

  @Test
  void lightVerificationDoesNotLookBeyondTwoThirds() throws Exception {
    Signers signers = Signers.of(9, 4);
    Commit commit = Signers.spoiled(signers.commit(3, BLOCK, 9), 8);
    CommitVerifier verifier = on(Runnable::run, 2);
    verifier.verifyLight(CHAIN, signers.set(), BLOCK, 3, commit);
    verifier.verifyLightTrusting(CHAIN, signers.set(), commit, TrustLevel.ONE_THIRD);
    assertThatExceptionOfType(InvalidCommitException.class)
        .isThrownBy(
            () -> verifier.verifyLightAllSignatures(CHAIN, signers.set(), BLOCK, 3, commit));
    assertThatExceptionOfType(InvalidCommitException.class)
        .isThrownBy(() ->
            verifier.verifyLightTrustingAllSignatures(
                CHAIN, signers.set(), commit, TrustLevel.ONE_THIRD));
  }

  @Test
  void powerIsCountedBeforeSignaturesAreCheckedTogether() throws Exception {
    Signers signers = Signers.of(6, 5);
    Commit commit = Signers.spoiled(signers.commit(3, BLOCK, 4), 0);
    assertThatExceptionOfType(InvalidCommitException.class)
        .isThrownBy(() -> on(Runnable::run, 1).verify(CHAIN, signers.set(), BLOCK, 3, commit))
        .matches(e -> e.fault() == Fault.VOTING_POWER);
  }

  @Test
  void signaturesAreCheckedBeforePowerWhereKeysDiffer() throws Exception {
    Random random = new Random(6);
    List<PrivateKey> keys =
        List.of(
            Ed25519PrivateKey.generate(random),
            Secp256k1PrivateKey.generate(random),
            MlDsa65PrivateKey.generate(random),
            Ed25519PrivateKey.generate(random));
    Signers signers = Signers.ofKeys(keys);
    CommitVerifier verifier = on(Runnable::run, 2);
    verifier.verify(CHAIN, signers.set(), BLOCK, 3, signers.commit(3, BLOCK, 4));
    for (int i = 0; i < 4; i++) {
      assertBad(verifier, signers, Signers.spoiled(signers.commit(3, BLOCK, 4), i), i);
    }
    assertBad(verifier, signers, Signers.spoiled(signers.commit(3, BLOCK, 2), 1), 1);
  }

  @Test
  void commitsOfManyBlocksAreJudgedAsEachAlone() throws Exception {
    Signers signers = Signers.of(30, 7);
    List<CommitClaim> claims = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      BlockId block = Signers.blockId(i);
      claims.add(new CommitClaim(signers.set(), block, 3 + i, signers.commit(3 + i, block, 30)));
    }
    CommitVerifier verifier = on(Runnable::run, 2);
    assertThat(verifier.verifyEach(CHAIN, claims)).hasSize(10).allMatch(Optional::isEmpty);

    claims.set(2, changed(claims.get(2), Signers.spoiled(claims.get(2).commit(), 29)));
    claims.set(5, changed(claims.get(5), signers.commit(8, BLOCK, 30)));
    claims.set(9, changed(claims.get(9), signers.commit(12, Signers.blockId(9), 20)));
    List<Optional<InvalidCommitException>> faults = verifier.verifyEach(CHAIN, claims);
    for (int i = 0; i < claims.size(); i++) {
      assertThat(faults.get(i).map(InvalidCommitException::fault))
          .as("commit %d", i)
          .isEqualTo(faultOf(verifier, claims.get(i)));
    }
    assertThat(faults.stream().filter(Optional::isPresent)).hasSize(3);
    assertThat(verifier.verifyEach(CHAIN, List.of())).isEmpty();
  }

  private static CommitClaim changed(CommitClaim claim, Commit commit) {
    return new CommitClaim(claim.validators(), claim.blockId(), claim.height(), commit);
  }

  private static Optional<Fault> faultOf(CommitVerifier verifier, CommitClaim claim) {
    try {
      verifier.verify(CHAIN, claim.validators(), claim.blockId(), claim.height(), claim.commit());
      return Optional.empty();
    } catch (InvalidCommitException e) {
      return Optional.of(e.fault());
    }
  }

  @Test
  void trustLevelsAreSafeFromOneThirdToOne() {
    assertThat(TrustLevel.ONE_THIRD.isSafe()).isTrue();
    assertThat(new TrustLevel(1, 1).isSafe()).isTrue();
    assertThat(new TrustLevel(2, 7).isSafe()).isFalse();
    assertThat(new TrustLevel(3, 7).isSafe()).isTrue();
    assertThat(new TrustLevel(5, 4).isSafe()).isFalse();
    assertThat(new TrustLevel(0, 0).isSafe()).isFalse();
    assertThat(new TrustLevel(Long.MAX_VALUE, Long.MAX_VALUE).isSafe()).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> new TrustLevel(-1, 3));
  }
}
