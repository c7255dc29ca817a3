package dev.cometj.chain.merkle;

import static dev.cometj.chain.Refusals.accepted;
import static dev.cometj.chain.Refusals.assertBreaks;
import static dev.cometj.chain.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.Verdict;
import dev.cometj.chain.codec.ProofOperatorCodec;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ProofOperatorsTest {

  /// Turns one input into one output, like a domino.
  private record Domino(Bytes key, Bytes input, Bytes output) implements ProofOperator {
    static Domino of(String key, String input, String output) {
      return new Domino(bytes(key), bytes(input), bytes(output));
    }

    @Override
    public List<Bytes> run(List<Bytes> values) throws InvalidChainDataException {
      if (!values.equals(List.of(input))) {
        throw new InvalidChainDataException(ChainRule.PROOF, "another input");
      }
      return List.of(output);
    }
  }

  private static final Domino FIRST = Domino.of("KEY1", "INPUT1", "INPUT2");
  private static final Domino SECOND = Domino.of("KEY%2", "INPUT2", "INPUT3");
  private static final Domino THIRD = Domino.of("", "INPUT3", "INPUT4");
  private static final Domino FOURTH = Domino.of("KEY4", "INPUT4", "OUTPUT4");
  private static final ProofOperators GOOD =
      new ProofOperators(List.of(FIRST, SECOND, THIRD, FOURTH));
  private static final String PATH = "/KEY4/KEY%252/x:4b455931";

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Verdict.Check check(ProofOperators proof, String root, String path, String value) {
    return () -> proof.verify(bytes(root), KeyPath.parse(path), List.of(bytes(value)));
  }

  @TestFactory
  Stream<DynamicTest> proofs() {
    List<ProofOperator> reversed = new ArrayList<>(GOOD.steps());
    Collections.reverse(reversed);
    return Stream.of(
        accepted("the whole path", check(GOOD, "OUTPUT4", PATH, "INPUT1")),
        bad("another value", check(GOOD, "OUTPUT4", PATH, "INPUT1_WRONG")),
        bad("another key", check(GOOD, "OUTPUT4", "/KEY3/KEY%252/KEY1", "INPUT1")),
        bad("a path without slash", check(GOOD, "OUTPUT4", "KEY4/KEY%252/KEY1", "INPUT1")),
        bad("a key too many", check(GOOD, "OUTPUT4", PATH + "/", "INPUT1")),
        bad("an empty first key", check(GOOD, "OUTPUT4", "/" + PATH, "INPUT1")),
        bad("a missing key", check(GOOD, "OUTPUT4", "/KEY%252/KEY1", "INPUT1")),
        bad("another root", check(GOOD, "OUTPUT4_WRONG", PATH, "INPUT1")),
        bad("an empty root", check(GOOD, "", PATH, "INPUT1")),
        bad(
            "a missing step",
            check(new ProofOperators(List.of(FIRST, SECOND, FOURTH)), "OUTPUT4", PATH, "INPUT1")),
        bad(
            "steps in another order",
            check(new ProofOperators(reversed), "OUTPUT4", PATH, "INPUT1")),
        bad("no steps", check(new ProofOperators(List.of()), "OUTPUT4", PATH, "INPUT1")),
        bad("half an escape", check(GOOD, "OUTPUT4", "/KEY4/KEY%252/KEY%3", "INPUT1")),
        bad("half a digit", check(GOOD, "OUTPUT4", "/KEY4/KEY%252/x:4", "INPUT1")));
  }

  private static DynamicTest bad(String name, Verdict.Check check) {
    return refused(name, ChainRule.PROOF, check);
  }

  @Test
  void aValueIsProvenUnderTheRootOfATree() throws InvalidChainDataException {
    Bytes key = bytes("key");
    Bytes value = bytes("value");
    Bytes hash = Sha256.hash(value);
    byte[] pair = new byte[1 + key.length() + 1 + hash.length()];
    pair[0] = (byte) key.length();
    key.copyTo(pair, 1);
    pair[1 + key.length()] = (byte) hash.length();
    hash.copyTo(pair, 2 + key.length());
    MerkleProofs tree = MerkleProofs.of(List.of(bytes("other"), Bytes.wrap(pair)));
    ValueOperator operator = new ValueOperator(key, tree.proofs().get(1));
    ProofOperators proof =
        ProofOperators.decode(
            List.of(ProofOperatorCodec.encode(operator)), ProofOperatorCodec::decode);
    assertThat(proof.steps()).isEqualTo(List.of(operator));
    proof.verify(tree.root(), KeyPath.parse("/key"), List.of(value));
    assertBreaks(
        ChainRule.PROOF,
        () -> proof.verify(tree.root(), KeyPath.parse("/key"), List.of(bytes("another"))));
    assertBreaks(
        ChainRule.PROOF, () -> proof.verify(tree.root(), KeyPath.parse("/key"), List.of()));
  }

  @Test
  void aProofOfNoItemsProvesNothingUnderAnEmptyRoot() {
    Bytes value = Bytes.fromHex("37");
    Bytes hash = Sha256.hash(value);
    byte[] pair = new byte[35];
    pair[0] = 1;
    pair[1] = 0x13;
    pair[2] = 32;
    hash.copyTo(pair, 3);
    MerkleProof empty = new MerkleProof(0, 0, MerkleProof.leafHash(Bytes.wrap(pair)), List.of());
    ProofOperators proof =
        new ProofOperators(List.of(new ValueOperator(Bytes.fromHex("13"), empty)));
    assertBreaks(
        ChainRule.PROOF, () -> proof.verify(Bytes.EMPTY, KeyPath.parse("/x:13"), List.of(value)));
  }

  @Test
  void stepsOfUnknownKindsAreRefused() {
    assertBreaks(
        ChainRule.TYPE,
        () -> ProofOperatorCodec.decode(new ProofOp("iavl:v", Bytes.EMPTY, Bytes.EMPTY)));
    assertBreaks(
        ChainRule.MISSING_MEMBER,
        () -> ProofOperatorCodec.decode(new ProofOp("simple:v", Bytes.EMPTY, Bytes.EMPTY)));
    assertBreaks(
        ChainRule.ENCODING,
        () ->
            ProofOperatorCodec.decode(new ProofOp("simple:v", Bytes.EMPTY, Bytes.fromHex("0a05"))));
  }
}
