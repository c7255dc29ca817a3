package dev.cometj.chain;

import static dev.cometj.chain.VectorFile.accepted;
import static dev.cometj.chain.VectorFile.bytes;
import static dev.cometj.chain.VectorFile.number;
import static dev.cometj.chain.VectorFile.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.codec.VoteCodec;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class SignBytesVectorTest {

  @TestFactory
  Stream<DynamicTest> votes() {
    return VectorFile.open("types.json")
        .tests(
            "voteSignBytes",
            vector -> {
              JsonNode vote = vector.get("vote");
              byte[] signBytes =
                  SignBytes.vote(
                      text(vector, "chainId"),
                      vote.get("type").asInt(),
                      number(vote, "height"),
                      vote.get("round").asInt(),
                      Values.blockId(vote.get("blockId")),
                      Values.time(vote.get("timestamp")));
              assertThat(Bytes.wrap(signBytes)).isEqualTo(bytes(vector, "signBytes"));
              assertSigned(vector, signBytes, bytes(vote, "signature"));
              assertSameVote(vector, vote);
            });
  }

  private static void assertSameVote(JsonNode vector, JsonNode shown) throws Exception {
    var wire =
        UntrustedDecoder.of(dev.cometj.wire.types.Vote.getDefaultInstance())
            .decode(bytes(vector, "proto").toByteArray());
    boolean isVote = SignedMsgType.of(shown.get("type").asInt()).isPresent();
    if (isVote) {
      Vote vote = Values.vote(shown);
      assertThat(Bytes.wrap(vote.signBytes(text(vector, "chainId"))))
          .isEqualTo(bytes(vector, "signBytes"));
      assertThat(Bytes.wrap(VoteCodec.toWire(vote).toByteArray()))
          .isEqualTo(bytes(vector, "proto"));
      assertThat(VoteCodec.unsignedFromWire(wire)).isEqualTo(vote);
      assertThat(Verdict.of(vote::validate)).isEqualTo(accepted(vector, "validateBasicError"));
    }
    assertThat(Verdict.of(() -> VoteCodec.fromWire(wire)))
        .isEqualTo(accepted(vector, "validateBasicError"));
  }

  @TestFactory
  Stream<DynamicTest> voteExtensions() {
    return VectorFile.open("types.json")
        .tests(
            "voteExtensionSignBytes",
            vector -> {
              byte[] signBytes =
                  SignBytes.voteExtension(
                      text(vector, "chainId"),
                      number(vector, "height"),
                      vector.get("round").asInt(),
                      bytes(vector, "extension"));
              assertThat(Bytes.wrap(signBytes)).isEqualTo(bytes(vector, "signBytes"));
              assertSigned(vector, signBytes, bytes(vector, "signature"));
            });
  }

  @TestFactory
  Stream<DynamicTest> proposals() {
    return VectorFile.open("types.json")
        .tests(
            "proposalSignBytes",
            vector -> {
              Proposal proposal = Values.proposal(vector.get("proposal"));
              byte[] signBytes = proposal.signBytes(text(vector, "chainId"));
              assertThat(Bytes.wrap(signBytes)).isEqualTo(bytes(vector, "signBytes"));
              assertSigned(vector, signBytes, proposal.signature());
              assertThat(Bytes.wrap(VoteCodec.toWire(proposal).toByteArray()))
                  .isEqualTo(bytes(vector, "proto"));
              var wire =
                  UntrustedDecoder.of(dev.cometj.wire.types.Proposal.getDefaultInstance())
                      .decode(bytes(vector, "proto").toByteArray());
              assertThat(VoteCodec.unsignedFromWire(wire)).isEqualTo(proposal);
              assertThat(Verdict.of(() -> VoteCodec.fromWire(wire)))
                  .isEqualTo(accepted(vector, "validateBasicError"));
            });
  }

  private static void assertSigned(JsonNode vector, byte[] signBytes, Bytes signature) {
    if (!vector.get("seed").isNull() && !signature.isEmpty()) {
      Ed25519PrivateKey key = Ed25519PrivateKey.fromSeed(bytes(vector, "seed").toByteArray());
      assertThat(Bytes.wrap(key.sign(signBytes))).isEqualTo(signature);
    }
  }
}
