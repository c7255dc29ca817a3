package dev.cometj.reactor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.LightClientAttackEvidence;
import dev.cometj.chain.codec.EvidenceCodec;
import dev.cometj.p2p.Decoded;
import dev.cometj.wire.types.CommitSig;
import dev.cometj.wire.types.Validator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The wire form of evidence messages")
final class EvidenceMessageCodecTest {
  private final EvidenceMessageCodec codec = new EvidenceMessageCodec();
  private final TestChain chain = new TestChain().grow(10);
  private final Attacks attacks = new Attacks(chain);

  private boolean isMalformed(byte[] bytes) {
    return switch (codec.decode(ByteBuffer.wrap(bytes))) {
      case Decoded.Message<EvidenceList> _ -> false;
      case Decoded.Malformed<EvidenceList>(String reason) -> {
        assertThat(reason).isNotBlank();
        yield true;
      }
      case Decoded.Ignored<EvidenceList> _ -> throw new AssertionError("nothing is ignored");
    };
  }

  private byte[] times(int count, Evidence evidence) {
    return codec.encode(new EvidenceList(Collections.nCopies(count, evidence)));
  }

  @Test
  @DisplayName("A08 a message has at most 100 pieces")
  void pieces() {
    Evidence piece = chain.twoVotes(0, 5);
    assertThat(isMalformed(times(100, piece))).isFalse();
    assertThat(isMalformed(times(101, piece))).isTrue();
  }

  @Test
  @DisplayName("A08 signatures and validators are counted over all pieces together")
  void entries() {
    var attack = EvidenceCodec.toWire(attacks.lunatic(2, 5));
    var manySignatures = attack.toBuilder();
    manySignatures
        .getConflictingBlockBuilder()
        .getSignedHeaderBuilder()
        .getCommitBuilder()
        .addAllSignatures(Collections.nCopies(6_000, CommitSig.getDefaultInstance()));
    assertTooMany(manySignatures.build());
    var manyGuilty = attack.toBuilder();
    manyGuilty.addAllByzantineValidators(
        Collections.nCopies(6_000, Validator.getDefaultInstance()));
    assertTooMany(manyGuilty.build());
    var manyValidators = attack.toBuilder();
    manyValidators
        .getConflictingBlockBuilder()
        .getValidatorSetBuilder()
        .addAllValidators(Collections.nCopies(6_000, Validator.getDefaultInstance()));
    assertTooMany(manyValidators.build());
  }

  private void assertTooMany(dev.cometj.wire.types.LightClientAttackEvidence attack) {
    var piece =
        dev.cometj.wire.types.Evidence.newBuilder().setLightClientAttackEvidence(attack).build();
    byte[] twice =
        dev.cometj.wire.types.EvidenceList.newBuilder()
            .addEvidence(piece)
            .addEvidence(piece)
            .build()
            .toByteArray();
    assertThat(codec.decode(ByteBuffer.wrap(twice)).toString())
        .contains("Malformed")
        .containsIgnoringCase("too many");
  }

  @Test
  @DisplayName("A13 a guilty validator with the address of one and the key of another is malformed")
  void swappedKey() {
    LightClientAttackEvidence good = attacks.lunatic(2, 5);
    var wire = EvidenceCodec.toWire(good).toBuilder();
    wire.getByzantineValidatorsBuilder(0).setPubKey(wire.getByzantineValidators(1).getPubKey());
    assertThat(isMalformed(list(wire.build()))).isTrue();
    wire.getByzantineValidatorsBuilder(0).clearPubKey();
    assertThat(isMalformed(list(wire.build()))).isTrue();
  }

  private static byte[] list(dev.cometj.wire.types.LightClientAttackEvidence attack) {
    return dev.cometj.wire.types.EvidenceList.newBuilder()
        .addEvidence(
            dev.cometj.wire.types.Evidence.newBuilder().setLightClientAttackEvidence(attack))
        .build()
        .toByteArray();
  }

  @Test
  @DisplayName("A12 a light client attack without header, commit or validators is malformed")
  void missingMembers() {
    var good = EvidenceCodec.toWire(attacks.lunatic(2, 5));
    var noHeader = good.toBuilder();
    noHeader.getConflictingBlockBuilder().getSignedHeaderBuilder().clearHeader();
    assertThat(isMalformed(list(noHeader.build()))).isTrue();
    var noCommit = good.toBuilder();
    noCommit.getConflictingBlockBuilder().getSignedHeaderBuilder().clearCommit();
    assertThat(isMalformed(list(noCommit.build()))).isTrue();
    var noSigned = good.toBuilder();
    noSigned.getConflictingBlockBuilder().clearSignedHeader();
    assertThat(isMalformed(list(noSigned.build()))).isTrue();
    var noValidators = good.toBuilder();
    noValidators.getConflictingBlockBuilder().clearValidatorSet();
    assertThat(isMalformed(list(noValidators.build()))).isTrue();
    assertThat(isMalformed(list(good.toBuilder().clearConflictingBlock().build()))).isTrue();
    assertThat(isMalformed(list(good))).isFalse();
  }

  @Test
  @DisplayName("W15 random and damaged bytes are a message or malformed, never an exception")
  void hostileBytes() {
    RandomGenerator random = new SplittableRandom(7);
    byte[] good =
        codec.encode(new EvidenceList(List.of(chain.twoVotes(0, 5), attacks.equivocation(7))));
    int messages = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      if (random.nextInt(4) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      messages += isMalformed(bytes) ? 0 : 1;
    }
    assertThat(messages).isBetween(1, 19_000);
  }

  @Test
  @DisplayName("W14 unknown fields are skipped and not kept")
  void unknownFields() {
    byte[] good = codec.encode(new EvidenceList(List.of(chain.twoVotes(0, 5))));
    byte[] more =
        ByteString.copyFrom(good).concat(ByteString.fromHex("780178017801")).toByteArray();
    switch (codec.decode(ByteBuffer.wrap(more))) {
      case Decoded.Message<EvidenceList>(EvidenceList list) ->
          assertThat(codec.encode(list)).isEqualTo(good);
      case Decoded.Malformed<EvidenceList> _, Decoded.Ignored<EvidenceList> _ ->
          throw new AssertionError("unknown fields are no fault");
    }
  }

  @Test
  @DisplayName("the label of the byte counters is the original's")
  void label() {
    assertThat(codec.typeLabel(EvidenceList.EMPTY)).isEqualTo("types_EvidenceList");
  }
}
