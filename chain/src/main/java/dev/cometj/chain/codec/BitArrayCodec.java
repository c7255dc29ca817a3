package dev.cometj.chain.codec;

import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.bits.BitArray;
import java.util.Optional;

/// Bit arrays.
public final class BitArrayCodec {

  private BitArrayCodec() {}

  /// Makes the message of a bit array.
  ///
  /// @param array the array
  /// @return the message, or empty for an array without bits, which is left out where the member may be missing and
  ///     written as an empty message where it is held by value
  public static Optional<dev.cometj.wire.bits.BitArray> toWire(BitArray array) {
    if (array.size() == 0) {
      return Optional.empty();
    }
    var wire = dev.cometj.wire.bits.BitArray.newBuilder().setBits(array.size());
    for (long word : array.words()) {
      wire.addElems(word);
    }
    return Optional.of(wire.build());
  }

  /// Reads a bit array and checks that the numbers of bits and words go together.
  ///
  /// @param wire the message
  /// @return the array
  /// @throws InvalidChainDataException if they do not
  public static BitArray fromWire(dev.cometj.wire.bits.BitArray wire)
      throws InvalidChainDataException {
    return BitArray.ofWords(
        wire.getBits(), wire.getElemsList().stream().mapToLong(Long::longValue).toArray());
  }
}
