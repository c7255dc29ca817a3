package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;

/// One validator's entry of a commit. Realises `types/block.go`.
///
/// @param flag whom it is for
/// @param validatorAddress the validator's address, 20 bytes, or empty if absent
/// @param timestamp the vote's time, or [Timestamp#ZERO] if absent
/// @param signature the vote's signature, or empty if absent
public record CommitSig(
    BlockIdFlag flag, Bytes validatorAddress, Timestamp timestamp, Bytes signature) {

  /// Of a validator whose vote did not arrive.
  public static final CommitSig ABSENT =
      new CommitSig(BlockIdFlag.ABSENT, Bytes.EMPTY, Timestamp.ZERO, Bytes.EMPTY);

  /// Whether it is for the commit's block.
  ///
  /// @return whether the flag says so
  public boolean isForBlock() {
    return flag == BlockIdFlag.COMMIT;
  }

  /// Whether the validator's vote did not arrive.
  ///
  /// @return whether the flag says so
  public boolean isAbsent() {
    return flag == BlockIdFlag.ABSENT;
  }

  /// The block that the validator voted for.
  ///
  /// @param commitBlockId the commit's block
  /// @return that one, or [BlockId#NIL]
  public BlockId blockId(BlockId commitBlockId) {
    return isForBlock() ? commitBlockId : BlockId.NIL;
  }

  /// Checks that an absent entry is empty, and that another has an address and a signature of possible sizes.
  ///
  /// @throws InvalidChainDataException if not
  public void validate() throws InvalidChainDataException {
    if (isAbsent()) {
      Rules.check(validatorAddress.isEmpty(), ChainRule.ADDRESS, "absent, but has an address");
      Rules.check(timestamp.isZero(), ChainRule.TIME, "absent, but has a time");
      Rules.check(signature.isEmpty(), ChainRule.SIGNATURE, "absent, but has a signature");
    } else {
      Rules.address(validatorAddress);
      Rules.signature(signature);
    }
  }

  void writeTo(ProtoWriter out) {
    out.bytes(4, signature);
    timestamp.writeTo(out, 3);
    out.bytes(2, validatorAddress);
    out.varint(1, flag.number());
  }
}
