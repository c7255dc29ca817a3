package dev.cometj.chain.validators;

import static dev.cometj.chain.validators.ValidatorVectors.assertRound;
import static dev.cometj.chain.validators.ValidatorVectors.assertState;
import static dev.cometj.chain.validators.ValidatorVectors.bytes;
import static dev.cometj.chain.validators.ValidatorVectors.number;
import static dev.cometj.chain.validators.ValidatorVectors.numbers;
import static dev.cometj.chain.validators.ValidatorVectors.priorities;
import static dev.cometj.chain.validators.ValidatorVectors.set;
import static dev.cometj.chain.validators.ValidatorVectors.validators;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;

import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.codec.ValidatorCodec;
import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class ValidatorSetVectorTest {

  private static final ValidatorVectors VECTORS = ValidatorVectors.open("validators.json");

  @TestFactory
  Stream<DynamicTest> prioritySequences() {
    return VECTORS.tests(
        "prioritySequences",
        vector -> {
          ValidatorSet set = ValidatorSet.of(validators(vector.get("input")));
          assertState(set, vector.get("initial"));
          for (JsonNode round : vector.get("rounds").values()) {
            set = set.advanced(1);
            assertRound(set, round);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> incrementBy() {
    return VECTORS.tests(
        "incrementBy",
        vector -> {
          int times = vector.get("times").asInt();
          if (vector.has("panic")) {
            ValidatorSet set = times > 0 ? ValidatorSet.EMPTY : ValidatorSet.of(threeValidators());
            assertThatRuntimeException().isThrownBy(() -> set.advanced(times));
            return;
          }
          ValidatorSet start = set(vector.get("start"));
          assertRound(start.advanced(times), vector.get("oneCall"));
          ValidatorSet set = start;
          for (int i = 0; i < times; i++) {
            set = set.advanced(1);
          }
          assertRound(set, vector.get("singleCalls"));
        });
  }

  private static List<Validator> threeValidators() {
    Random random = new Random(3);
    return Stream.generate(() -> Ed25519PrivateKey.generate(random).publicKey())
        .limit(3)
        .map(key -> Validator.of(key, 5))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> rescale() {
    return VECTORS.tests(
        "rescale",
        vector -> {
          assertThat(vector.get("panic").isNull()).isTrue();
          List<Validator> start = validators(vector.get("start"));
          ValidatorSet set = ValidatorSet.decoded(start, start.getFirst());
          assertThat(priorities(set.rescaled(number(vector.get("diffMax")))))
              .isEqualTo(numbers(vector.get("rescaled")));
          assertRound(set.advanced(1), vector.get("afterIncrement"));
        });
  }

  @TestFactory
  Stream<DynamicTest> updates() {
    return VECTORS.tests(
        "updates",
        vector -> {
          ValidatorSet initial = set(vector.get("initial"));
          List<Validator> changes = validators(vector.get("changes"));
          if (!vector.get("error").isNull()) {
            assertThatExceptionOfType(InvalidChainDataException.class)
                .isThrownBy(() -> initial.changed(changes));
            return;
          }
          ValidatorSet set = initial.changed(changes);
          assertState(set, vector.get("result"));
          assertThat(set.hash()).isEqualTo(bytes(vector.get("hash")));
          for (JsonNode round : vector.get("nextRounds").values()) {
            set = set.advanced(1);
            assertRound(set, round);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> newSetPanics() {
    return VECTORS.tests(
        "newSetPanics",
        vector ->
            assertThatExceptionOfType(InvalidChainDataException.class)
                .isThrownBy(() -> ValidatorSet.of(validators(vector.get("input")))));
  }

  @TestFactory
  Stream<DynamicTest> fromExisting() {
    return VECTORS.tests(
        "fromExisting",
        vector ->
            assertState(
                ValidatorSet.ofExisting(validators(vector.get("input"))), vector.get("result")));
  }

  @TestFactory
  Stream<DynamicTest> setFromProto() {
    return VECTORS.tests(
        "setFromProto",
        vector -> {
          var wire =
              dev.cometj.wire.types.ValidatorSet.parseFrom(
                  bytes(vector.get("proto")).toByteArray());
          if (vector.get("valid").asBoolean()) {
            ValidatorSet set = ValidatorCodec.fromWire(wire);
            var withoutTotal = wire.toBuilder().clearTotalVotingPower().build();
            assertThat(ValidatorCodec.toWire(set)).isEqualTo(withoutTotal);
          } else {
            assertThatExceptionOfType(InvalidChainDataException.class)
                .isThrownBy(() -> ValidatorCodec.fromWire(wire));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> validatorSetHash() {
    return ValidatorVectors.open("types.json")
        .tests(
            "validatorSetHash",
            vector -> {
              List<Validator> validators = validators(vector.get("validators"));
              ValidatorSet set =
                  validators.isEmpty()
                      ? ValidatorSet.EMPTY
                      : ValidatorSet.decoded(validators, validators.getFirst());
              List<Bytes> leaves = new ArrayList<>();
              for (Validator validator : validators) {
                ProtoWriter leaf = new ProtoWriter(10);
                validator.writeLeafTo(leaf);
                leaves.add(leaf.finish());
              }
              assertThat(leaves)
                  .isEqualTo(
                      vector.get("leaves").values().stream().map(ValidatorVectors::bytes).toList());
              assertThat(set.hash()).isEqualTo(bytes(vector.get("hash")));
              JsonNode priorityHash = vector.get("proposerPriorityHash");
              assertThat(set.priorityHash())
                  .isEqualTo(priorityHash.isNull() ? Bytes.EMPTY : bytes(priorityHash));
              Bytes proto = bytes(vector.get("proto"));
              if (!proto.isEmpty()) {
                var wire = dev.cometj.wire.types.ValidatorSet.parseFrom(proto.toByteArray());
                assertThat(ValidatorCodec.toWire(ValidatorCodec.fromWire(wire)).toByteArray())
                    .isEqualTo(proto.toByteArray());
              }
            });
  }
}
