package dev.cometj.execution.signing;

import static dev.cometj.execution.VectorFile.bytes;
import static dev.cometj.execution.VectorFile.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import dev.cometj.chain.service.SigningException;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.execution.VectorFile;
import dev.cometj.p2p.testkit.VirtualDisk;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import dev.cometj.wire.types.Proposal;
import dev.cometj.wire.types.Vote;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The validator's files and signatures against the original's bytes.
class SigningVectorTest {
  private static final VectorFile VECTORS = VectorFile.open("bits-wal-privval.json");
  private static final Path KEY = Path.of("priv_validator_key.json");
  private static final Path STATE = Path.of("priv_validator_state.json");

  private final VirtualDisk disk = VirtualWorld.create().node("validator").disk();
  private final Map<String, FileSigner> signers = new HashMap<>();

  private String content(Path file) {
    return new String(disk.content(file).orElseThrow(), StandardCharsets.UTF_8);
  }

  @TestFactory
  Stream<DynamicTest> privValidatorFiles() {
    return VECTORS.tests(
        "privValidatorFiles",
        vector -> {
          Path key = Path.of(text(vector, "name"), "key");
          Path state = Path.of(text(vector, "name"), "state");
          FileSigner.create(disk, key, state, Ed25519PrivateKey.fromSeed(bytes(vector, "seed")));
          assertThat(content(key)).isEqualTo(text(vector, "keyJson"));
          assertThat(content(state)).isEqualTo(text(vector, "stateJson"));
          assertThat(FileSigner.open(disk, key, state).publicKey().address())
              .isEqualTo(HexFormat.of().parseHex(text(vector, "address")));
        });
  }

  /// One sequence: each case goes on where the one before has left the state. Every second request meets a signer that
  /// has just been started again.
  @TestFactory
  Stream<DynamicTest> privValidatorSigning() {
    return VECTORS.tests("privValidatorSigning", this::checkSigning);
  }

  private void checkSigning(JsonNode vector) {
    FileSigner signer =
        signers.computeIfAbsent(
            text(vector, "seed"),
            _ ->
                FileSigner.create(
                    disk, KEY, STATE, Ed25519PrivateKey.fromSeed(bytes(vector, "seed"))));
    check(vector, signer);
    assertThat(content(STATE)).isEqualTo(text(vector, "stateJson"));
    signers.put(text(vector, "seed"), FileSigner.open(disk, KEY, STATE));
  }

  private static void check(JsonNode vector, FileSigner signer) {
    String chainId = text(vector, "chainId");
    if (text(vector, "request").equals("proposal")) {
      Proposal proposal = decode(Proposal.getDefaultInstance(), vector);
      assertThat(SignBytes.proposal(chainId, proposal).toByteArray())
          .isEqualTo(bytes(vector, "signBytes"));
      if (vector.get("error").isNull()) {
        Proposal signed = signer.signProposal(chainId, proposal);
        assertThat(signed.getSignature().toByteArray()).isEqualTo(bytes(vector, "signature"));
        assertThat(signed.getTimestamp()).isEqualTo(time(vector));
      } else {
        assertThatThrownBy(() -> signer.signProposal(chainId, proposal))
            .isInstanceOf(SigningException.class)
            .hasMessage(text(vector, "error").replace("error signing proposal: ", ""));
      }
    } else {
      Vote vote = decode(Vote.getDefaultInstance(), vector);
      assertThat(SignBytes.vote(chainId, vote).toByteArray()).isEqualTo(bytes(vector, "signBytes"));
      if (vector.get("error").isNull()) {
        Vote signed = signer.signVote(chainId, vote);
        assertThat(signed.getSignature().toByteArray()).isEqualTo(bytes(vector, "signature"));
        assertThat(signed.getExtensionSignature().toByteArray())
            .isEqualTo(bytes(vector, "extensionSignature"));
        assertThat(signed.getTimestamp()).isEqualTo(time(vector));
      } else {
        assertThatThrownBy(() -> signer.signVote(chainId, vote))
            .isInstanceOf(SigningException.class)
            .hasMessage(text(vector, "error").replace("error signing vote: ", ""));
      }
    }
  }

  private static <M extends com.google.protobuf.Message> M decode(M prototype, JsonNode vector) {
    try {
      return UntrustedDecoder.of(prototype).decode(bytes(vector, "proto"));
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static Timestamp time(JsonNode vector) {
    JsonNode time = vector.get("timestamp");
    return Timestamp.newBuilder()
        .setSeconds(Long.parseLong(time.get("seconds").asString()))
        .setNanos(time.get("nanos").asInt())
        .build();
  }
}
