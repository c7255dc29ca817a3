package dev.cometj.chain;

import static dev.cometj.chain.VectorFile.accepted;
import static dev.cometj.chain.VectorFile.bytes;
import static dev.cometj.chain.VectorFile.list;
import static dev.cometj.chain.VectorFile.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.codec.EvidenceCodec;
import dev.cometj.chain.merkle.MerkleHasher;
import dev.cometj.crypto.Bytes;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class EvidenceVectorTest {

  @TestFactory
  Stream<DynamicTest> evidence() {
    return VectorFile.open("types.json")
        .tests(
            "evidence",
            vector -> {
              var wire =
                  UntrustedDecoder.of(dev.cometj.wire.types.Evidence.getDefaultInstance())
                      .decode(bytes(vector, "wrapped").toByteArray());
              assertThat(Verdict.of(() -> EvidenceCodec.fromWire(wire)))
                  .isEqualTo(accepted(vector, "fromProtoError"));
              if (accepted(vector, "fromProtoError")) {
                Evidence evidence = EvidenceCodec.fromWire(wire);
                assertBytes(vector, evidence);
                assertContent(vector, evidence);
              } else if (vector.has("voteA")) {
                DuplicateVoteEvidence evidence = duplicate(vector);
                assertThat(Verdict.of(evidence::validate)).isFalse();
                assertBytes(vector, evidence);
              }
            });
  }

  private static void assertBytes(JsonNode vector, Evidence evidence) {
    assertThat(evidence.bytes()).isEqualTo(bytes(vector, "bytes"));
    assertThat(evidence.hash()).isEqualTo(bytes(vector, "hash"));
    assertThat(Bytes.wrap(EvidenceCodec.toWire(evidence).toByteArray()))
        .isEqualTo(bytes(vector, "wrapped"));
    assertThat(evidence.height()).isEqualTo(number(vector, "height"));
    assertThat(evidence.time()).isEqualTo(Values.time(vector.get("time")));
  }

  private static void assertContent(JsonNode vector, Evidence evidence) {
    switch (evidence) {
      case DuplicateVoteEvidence duplicate -> {
        assertThat(duplicate).isEqualTo(duplicate(vector));
        assertThat(
                DuplicateVoteEvidence.of(
                    duplicate.voteB(),
                    duplicate.voteA(),
                    duplicate.totalVotingPower(),
                    duplicate.validatorPower(),
                    duplicate.timestamp()))
            .isEqualTo(duplicate);
      }
      case LightClientAttackEvidence attack -> {
        assertThat(attack.conflictingBlock().hash())
            .isEqualTo(bytes(vector, "conflictingBlockHash"));
        assertThat(attack.commonHeight()).isEqualTo(number(vector, "commonHeight"));
        assertThat(attack.byzantineValidators()).hasSize(vector.get("byzantineValidators").size());
      }
    }
  }

  private static DuplicateVoteEvidence duplicate(JsonNode vector) {
    return new DuplicateVoteEvidence(
        Values.vote(vector.get("voteA")),
        Values.vote(vector.get("voteB")),
        number(vector, "totalVotingPower"),
        number(vector, "validatorPower"),
        Values.time(vector.get("time")));
  }

  @TestFactory
  Stream<DynamicTest> lists() {
    return VectorFile.open("types.json")
        .tests(
            "evidenceLists",
            vector -> {
              var wire =
                  UntrustedDecoder.of(dev.cometj.wire.types.EvidenceList.getDefaultInstance())
                      .decode(bytes(vector, "proto").toByteArray());
              EvidenceList evidence = EvidenceCodec.fromWire(wire);
              assertThat(evidence.hash()).isEqualTo(bytes(vector, "hash"));
              assertThat(MerkleHasher.root(list(vector, "evidenceBytes")))
                  .isEqualTo(evidence.hash());
              assertThat(evidence.encode()).isEqualTo(bytes(vector, "proto"));
              assertThat(evidence.encodedSize()).isEqualTo(bytes(vector, "proto").length());
              assertThat(Bytes.wrap(EvidenceCodec.toWire(evidence).toByteArray()))
                  .isEqualTo(bytes(vector, "proto"));
              for (Evidence piece : evidence.pieces()) {
                assertThat(evidence.contains(piece)).isTrue();
              }
            });
  }
}
