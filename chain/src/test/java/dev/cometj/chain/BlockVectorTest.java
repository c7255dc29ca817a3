package dev.cometj.chain;

import static dev.cometj.chain.VectorFile.accepted;
import static dev.cometj.chain.VectorFile.bytes;
import static dev.cometj.chain.VectorFile.list;
import static dev.cometj.chain.VectorFile.number;
import static dev.cometj.chain.VectorFile.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.codec.BlockCodec;
import dev.cometj.chain.codec.CommitCodec;
import dev.cometj.chain.codec.EvidenceCodec;
import dev.cometj.chain.codec.HeaderCodec;
import dev.cometj.chain.codec.PartCodec;
import dev.cometj.chain.merkle.MerkleProof;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class BlockVectorTest {

  @TestFactory
  Stream<DynamicTest> blocks() {
    return VectorFile.open("types.json")
        .tests(
            "blocks",
            vector -> {
              Bytes encoded = bytes(vector, "proto");
              Block block = block(vector);
              assertThat(block.encoded()).isEqualTo(encoded);
              assertThat(block.size()).isEqualTo(vector.get("size").asInt());
              assertThat(block.hash()).isEqualTo(bytes(vector, "hash"));
              assertThat(block.header().dataHash()).isEqualTo(bytes(vector, "dataHash"));
              assertThat(block.header().evidenceHash()).isEqualTo(bytes(vector, "evidenceHash"));
              assertThat(block.header().lastCommitHash())
                  .isEqualTo(bytes(vector, "lastCommitHash"));
              assertThat(Verdict.of(block::validate))
                  .isEqualTo(accepted(vector, "validateBasicError"));
              assertThat(Verdict.of(() -> BlockCodec.decode(encoded)))
                  .isEqualTo(accepted(vector, "fromProtoError"));
              if (accepted(vector, "fromProtoError")) {
                Block decoded = BlockCodec.decode(encoded);
                assertThat(decoded).isEqualTo(block);
                assertThat(decoded.encoded()).isSameAs(encoded);
                assertThat(Bytes.wrap(BlockCodec.toWire(decoded).toByteArray())).isEqualTo(encoded);
              }
              assertParts(vector, encoded);
            });
  }

  private static Block block(JsonNode vector) throws Exception {
    var evidence =
        UntrustedDecoder.of(dev.cometj.wire.types.EvidenceList.getDefaultInstance())
            .decode(bytes(vector, "evidenceProto").toByteArray());
    return Block.of(
        Values.header(vector.get("header")),
        new Data(Values.txs(vector, "txs")),
        EvidenceCodec.fromWire(evidence),
        Values.commit(vector.get("lastCommit")));
  }

  private static void assertParts(JsonNode vector, Bytes encoded) {
    PartSet set = PartSet.of(encoded, vector.get("partSize").asInt());
    assertThat(set.header()).isEqualTo(Values.partSetHeader(vector.get("partSetHeader")));
    PartSet copy = PartSet.ofHeader(set.header());
    for (JsonNode expected : vector.get("parts").values()) {
      Part part = set.part(expected.get("index").asInt()).orElseThrow();
      assertThat(Bytes.wrap(PartCodec.toWire(part).toByteArray()))
          .isEqualTo(bytes(expected, "proto"));
      assertThat(copy.add(part)).isEqualTo(PartSet.Addition.ADDED);
    }
    assertThat(copy.isComplete()).isTrue();
    assertThat(copy.assemble()).isEqualTo(encoded);
  }

  @TestFactory
  Stream<DynamicTest> generatedBlocks() {
    return VectorFile.open("types.json")
        .tests(
            "generatedBlocks",
            vector -> {
              Block block = generate(vector);
              assertThat(block.size()).isEqualTo(vector.get("protoLength").asInt());
              assertThat(Sha256.hash(block.encoded())).isEqualTo(bytes(vector, "protoSha256"));
              assertThat(block.hash()).isEqualTo(bytes(vector, "hash"));
              assertThat(block.header().dataHash()).isEqualTo(bytes(vector, "dataHash"));
              assertThat(Verdict.of(block::validate))
                  .isEqualTo(accepted(vector, "validateBasicError"));
              assertThat(BlockCodec.decode(block.encoded())).isEqualTo(block);
              assertGeneratedParts(vector, block.toPartSet());
            });
  }

  private static void assertGeneratedParts(JsonNode vector, PartSet set) {
    assertThat(set.header()).isEqualTo(Values.partSetHeader(vector.get("partSetHeader")));
    for (JsonNode expected : vector.get("parts").values()) {
      Part part = set.part(expected.get("index").asInt()).orElseThrow();
      assertThat(part.bytes().length()).isEqualTo(expected.get("bytesLength").asInt());
      assertThat(Sha256.hash(part.bytes())).isEqualTo(bytes(expected, "bytesSha256"));
      JsonNode proof = expected.get("proof");
      assertThat(part.proof())
          .isEqualTo(
              new MerkleProof(
                  number(proof, "total"),
                  number(proof, "index"),
                  bytes(proof, "leafHash"),
                  list(proof, "aunts")));
      Bytes encoded = Bytes.wrap(PartCodec.toWire(part).toByteArray());
      assertThat(encoded.length()).isEqualTo(expected.get("protoLength").asInt());
      assertThat(Sha256.hash(encoded)).isEqualTo(bytes(expected, "protoSha256"));
    }
  }

  private static Block generate(JsonNode vector) throws Exception {
    var header =
        UntrustedDecoder.of(dev.cometj.wire.types.Header.getDefaultInstance())
            .decode(bytes(vector, "headerProto").toByteArray());
    var commit =
        UntrustedDecoder.of(dev.cometj.wire.types.Commit.getDefaultInstance())
            .decode(bytes(vector, "lastCommitProto").toByteArray());
    List<Tx> txs = new ArrayList<>();
    for (int i = 0; i < vector.get("txCount").asInt(); i++) {
      txs.add(generateTx(text(vector, "label"), i));
    }
    return Block.of(
        HeaderCodec.fromWire(header),
        new Data(txs),
        EvidenceList.EMPTY,
        CommitCodec.fromWire(commit));
  }

  private static Tx generateTx(String label, int index) {
    int size = 100 + index * 37 % 900;
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int j = 0; content.size() < size; j++) {
      byte[] name = label.getBytes(StandardCharsets.US_ASCII);
      byte[] seed = ByteBuffer.allocate(name.length + 8).put(name).putInt(index).putInt(j).array();
      content.writeBytes(Sha256.hash(Bytes.wrap(seed)).toByteArray());
    }
    return new Tx(Bytes.wrap(content.toByteArray(), 0, size));
  }

  @TestFactory
  Stream<DynamicTest> partChecks() {
    return VectorFile.open("types.json")
        .tests(
            "partChecks",
            vector -> {
              var wire =
                  UntrustedDecoder.of(dev.cometj.wire.types.Part.getDefaultInstance())
                      .decode(bytes(vector, "partProto").toByteArray());
              assertThat(Verdict.of(() -> PartCodec.fromWire(wire)))
                  .isEqualTo(accepted(vector, "validateBasicError"));
              Part part = unchecked(wire);
              PartSet set = PartSet.ofHeader(Values.partSetHeader(vector.get("partSetHeader")));
              if (vector.get("alreadyAdded").asBoolean()) {
                set.add(part);
              }
              PartSet.Addition addition = set.add(part);
              assertThat(addition == PartSet.Addition.ADDED)
                  .isEqualTo(vector.get("added").asBoolean());
              assertThat(
                      addition == PartSet.Addition.ADDED || addition == PartSet.Addition.DUPLICATE)
                  .isEqualTo(accepted(vector, "addError"));
            });
  }

  private static Part unchecked(dev.cometj.wire.types.Part wire) {
    var proof = wire.getProof();
    return new Part(
        wire.getIndex(),
        Bytes.wrap(wire.getBytes().toByteArray()),
        new MerkleProof(
            proof.getTotal(),
            proof.getIndex(),
            Bytes.wrap(proof.getLeafHash().toByteArray()),
            proof.getAuntsList().stream().map(aunt -> Bytes.wrap(aunt.toByteArray())).toList()));
  }

  @TestFactory
  Stream<DynamicTest> txs() {
    return VectorFile.open("types.json")
        .tests(
            "txs",
            vector -> {
              Data data = new Data(Values.txs(vector, "txs"));
              assertThat(data.hash()).isEqualTo(bytes(vector, "dataHash"));
              assertThat(Bytes.wrap(BlockCodec.toWire(data).toByteArray()))
                  .isEqualTo(bytes(vector, "dataProto"));
              assertThat(data.encodedSize()).isEqualTo(number(vector, "protoSize"));
              List<Bytes> proofs = list(vector, "proofProtos");
              for (int i = 0; i < proofs.size(); i++) {
                TxProof proof = data.proof(i);
                assertThat(Bytes.wrap(PartCodec.toWire(proof).toByteArray()))
                    .isEqualTo(proofs.get(i));
                assertThat(proof.proves(data.hash())).isTrue();
              }
            });
  }

  @TestFactory
  Stream<DynamicTest> proposalBlockSizes() {
    return VectorFile.open("reactors.json")
        .tests(
            "proposalBlockSize",
            vector -> {
              BlockId blockId =
                  new BlockId(
                      Values.hash(1),
                      new PartSetHeader((int) vector.get("total").asLong(), Values.hash(2)));
              Proposal proposal = new Proposal(1, 0, -1, blockId, Timestamp.EPOCH, Values.hash(3));
              assertThat(Verdict.of(() -> proposal.validateBlockSize(number(vector, "maxBytes"))))
                  .isEqualTo(accepted(vector, "error"));
            });
  }
}
