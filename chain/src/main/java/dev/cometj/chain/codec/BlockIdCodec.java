package dev.cometj.chain.codec;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.PartSetHeader;

/// Block ids and part set headers.
public final class BlockIdCodec {

  private BlockIdCodec() {}

  /// Makes the message of a block id.
  ///
  /// @param blockId the block id
  /// @return the message
  public static dev.cometj.wire.types.BlockID toWire(BlockId blockId) {
    return dev.cometj.wire.types.BlockID.newBuilder()
        .setHash(WireValues.wire(blockId.hash()))
        .setPartSetHeader(toWire(blockId.partSetHeader()))
        .build();
  }

  /// Makes the message of a part set header.
  ///
  /// @param header the header
  /// @return the message
  public static dev.cometj.wire.types.PartSetHeader toWire(PartSetHeader header) {
    return dev.cometj.wire.types.PartSetHeader.newBuilder()
        .setTotal(header.total())
        .setHash(WireValues.wire(header.hash()))
        .build();
  }

  /// Reads a block id and checks the sizes of its hashes.
  ///
  /// @param wire the message
  /// @return the block id
  /// @throws InvalidChainDataException if a rule is broken
  public static BlockId fromWire(dev.cometj.wire.types.BlockID wire)
      throws InvalidChainDataException {
    BlockId blockId =
        new BlockId(WireValues.bytes(wire.getHash()), unchecked(wire.getPartSetHeader()));
    blockId.validate();
    return blockId;
  }

  /// Reads a part set header and checks the size of its hash.
  ///
  /// @param wire the message
  /// @return the header
  /// @throws InvalidChainDataException if a rule is broken
  public static PartSetHeader fromWire(dev.cometj.wire.types.PartSetHeader wire)
      throws InvalidChainDataException {
    PartSetHeader header = unchecked(wire);
    header.validate();
    return header;
  }

  private static PartSetHeader unchecked(dev.cometj.wire.types.PartSetHeader wire) {
    return new PartSetHeader(wire.getTotal(), WireValues.bytes(wire.getHash()));
  }
}
