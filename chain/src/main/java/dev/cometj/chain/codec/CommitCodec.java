package dev.cometj.chain.codec;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.BlockIdFlag;
import dev.cometj.chain.BlockLimits;
import dev.cometj.chain.ChainRule;
import dev.cometj.chain.Commit;
import dev.cometj.chain.CommitSig;
import dev.cometj.chain.ExtendedCommit;
import dev.cometj.chain.ExtendedCommitSig;
import dev.cometj.chain.InvalidChainDataException;
import java.util.ArrayList;
import java.util.List;

/// Commits and extended commits.
public final class CommitCodec {

  private CommitCodec() {}

  /// Makes the message of a commit.
  ///
  /// @param commit the commit
  /// @return the message
  public static dev.cometj.wire.types.Commit toWire(Commit commit) {
    var wire =
        dev.cometj.wire.types.Commit.newBuilder()
            .setHeight(commit.height())
            .setRound(commit.round())
            .setBlockId(BlockIdCodec.toWire(commit.blockId()));
    for (CommitSig entry : commit.signatures()) {
      wire.addSignatures(
          dev.cometj.wire.types.CommitSig.newBuilder()
              .setBlockIdFlagValue(entry.flag().number())
              .setValidatorAddress(WireValues.wire(entry.validatorAddress()))
              .setTimestamp(WireValues.wire(entry.timestamp()))
              .setSignature(WireValues.wire(entry.signature())));
    }
    return wire.build();
  }

  /// Makes the message of an extended commit.
  ///
  /// @param commit the extended commit
  /// @return the message
  public static dev.cometj.wire.types.ExtendedCommit toWire(ExtendedCommit commit) {
    var wire =
        dev.cometj.wire.types.ExtendedCommit.newBuilder()
            .setHeight(commit.height())
            .setRound(commit.round())
            .setBlockId(BlockIdCodec.toWire(commit.blockId()));
    for (ExtendedCommitSig entry : commit.signatures()) {
      CommitSig commitSig = entry.commitSig();
      wire.addExtendedSignatures(
          dev.cometj.wire.types.ExtendedCommitSig.newBuilder()
              .setBlockIdFlagValue(commitSig.flag().number())
              .setValidatorAddress(WireValues.wire(commitSig.validatorAddress()))
              .setTimestamp(WireValues.wire(commitSig.timestamp()))
              .setSignature(WireValues.wire(commitSig.signature()))
              .setExtension(WireValues.wire(entry.extension()))
              .setExtensionSignature(WireValues.wire(entry.extensionSignature())));
    }
    return wire.build();
  }

  /// Reads and validates a commit.
  ///
  /// @param wire the message
  /// @return the commit
  /// @throws InvalidChainDataException if a rule is broken
  public static Commit fromWire(dev.cometj.wire.types.Commit wire)
      throws InvalidChainDataException {
    BlockId blockId = BlockIdCodec.fromWire(wire.getBlockId());
    checkCount(wire.getSignaturesCount());
    List<CommitSig> signatures = new ArrayList<>(wire.getSignaturesCount());
    for (var entry : wire.getSignaturesList()) {
      signatures.add(
          entry(
              entry.getBlockIdFlagValue(),
              WireValues.bytes(entry.getValidatorAddress()),
              WireValues.time(entry.hasTimestamp(), entry.getTimestamp()),
              WireValues.bytes(entry.getSignature())));
    }
    Commit commit = new Commit(wire.getHeight(), wire.getRound(), blockId, signatures);
    commit.validate();
    return commit;
  }

  /// Reads and validates an extended commit.
  ///
  /// @param wire the message
  /// @return the extended commit
  /// @throws InvalidChainDataException if a rule is broken
  public static ExtendedCommit fromWire(dev.cometj.wire.types.ExtendedCommit wire)
      throws InvalidChainDataException {
    BlockId blockId = BlockIdCodec.fromWire(wire.getBlockId());
    checkCount(wire.getExtendedSignaturesCount());
    List<ExtendedCommitSig> signatures = new ArrayList<>(wire.getExtendedSignaturesCount());
    for (var entry : wire.getExtendedSignaturesList()) {
      ExtendedCommitSig extended =
          new ExtendedCommitSig(
              entry(
                  entry.getBlockIdFlagValue(),
                  WireValues.bytes(entry.getValidatorAddress()),
                  WireValues.time(entry.hasTimestamp(), entry.getTimestamp()),
                  WireValues.bytes(entry.getSignature())),
              WireValues.bytes(entry.getExtension()),
              WireValues.bytes(entry.getExtensionSignature()));
      extended.validate();
      signatures.add(extended);
    }
    ExtendedCommit commit =
        new ExtendedCommit(wire.getHeight(), wire.getRound(), blockId, signatures);
    commit.validate();
    return commit;
  }

  /// An entry is valid even in a commit of height 0, whose entries nobody else looks at.
  private static CommitSig entry(
      int flag,
      dev.cometj.crypto.Bytes address,
      dev.cometj.chain.Timestamp time,
      dev.cometj.crypto.Bytes signature)
      throws InvalidChainDataException {
    BlockIdFlag known =
        BlockIdFlag.of(flag)
            .orElseThrow(() ->
                new InvalidChainDataException(
                    ChainRule.BLOCK_ID_FLAG, "unknown block id flag " + flag));
    CommitSig entry = new CommitSig(known, address, time, signature);
    entry.validate();
    return entry;
  }

  private static void checkCount(int count) throws InvalidChainDataException {
    if (count > BlockLimits.MAX_VOTES) {
      throw new InvalidChainDataException(
          ChainRule.TOO_MANY_SIGNATURES, "commit has " + count + " signatures");
    }
  }
}
