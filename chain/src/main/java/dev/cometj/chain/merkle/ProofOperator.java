package dev.cometj.chain.merkle;

import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.crypto.Bytes;
import java.util.List;

/// One step of a proof that leads through several trees: from values of a tree to its root, which is a value of the
/// next. Applications with trees of their own bring their own kinds. Realises `crypto/merkle/proof_op.go`.
public interface ProofOperator {

  /// The key that the step is about.
  ///
  /// @return the key, or nothing if the step uses up none
  Bytes key();

  /// Computes the root of the tree. Pure; called on the caller's thread.
  ///
  /// @param values the values of the tree; none to prove that something is absent
  /// @return the root, and whatever else the next step needs
  /// @throws InvalidChainDataException if the values are not those of the proof
  List<Bytes> run(List<Bytes> values) throws InvalidChainDataException;
}
