package dev.cometj.chain.codec;

import com.google.protobuf.ByteString;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.Part;
import dev.cometj.chain.Tx;
import dev.cometj.chain.TxProof;
import dev.cometj.chain.merkle.MerkleProof;
import dev.cometj.crypto.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Block parts and Merkle proofs.
public final class PartCodec {

  private PartCodec() {}

  /// Makes the message of a part.
  ///
  /// @param part the part
  /// @return the message
  public static dev.cometj.wire.types.Part toWire(Part part) {
    return dev.cometj.wire.types.Part.newBuilder()
        .setIndex(part.index())
        .setBytes(WireValues.wire(part.bytes()))
        .setProof(toWire(part.proof()))
        .build();
  }

  /// Reads and validates a part.
  ///
  /// @param wire the message
  /// @return the part
  /// @throws InvalidChainDataException if a rule is broken
  public static Part fromWire(dev.cometj.wire.types.Part wire) throws InvalidChainDataException {
    Part part =
        new Part(wire.getIndex(), WireValues.bytes(wire.getBytes()), unchecked(wire.getProof()));
    part.validate();
    return part;
  }

  /// Makes the message of a proof.
  ///
  /// @param proof the proof
  /// @return the message
  public static dev.cometj.wire.crypto.Proof toWire(MerkleProof proof) {
    var wire =
        dev.cometj.wire.crypto.Proof.newBuilder()
            .setTotal(proof.total())
            .setIndex(proof.index())
            .setLeafHash(WireValues.wire(proof.leafHash()));
    proof.aunts().forEach(aunt -> wire.addAunts(WireValues.wire(aunt)));
    return wire.build();
  }

  /// Reads and validates a proof.
  ///
  /// @param wire the message
  /// @return the proof
  /// @throws InvalidChainDataException if a rule is broken
  public static MerkleProof fromWire(dev.cometj.wire.crypto.Proof wire)
      throws InvalidChainDataException {
    MerkleProof proof = unchecked(wire);
    proof.validate();
    return proof;
  }

  private static MerkleProof unchecked(dev.cometj.wire.crypto.Proof wire) {
    List<Bytes> aunts = new ArrayList<>(wire.getAuntsCount());
    for (ByteString aunt : wire.getAuntsList()) {
      aunts.add(WireValues.bytes(aunt));
    }
    return new MerkleProof(
        wire.getTotal(), wire.getIndex(), WireValues.bytes(wire.getLeafHash()), aunts);
  }

  /// Makes the message of a transaction's proof.
  ///
  /// @param proof the proof
  /// @return the message
  public static dev.cometj.wire.types.TxProof toWire(TxProof proof) {
    return dev.cometj.wire.types.TxProof.newBuilder()
        .setRootHash(WireValues.wire(proof.rootHash()))
        .setData(WireValues.wire(proof.tx().bytes()))
        .setProof(toWire(proof.proof()))
        .build();
  }

  /// Reads and validates a transaction's proof.
  ///
  /// @param wire the message
  /// @return the proof
  /// @throws InvalidChainDataException if a rule is broken
  public static TxProof fromWire(dev.cometj.wire.types.TxProof wire)
      throws InvalidChainDataException {
    if (!wire.hasProof()) {
      throw WireValues.missing("proof");
    }
    return new TxProof(
        WireValues.bytes(wire.getRootHash()),
        new Tx(WireValues.bytes(wire.getData())),
        fromWire(wire.getProof()));
  }
}
