package dev.cometj.chain.codec;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.merkle.ProofOp;
import dev.cometj.chain.merkle.ProofOperator;
import dev.cometj.chain.merkle.ValueOperator;
import dev.cometj.crypto.Bytes;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;

/// Steps of applications' proofs, of the kinds that the original knows.
public final class ProofOperatorCodec {

  private static final UntrustedDecoder<dev.cometj.wire.crypto.ValueOp> DECODER =
      UntrustedDecoder.of(dev.cometj.wire.crypto.ValueOp.getDefaultInstance())
          .limit(1000, "tendermint.crypto.Proof.aunts");

  private ProofOperatorCodec() {}

  /// Decodes a step.
  ///
  /// @param op the encoded step
  /// @return the step
  /// @throws InvalidChainDataException if it is of an unknown kind or malformed
  public static ProofOperator decode(ProofOp op) throws InvalidChainDataException {
    if (!op.type().equals(ValueOperator.TYPE)) {
      throw new InvalidChainDataException(ChainRule.TYPE, "unknown kind of proof " + op.type());
    }
    try {
      var wire = DECODER.decode(op.data().toByteArray());
      if (!wire.hasProof()) {
        throw WireValues.missing("proof");
      }
      return new ValueOperator(op.key(), PartCodec.fromWire(wire.getProof()));
    } catch (MalformedMessageException e) {
      throw new InvalidChainDataException(ChainRule.ENCODING, String.valueOf(e.getMessage()));
    }
  }

  /// Encodes a step.
  ///
  /// @param operator the step
  /// @return its encoded form
  public static ProofOp encode(ValueOperator operator) {
    return new ProofOp(
        ValueOperator.TYPE,
        operator.key(),
        Bytes.wrap(
            dev.cometj.wire.crypto.ValueOp.newBuilder()
                .setKey(WireValues.wire(operator.key()))
                .setProof(PartCodec.toWire(operator.proof()))
                .build()
                .toByteArray()));
  }
}
