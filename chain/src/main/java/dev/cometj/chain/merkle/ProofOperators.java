package dev.cometj.chain.merkle;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.crypto.Bytes;
import java.util.ArrayList;
import java.util.List;

/// A proof of several steps, from a value to a root that is known. Realises `crypto/merkle/proof_op.go`.
///
/// @param steps the steps, of which the first takes the value
public record ProofOperators(List<ProofOperator> steps) {

  /// Copies the list.
  public ProofOperators {
    steps = List.copyOf(steps);
  }

  /// Decodes the steps that an application handed out, of which only [ValueOperator] is known here.
  ///
  /// @param ops the encoded steps
  /// @param decoder makes a step of its encoded form, such as `ProofOperatorCodec`
  /// @return the proof
  /// @throws InvalidChainDataException if a step is of an unknown kind or malformed
  public static ProofOperators decode(List<ProofOp> ops, Decoder decoder)
      throws InvalidChainDataException {
    List<ProofOperator> steps = new ArrayList<>(ops.size());
    for (ProofOp op : ops) {
      steps.add(decoder.decode(op));
    }
    return new ProofOperators(steps);
  }

  /// Checks that the steps lead from values to a root, and use up the whole path of keys.
  ///
  /// @param root the root
  /// @param path the path, from the last key to the first
  /// @param values the values; none to prove that something is absent
  /// @throws InvalidChainDataException if they do not
  public void verify(Bytes root, KeyPath path, List<Bytes> values)
      throws InvalidChainDataException {
    int left = path.keys().size();
    List<Bytes> current = values;
    for (ProofOperator step : steps) {
      if (!step.key().isEmpty()) {
        if (left == 0 || !path.keys().get(--left).equals(step.key())) {
          throw invalid("the path does not lead over the key " + step.key());
        }
      }
      current = step.run(current);
    }
    if (current.isEmpty() || !current.getFirst().equals(root)) {
      throw invalid("the steps lead to another root");
    }
    if (left != 0) {
      throw invalid("the steps use up only a part of the path");
    }
  }

  private static InvalidChainDataException invalid(String message) {
    return new InvalidChainDataException(ChainRule.PROOF, message);
  }

  /// Makes steps of their encoded forms.
  @FunctionalInterface
  public interface Decoder {

    /// Makes a step.
    ///
    /// @param op the encoded step
    /// @return the step
    /// @throws InvalidChainDataException if it is of an unknown kind or malformed
    ProofOperator decode(ProofOp op) throws InvalidChainDataException;
  }
}
