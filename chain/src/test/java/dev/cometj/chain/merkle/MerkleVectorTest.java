package dev.cometj.chain.merkle;

import static dev.cometj.chain.VectorFile.accepted;
import static dev.cometj.chain.VectorFile.bytes;
import static dev.cometj.chain.VectorFile.list;
import static dev.cometj.chain.VectorFile.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.VectorFile;
import dev.cometj.chain.Verdict;
import dev.cometj.chain.codec.PartCodec;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class MerkleVectorTest {

  private static final VectorFile FILE = VectorFile.open("crypto.json");

  @TestFactory
  Stream<DynamicTest> hashes() {
    return FILE.tests(
        "tmhash",
        vector -> {
          Bytes hash = Sha256.hash(bytes(vector, "data"));
          assertThat(hash).isEqualTo(bytes(vector, "sum"));
          assertThat(hash.slice(0, 20)).isEqualTo(bytes(vector, "sumTruncated"));
        });
  }

  @TestFactory
  Stream<DynamicTest> roots() {
    return FILE.tests(
        "merkleRoots",
        vector -> {
          List<Bytes> items = list(vector, "items");
          assertThat(MerkleHasher.root(items)).isEqualTo(bytes(vector, "root"));
          MerkleProofs proofs = MerkleProofs.of(items);
          assertThat(proofs.root()).isEqualTo(bytes(vector, "root"));
          for (int i = 0; i < items.size(); i++) {
            assertThat(proofs.proofs().get(i).proves(proofs.root(), items.get(i))).isTrue();
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> proofs() {
    return FILE.tests(
        "merkleProofs",
        vector -> {
          MerkleProof proof = proof(vector.get("proof"));
          assertThat(Bytes.wrap(PartCodec.toWire(proof).toByteArray()))
              .isEqualTo(bytes(vector, "proto"));
          assertThat(proof.proves(bytes(vector, "root"), bytes(vector, "item"))).isTrue();
          assertThat(proof.computeRoot()).contains(bytes(vector, "root"));
        });
  }

  @TestFactory
  Stream<DynamicTest> badProofs() {
    return FILE.tests(
        "merkleBadProofs",
        vector -> {
          MerkleProof proof = proof(vector.get("proof"));
          assertThat(Verdict.of(proof::validate)).isEqualTo(accepted(vector, "validateBasicError"));
          assertThat(proof.proves(bytes(vector, "root"), bytes(vector, "item")))
              .isEqualTo(accepted(vector, "verifyError"));
          var wire =
              UntrustedDecoder.of(dev.cometj.wire.crypto.Proof.getDefaultInstance())
                  .decode(bytes(vector, "proto").toByteArray());
          assertThat(Verdict.of(() -> PartCodec.fromWire(wire)))
              .isEqualTo(accepted(vector, "validateBasicError"));
        });
  }

  private static MerkleProof proof(JsonNode node) {
    return new MerkleProof(
        number(node, "total"), number(node, "index"), bytes(node, "leafHash"), list(node, "aunts"));
  }
}
