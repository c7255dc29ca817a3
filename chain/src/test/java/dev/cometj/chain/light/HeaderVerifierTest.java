package dev.cometj.chain.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.Header;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.PartSetHeader;
import dev.cometj.chain.SignedHeader;
import dev.cometj.chain.Timestamp;
import dev.cometj.chain.light.UntrustedHeaderException.Reason;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.chain.validators.Signers;
import dev.cometj.chain.validators.TrustLevel;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519KeyCache;
import java.time.Duration;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeaderVerifierTest {

  private static final Bytes HASH = Bytes.wrap(new byte[32]);
  private static final long START = 1_700_000_000L;
  private static final Timestamp NOW = new Timestamp(START + 1000, 0);

  private final HeaderVerifier verifier =
      new HeaderVerifier(
          new CommitVerifier(new Random(1), Runnable::run, 2, new Ed25519KeyCache(50)),
          Duration.ofHours(1),
          Duration.ofSeconds(10));

  private Signers now;
  private Signers next;
  private SignedHeader trusted;

  @BeforeEach
  void trustAHeader() throws InvalidChainDataException {
    now = Signers.of(4, 1);
    next = Signers.of(4, 2);
    trusted = signed(header(5, START, now, next, BlockId.NIL), now, 4);
  }

  private static Header header(
      long height, long second, Signers validators, Signers nextValidators, BlockId lastBlockId) {
    return new Header(
        new BlockVersion(BlockVersion.BLOCK_PROTOCOL, 0),
        Signers.CHAIN,
        height,
        new Timestamp(second, 0),
        lastBlockId,
        HASH,
        HASH,
        validators.set().hash(),
        nextValidators.set().hash(),
        HASH,
        HASH,
        HASH,
        HASH,
        validators.set().get(0).address());
  }

  private static SignedHeader signed(Header header, Signers signers, int count) {
    BlockId id = new BlockId(header.hash(), new PartSetHeader(1, HASH));
    return new SignedHeader(header, signers.commit(header.height(), id, count));
  }

  private static void assertUntrusted(Reason reason, ThrowingCallable verification) {
    assertThatExceptionOfType(UntrustedHeaderException.class)
        .isThrownBy(verification)
        .matches(e -> e.reason() == reason, "reason is " + reason);
  }

  private void verify(SignedHeader untrusted, Signers signers) throws UntrustedHeaderException {
    verifier.verify(trusted, now.set(), untrusted, signers.set(), NOW, TrustLevel.ONE_THIRD);
  }

  @Test
  void trustsTheNextHeaderByItsAnnouncedValidators() throws Exception {
    verify(signed(header(6, START + 1, next, now, BlockId.NIL), next, 3), next);
  }

  @Test
  void refusesTheNextHeaderOfOtherValidators() {
    assertUntrusted(
        Reason.COMMIT,
        () -> verify(signed(header(6, START + 1, now, now, BlockId.NIL), now, 4), now));
  }

  @Test
  void refusesTheNextHeaderWithTooFewSignatures() {
    assertUntrusted(
        Reason.INVALID,
        () -> verify(signed(header(6, START + 1, next, now, BlockId.NIL), next, 2), next));
  }

  @Test
  void trustsALaterHeaderThatEnoughTrustedValidatorsSigned() throws Exception {
    verify(signed(header(9, START + 1, now, now, BlockId.NIL), now, 4), now);
  }

  @Test
  void needsAHeaderInBetweenWhenTooFewTrustedValidatorsSigned() {
    SignedHeader later = signed(header(9, START + 1, next, now, BlockId.NIL), next, 4);
    assertUntrusted(Reason.TOO_FEW_TRUSTED, () -> verify(later, next));
  }

  @Test
  void refusesALaterHeaderWithAWrongSignature() {
    SignedHeader later = signed(header(9, START + 1, now, now, BlockId.NIL), now, 4);
    SignedHeader wrong = new SignedHeader(later.header(), Signers.spoiled(later.commit(), 0));
    assertUntrusted(Reason.COMMIT, () -> verify(wrong, now));
  }

  @Test
  void refusesHeadersThatAreOutOfTime() {
    assertUntrusted(
        Reason.INVALID, () -> verify(signed(header(9, START, now, now, BlockId.NIL), now, 4), now));
    assertUntrusted(
        Reason.INVALID,
        () -> verify(signed(header(9, START + 1010, now, now, BlockId.NIL), now, 4), now));
    assertUntrusted(
        Reason.INVALID,
        () -> verify(signed(header(4, START + 1, now, now, BlockId.NIL), now, 4), now));
  }

  @Test
  void refusesValidatorsThatAreNotTheHeaders() {
    assertUntrusted(
        Reason.INVALID,
        () -> verify(signed(header(9, START + 1, now, now, BlockId.NIL), now, 4), next));
  }

  @Test
  void trustsNothingByAnExpiredHeader() {
    SignedHeader later = signed(header(9, START + 1, now, now, BlockId.NIL), now, 4);
    Timestamp tooLate = new Timestamp(START + 3600, 0);
    assertUntrusted(
        Reason.EXPIRED,
        () -> verifier.verify(trusted, now.set(), later, now.set(), tooLate, TrustLevel.ONE_THIRD));
    assertThat(
            HeaderVerifier.isExpired(
                trusted, Duration.ofHours(1), new Timestamp(START + 3599, 999_999_999)))
        .isFalse();
  }

  @Test
  void keepsToTheKindOfVerification() {
    SignedHeader following = signed(header(6, START + 1, next, now, BlockId.NIL), next, 4);
    SignedHeader later = signed(header(9, START + 1, now, now, BlockId.NIL), now, 4);
    assertUntrusted(
        Reason.ADJACENCY, () -> verifier.verifyAdjacent(trusted, later, now.set(), NOW));
    assertUntrusted(
        Reason.ADJACENCY,
        () ->
            verifier.verifyNonAdjacent(
                trusted, now.set(), following, next.set(), NOW, TrustLevel.ONE_THIRD));
  }

  @Test
  void trustsTheHeaderThatATrustedOneIsBuiltOn() throws Exception {
    Header older = header(4, START - 1, now, now, BlockId.NIL);
    BlockId id = new BlockId(older.hash(), new PartSetHeader(1, HASH));
    HeaderVerifier.verifyBackwards(older, header(5, START, now, now, id));
    assertUntrusted(Reason.INVALID, () -> HeaderVerifier.verifyBackwards(older, trusted.header()));
    assertUntrusted(
        Reason.INVALID,
        () -> HeaderVerifier.verifyBackwards(older, header(5, START - 1, now, now, id)));
  }
}
