package dev.cometj.chain.validators;

import static dev.cometj.chain.validators.ValidatorVectors.blockId;
import static dev.cometj.chain.validators.ValidatorVectors.commit;
import static dev.cometj.chain.validators.ValidatorVectors.number;
import static dev.cometj.chain.validators.ValidatorVectors.setOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cometj.chain.Commit;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.ExtendedCommitSig;
import dev.cometj.crypto.Ed25519KeyCache;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class CommitVectorTest {

  private static final ValidatorVectors VECTORS = ValidatorVectors.open("validators.json");

  private final CommitVerifier verifier =
      new CommitVerifier(new Random(3), Runnable::run, 2, new Ed25519KeyCache(100));

  private static void check(JsonNode error, ThrowingCallable verification) throws Throwable {
    if (error.isNull()) {
      verification.call();
    } else {
      assertThatExceptionOfType(InvalidCommitException.class)
          .as(error.asString())
          .isThrownBy(verification)
          .matches(e ->
              (e.fault() == InvalidCommitException.Fault.VOTING_POWER)
                  == error.asString().contains("insufficient voting power"));
    }
  }

  @TestFactory
  Stream<DynamicTest> verifyCommit() {
    return VECTORS.tests(
        "verifyCommit",
        vector -> {
          if (!ValidatorVectors.hasKnownFlags(vector.get("commit"))) {
            // No commit has such an entry here: it is refused when it is decoded.
            return;
          }
          String chainId = vector.get("chainId").asString();
          ValidatorSet set = setOf(vector.get("validators"));
          Commit commit = commit(vector.get("commit"));
          var id = blockId(vector.get("blockId"));
          long height = number(vector.get("height"));
          check(
              vector.get("verifyCommitError"),
              () -> verifier.verify(chainId, set, id, height, commit));
          check(
              vector.get("verifyCommitLightError"),
              () -> verifier.verifyLight(chainId, set, id, height, commit));
          check(
              vector.get("verifyCommitLightAllSignaturesError"),
              () -> verifier.verifyLightAllSignatures(chainId, set, id, height, commit));
        });
  }

  @TestFactory
  Stream<DynamicTest> verifyCommitTrusting() {
    return VECTORS.tests(
        "verifyCommitTrusting",
        vector -> {
          String chainId = vector.get("chainId").asString();
          ValidatorSet set = setOf(vector.get("trustedValidators"));
          Commit commit = commit(vector.get("commit"));
          JsonNode fraction = vector.get("trustLevel");
          TrustLevel level =
              new TrustLevel(
                  number(fraction.get("numerator")), number(fraction.get("denominator")));
          check(
              vector.get("error"), () -> verifier.verifyLightTrusting(chainId, set, commit, level));
          check(
              vector.get("allSignaturesError"),
              () -> verifier.verifyLightTrustingAllSignatures(chainId, set, commit, level));
        });
  }

  @TestFactory
  Stream<DynamicTest> verifyCommitExtended() {
    return VECTORS.tests(
        "verifyCommitExtended",
        vector -> {
          JsonNode node = vector.get("extendedCommit");
          List<ExtendedCommitSig> entries =
              node.get("extendedSignatures").values().stream()
                  .map(entry ->
                      new ExtendedCommitSig(
                          ValidatorVectors.commitSig(entry),
                          ValidatorVectors.bytes(entry.get("extension")),
                          ValidatorVectors.bytes(entry.get("extensionSignature"))))
                  .toList();
          ExtendedCommit commit =
              new ExtendedCommit(
                  number(node.get("height")),
                  node.get("round").asInt(),
                  blockId(node.get("blockId")),
                  entries);
          check(
              vector.get("error"),
              () ->
                  verifier.verifyExtended(
                      vector.get("chainId").asString(),
                      setOf(vector.get("validators")),
                      blockId(vector.get("blockId")),
                      number(vector.get("height")),
                      commit));
        });
  }

  @TestFactory
  Stream<DynamicTest> medianTime() {
    return VECTORS.tests(
        "medianTime",
        vector -> {
          ValidatorSet set = setOf(vector.get("validators"));
          Commit commit = commit(vector.get("commit"));
          if (vector.get("error").isNull()) {
            assertThat(MedianTime.of(commit, set))
                .isEqualTo(ValidatorVectors.time(vector.get("medianTime")));
          } else {
            assertThatExceptionOfType(InvalidCommitException.class)
                .isThrownBy(() -> MedianTime.of(commit, set));
          }
        });
  }
}
