package dev.cometj.chain.params;

import static dev.cometj.chain.VectorFile.accepted;
import static dev.cometj.chain.VectorFile.bytes;
import static dev.cometj.chain.VectorFile.number;
import static dev.cometj.chain.VectorFile.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.Timestamp;
import dev.cometj.chain.Values;
import dev.cometj.chain.VectorFile;
import dev.cometj.chain.codec.StateCodec;
import dev.cometj.chain.json.JsonObject;
import dev.cometj.chain.json.ParamsJson;
import dev.cometj.chain.service.State;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class GenesisVectorTest {

  private static final Timestamp NOW = new Timestamp(1_700_000_000, 5);

  @TestFactory
  Stream<DynamicTest> documents() {
    return VectorFile.open("types.json")
        .tests(
            "genesis",
            vector -> {
              byte[] json = text(vector, "json").getBytes(StandardCharsets.UTF_8);
              if (accepted(vector, "error")) {
                assertDocument(vector, GenesisDoc.parse(json, NOW));
              } else {
                assertThatThrownBy(() -> GenesisDoc.parse(json, NOW))
                    .isInstanceOf(GenesisException.class);
              }
            });
  }

  private static void assertDocument(JsonNode vector, GenesisDoc doc) throws Exception {
    assertThat(new String(doc.toJson(), StandardCharsets.UTF_8))
        .isEqualTo(text(vector, "completeJson"));
    assertThat(doc.chainId()).isEqualTo(text(vector, "chainId"));
    assertThat(doc.initialHeight()).isEqualTo(number(vector, "initialHeight"));
    assertThat(doc.genesisTime()).isEqualTo(Values.time(vector.get("genesisTime")));
    assertThat(doc.consensusParams().hash()).isEqualTo(bytes(vector, "consensusHash"));
    assertThat(doc.appHash()).isEqualTo(bytes(vector, "appHash"));
    assertThat(new String(doc.appState().toByteArray(), StandardCharsets.UTF_8))
        .isEqualTo(text(vector, "appState"));
    ValidatorSet set =
        ValidatorSet.of(
            doc.validators().stream()
                .map(validator -> Validator.of(validator.publicKey(), validator.power()))
                .toList());
    assertThat(set.hash()).isEqualTo(bytes(vector, "validatorsHash"));
    assertThat(GenesisDoc.parse(doc.toJson(), NOW).validators()).isEqualTo(doc.validators());
    State state = State.ofGenesis(doc);
    assertThat(Bytes.wrap(StateCodec.toWire(state).toByteArray()))
        .isEqualTo(bytes(vector, "stateProto"));
    assertThat(StateCodec.fromWire(StateCodec.toWire(state))).isEqualTo(state);
  }

  @TestFactory
  Stream<DynamicTest> files() {
    return VectorFile.open("bits-wal-privval.json")
        .tests(
            "jsonFiles",
            vector -> {
              if (text(vector, "name").startsWith("genesis")) {
                String json = text(vector, "json");
                GenesisDoc doc = GenesisDoc.parse(json.getBytes(StandardCharsets.UTF_8), NOW);
                assertThat(new String(doc.toJson(), StandardCharsets.UTF_8)).isEqualTo(json);
              }
            });
  }

  @TestFactory
  Stream<DynamicTest> params() {
    return VectorFile.open("types.json")
        .tests(
            "consensusParams",
            vector -> {
              String json =
                  """
                  {"chain_id":"x","genesis_time":"2025-01-31T12:00:00Z","consensus_params":%s}\
                  """
                      .formatted(text(vector, "json"));
              byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
              if (accepted(vector, "validateBasicError")) {
                ConsensusParams params = GenesisDoc.parse(bytes, NOW).consensusParams();
                assertThat(JsonObject.of(out -> ParamsJson.write(out, params)))
                    .isEqualTo(text(vector, "json"));
              } else {
                assertThatThrownBy(() -> GenesisDoc.parse(bytes, NOW))
                    .isInstanceOf(GenesisException.class);
              }
            });
  }
}
