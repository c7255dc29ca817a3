package dev.cometj.chain.codec;

import dev.cometj.chain.BlockMeta;
import dev.cometj.chain.BlockVersion;
import dev.cometj.chain.Header;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.SignedHeader;

/// Headers, alone, with their commit, and in a block's meta.
public final class HeaderCodec {

  private HeaderCodec() {}

  /// Makes the message of a header.
  ///
  /// @param header the header
  /// @return the message
  public static dev.cometj.wire.types.Header toWire(Header header) {
    return dev.cometj.wire.types.Header.newBuilder()
        .setVersion(toWire(header.version()))
        .setChainIdBytes(WireValues.wireText(header.chainId()))
        .setHeight(header.height())
        .setTime(WireValues.wire(header.time()))
        .setLastBlockId(BlockIdCodec.toWire(header.lastBlockId()))
        .setLastCommitHash(WireValues.wire(header.lastCommitHash()))
        .setDataHash(WireValues.wire(header.dataHash()))
        .setValidatorsHash(WireValues.wire(header.validatorsHash()))
        .setNextValidatorsHash(WireValues.wire(header.nextValidatorsHash()))
        .setConsensusHash(WireValues.wire(header.consensusHash()))
        .setAppHash(WireValues.wire(header.appHash()))
        .setLastResultsHash(WireValues.wire(header.lastResultsHash()))
        .setEvidenceHash(WireValues.wire(header.evidenceHash()))
        .setProposerAddress(WireValues.wire(header.proposerAddress()))
        .build();
  }

  /// Makes the message of the versions.
  ///
  /// @param version the versions
  /// @return the message
  public static dev.cometj.wire.version.Consensus toWire(BlockVersion version) {
    return dev.cometj.wire.version.Consensus.newBuilder()
        .setBlock(version.block())
        .setApp(version.app())
        .build();
  }

  /// Reads the versions.
  ///
  /// @param wire the message
  /// @return the versions
  public static BlockVersion fromWire(dev.cometj.wire.version.Consensus wire) {
    return new BlockVersion(wire.getBlock(), wire.getApp());
  }

  /// Reads and validates a header.
  ///
  /// @param wire the message
  /// @return the header
  /// @throws InvalidChainDataException if a rule is broken
  public static Header fromWire(dev.cometj.wire.types.Header wire)
      throws InvalidChainDataException {
    Header header =
        new Header(
            fromWire(wire.getVersion()),
            WireValues.text(wire.getChainIdBytes()),
            wire.getHeight(),
            WireValues.time(wire.hasTime(), wire.getTime()),
            BlockIdCodec.fromWire(wire.getLastBlockId()),
            WireValues.bytes(wire.getLastCommitHash()),
            WireValues.bytes(wire.getDataHash()),
            WireValues.bytes(wire.getValidatorsHash()),
            WireValues.bytes(wire.getNextValidatorsHash()),
            WireValues.bytes(wire.getConsensusHash()),
            WireValues.bytes(wire.getAppHash()),
            WireValues.bytes(wire.getLastResultsHash()),
            WireValues.bytes(wire.getEvidenceHash()),
            WireValues.bytes(wire.getProposerAddress()));
    header.validate();
    return header;
  }

  /// Makes the message of a header with its commit.
  ///
  /// @param signed both
  /// @return the message
  public static dev.cometj.wire.types.SignedHeader toWire(SignedHeader signed) {
    return dev.cometj.wire.types.SignedHeader.newBuilder()
        .setHeader(toWire(signed.header()))
        .setCommit(CommitCodec.toWire(signed.commit()))
        .build();
  }

  /// Reads a header with its commit and validates each of them; whether they belong together is
  /// [SignedHeader#validate]'s.
  ///
  /// @param wire the message
  /// @return both
  /// @throws InvalidChainDataException if one is missing or breaks a rule
  public static SignedHeader fromWire(dev.cometj.wire.types.SignedHeader wire)
      throws InvalidChainDataException {
    if (!wire.hasHeader()) {
      throw WireValues.missing("header");
    }
    if (!wire.hasCommit()) {
      throw WireValues.missing("commit");
    }
    return new SignedHeader(fromWire(wire.getHeader()), CommitCodec.fromWire(wire.getCommit()));
  }

  /// Makes the message of a block's meta.
  ///
  /// @param meta the meta
  /// @return the message
  public static dev.cometj.wire.types.BlockMeta toWire(BlockMeta meta) {
    return dev.cometj.wire.types.BlockMeta.newBuilder()
        .setBlockId(BlockIdCodec.toWire(meta.blockId()))
        .setBlockSize(meta.blockSize())
        .setHeader(toWire(meta.header()))
        .setNumTxs(meta.txCount())
        .build();
  }

  /// Reads a block's meta and validates the block id and the header; whether they belong together is
  /// [BlockMeta#validate]'s.
  ///
  /// @param wire the message
  /// @return the meta
  /// @throws InvalidChainDataException if a rule is broken
  public static BlockMeta fromWire(dev.cometj.wire.types.BlockMeta wire)
      throws InvalidChainDataException {
    return new BlockMeta(
        BlockIdCodec.fromWire(wire.getBlockId()),
        wire.getBlockSize(),
        fromWire(wire.getHeader()),
        wire.getNumTxs());
  }
}
