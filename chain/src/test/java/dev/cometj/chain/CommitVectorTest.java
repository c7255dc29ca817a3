package dev.cometj.chain;

import static dev.cometj.chain.VectorFile.accepted;
import static dev.cometj.chain.VectorFile.bytes;
import static dev.cometj.chain.VectorFile.list;
import static dev.cometj.chain.VectorFile.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.bits.BitArray;
import dev.cometj.chain.codec.CommitCodec;
import dev.cometj.chain.merkle.MerkleHasher;
import dev.cometj.crypto.Bytes;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class CommitVectorTest {

  @TestFactory
  Stream<DynamicTest> commits() {
    return VectorFile.open("types.json")
        .tests(
            "commits",
            vector -> {
              var wire =
                  UntrustedDecoder.of(dev.cometj.wire.types.Commit.getDefaultInstance())
                      .decode(bytes(vector, "proto").toByteArray());
              assertThat(Verdict.of(() -> CommitCodec.fromWire(wire)))
                  .isEqualTo(accepted(vector, "fromProtoError"));
              assertThat(MerkleHasher.root(list(vector, "commitSigLeaves")))
                  .isEqualTo(bytes(vector, "hash"));
              if (hasKnownFlags(vector.get("commit").get("signatures"))) {
                assertCommit(vector, wire);
              }
            });
  }

  private static void assertCommit(JsonNode vector, dev.cometj.wire.types.Commit wire)
      throws InvalidChainDataException {
    Commit commit = Values.commit(vector.get("commit"));
    assertThat(Bytes.wrap(CommitCodec.toWire(commit).toByteArray()))
        .isEqualTo(bytes(vector, "proto"));
    assertThat(commit.hash()).isEqualTo(bytes(vector, "hash"));
    assertThat(Verdict.of(commit::validate)).isEqualTo(accepted(vector, "validateBasicError"));
    if (accepted(vector, "fromProtoError")) {
      assertThat(CommitCodec.fromWire(wire)).isEqualTo(commit);
    }
    CommitSignBytes signBytes = commit.signBytes(text(vector, "chainId"));
    JsonNode expected = vector.get("voteSignBytes");
    for (int i = 0; expected != null && i < expected.size(); i++) {
      if (!expected.get(i).isNull()) {
        Bytes wanted = Bytes.fromHex(expected.get(i).asString());
        assertThat(Bytes.wrap(signBytes.of(i))).isEqualTo(wanted);
        assertThat(Bytes.wrap(commit.vote(i).signBytes(text(vector, "chainId")))).isEqualTo(wanted);
      }
    }
  }

  private static boolean hasKnownFlags(JsonNode signatures) {
    return signatures.values().stream()
        .allMatch(entry -> BlockIdFlag.of(entry.get("blockIdFlag").asInt()).isPresent());
  }

  @TestFactory
  Stream<DynamicTest> extendedCommits() {
    return VectorFile.open("types.json")
        .tests(
            "extendedCommits",
            vector -> {
              ExtendedCommit commit = Values.extendedCommit(vector.get("extendedCommit"));
              assertThat(Bytes.wrap(CommitCodec.toWire(commit).toByteArray()))
                  .isEqualTo(bytes(vector, "proto"));
              assertThat(commit.commitHash()).isEqualTo(bytes(vector, "commitHash"));
              assertThat(Verdict.of(commit::validate))
                  .isEqualTo(accepted(vector, "validateBasicError"));
              var wire =
                  UntrustedDecoder.of(dev.cometj.wire.types.ExtendedCommit.getDefaultInstance())
                      .decode(bytes(vector, "proto").toByteArray());
              assertThat(Verdict.of(() -> CommitCodec.fromWire(wire)))
                  .isEqualTo(accepted(vector, "fromProtoError"));
              if (accepted(vector, "fromProtoError")) {
                assertThat(CommitCodec.fromWire(wire)).isEqualTo(commit);
              }
              assertThat(Verdict.of(() -> commit.ensureExtensions(true)))
                  .isEqualTo(accepted(vector, "ensureExtensionsTrueError"));
              assertThat(Verdict.of(() -> commit.ensureExtensions(false)))
                  .isEqualTo(accepted(vector, "ensureExtensionsFalseError"));
              BitArray voted =
                  BitArray.of(
                      commit.size(), i -> !commit.signatures().get(i).commitSig().isAbsent());
              assertThat(voted).hasToString(text(vector, "bitArray"));
            });
  }
}
