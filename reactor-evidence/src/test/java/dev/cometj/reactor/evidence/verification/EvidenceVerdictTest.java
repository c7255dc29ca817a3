package dev.cometj.reactor.evidence.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.LightClientAttackEvidence;
import dev.cometj.chain.SignedHeader;
import dev.cometj.chain.codec.CommitCodec;
import dev.cometj.chain.codec.EvidenceCodec;
import dev.cometj.chain.codec.HeaderCodec;
import dev.cometj.chain.codec.ValidatorCodec;
import dev.cometj.chain.validators.CommitVerifier;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Ed25519KeyCache;
import dev.cometj.execution.store.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The verdicts on evidence from the wire are those of the Go original")
final class EvidenceVerdictTest {
  private static final JsonNode FILE = file();

  private final LightClientAttackCheck attacks =
      new LightClientAttackCheck(
          Stores.inMemory().blocks(),
          new CommitVerifier(new Random(1), Runnable::run, 1, new Ed25519KeyCache(10)));

  private static JsonNode file() {
    try (InputStream in =
        EvidenceVerdictTest.class.getResourceAsStream("/golden/evidence-verdicts.json")) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException("golden verdicts", e);
    }
  }

  static Stream<Arguments> verdicts() {
    assertThat(FILE.path("cases").size()).isPositive();
    return FILE.path("cases")
        .valueStream()
        .map(each -> Arguments.of(each.path("name").asString(), each));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("verdicts")
  void isTheOriginals(String name, JsonNode vector) throws Exception {
    Verdict verdict = verdict(vector);
    if (vector.path("error").isNull()) {
      assertThat(verdict).isEqualTo(new Verdict.Valid());
    } else {
      assertThat(verdict).as(vector.path("error").asString()).isNotInstanceOf(Verdict.Valid.class);
    }
  }

  private Verdict verdict(JsonNode vector) throws Exception {
    ValidatorSet validators =
        ValidatorCodec.fromWire(
            dev.cometj.wire.types.ValidatorSet.parseFrom(bytes(FILE.path("validators"))));
    Evidence evidence;
    try {
      evidence =
          EvidenceCodec.fromWire(
              dev.cometj.wire.types.Evidence.parseFrom(bytes(vector.path("evidence"))));
    } catch (InvalidChainDataException e) {
      return new Verdict.Invalid(String.valueOf(e.getMessage()));
    }
    return switch (evidence) {
      case DuplicateVoteEvidence votes -> {
        Optional<Verdict.Invalid> contradiction = DuplicateVoteCheck.contradiction(votes);
        yield contradiction.isPresent()
            ? contradiction.get()
            : DuplicateVoteCheck.judge(votes, FILE.path("chainId").asString(), validators);
      }
      case LightClientAttackEvidence attack ->
          attacks.judge(attack, header(vector.path("trusted").asString()), validators);
    };
  }

  private static SignedHeader header(String name) throws Exception {
    var wire = dev.cometj.wire.types.SignedHeader.parseFrom(bytes(FILE.path("headers").path(name)));
    return new SignedHeader(
        HeaderCodec.fromWire(wire.getHeader()), CommitCodec.fromWire(wire.getCommit()));
  }

  private static byte[] bytes(JsonNode hex) {
    return HexFormat.of().parseHex(hex.asString());
  }
}
