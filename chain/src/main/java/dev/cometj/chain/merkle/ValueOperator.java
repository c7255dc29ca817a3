package dev.cometj.chain.merkle;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import java.util.List;

/// That a key has a value, in a tree whose leaves are keys with the hashes of their values. Realises
/// `crypto/merkle/proof_value.go`.
///
/// @param key the key
/// @param proof the proof for the pair of the key and the value's hash
public record ValueOperator(Bytes key, MerkleProof proof) implements ProofOperator {

  /// The name of this kind of step.
  public static final String TYPE = "simple:v";

  @Override
  public List<Bytes> run(List<Bytes> values) throws InvalidChainDataException {
    if (values.size() != 1) {
      throw invalid("a value is proven, not " + values.size());
    }
    ProtoWriter pair = new ProtoWriter(key.length() + 48);
    writeDelimited(Sha256.hash(values.getFirst()), pair);
    writeDelimited(key, pair);
    if (!MerkleProof.leafHash(pair.finish()).equals(proof.leafHash())) {
      throw invalid("another value is proven");
    }
    return List.of(proof.computeRoot().orElseThrow(() -> invalid("the proof leads to no root")));
  }

  private static void writeDelimited(Bytes bytes, ProtoWriter out) {
    out.raw(bytes);
    out.rawVarint(bytes.length());
  }

  private static InvalidChainDataException invalid(String message) {
    return new InvalidChainDataException(ChainRule.PROOF, message);
  }
}
