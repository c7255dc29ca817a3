package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.PublicKey;

/// A validator's vote. Realises `types/vote.go`.
///
/// @param type prevote or precommit
/// @param height the height, from 1
/// @param round the round, from 0
/// @param blockId what it is for; [BlockId#NIL] for no block
/// @param timestamp the validator's time
/// @param validatorAddress the validator's address, 20 bytes
/// @param validatorIndex the validator's place in the set, from 0
/// @param signature the signature of [#signBytes], or empty as long as it is not signed
/// @param extension the application's vote extension, possibly empty
/// @param extensionSignature the signature of [#extensionSignBytes], or empty
public record Vote(
    SignedMsgType type,
    long height,
    int round,
    BlockId blockId,
    Timestamp timestamp,
    Bytes validatorAddress,
    int validatorIndex,
    Bytes signature,
    Bytes extension,
    Bytes extensionSignature) {

  /// Whether it is a precommit for a block, the only vote that has an extension.
  ///
  /// @return whether it may be extended
  public boolean isExtensible() {
    return type == SignedMsgType.PRECOMMIT && !blockId.isZero();
  }

  /// The bytes that the validator signs.
  ///
  /// @param chainId the chain's name
  /// @return the bytes, in an array of the caller's own
  public byte[] signBytes(String chainId) {
    return SignBytes.vote(chainId, type.number(), height, round, blockId, timestamp);
  }

  /// The bytes that the validator signs for the extension.
  ///
  /// @param chainId the chain's name
  /// @return the bytes, in an array of the caller's own
  public byte[] extensionSignBytes(String chainId) {
    return SignBytes.voteExtension(chainId, height, round, extension);
  }

  /// Checks that this is the vote of a key's owner. The extension is not looked at.
  ///
  /// @param chainId the chain's name
  /// @param publicKey the validator's key
  /// @return whether address and signature are those of the key
  public boolean isSignedBy(String chainId, PublicKey publicKey) {
    return validatorAddress.equals(Bytes.wrap(publicKey.address()))
        && publicKey.verifies(signBytes(chainId), signature.toByteArray());
  }

  /// Checks the signature of the extension, if this vote has one.
  ///
  /// @param chainId the chain's name
  /// @param publicKey the validator's key
  /// @return whether the extension is signed by the key, or this vote is of a kind that has none
  public boolean isExtensionSignedBy(String chainId, PublicKey publicKey) {
    return !isExtensible()
        || publicKey.verifies(extensionSignBytes(chainId), extensionSignature.toByteArray());
  }

  /// The entry of a commit that this vote becomes.
  ///
  /// @return the entry
  /// @throws ChainException if the block id is neither empty nor complete
  public CommitSig toCommitSig() {
    BlockIdFlag flag;
    if (blockId.isComplete()) {
      flag = BlockIdFlag.COMMIT;
    } else if (blockId.isZero()) {
      flag = BlockIdFlag.NIL;
    } else {
      throw new ChainException("vote's block id is neither empty nor complete: " + blockId);
    }
    return new CommitSig(flag, validatorAddress, timestamp, signature);
  }

  /// The entry of an extended commit that this vote becomes.
  ///
  /// @return the entry
  /// @throws ChainException if the block id is neither empty nor complete
  public ExtendedCommitSig toExtendedCommitSig() {
    return new ExtendedCommitSig(toCommitSig(), extension, extensionSignature);
  }

  /// Checks everything but the signatures themselves.
  ///
  /// @throws InvalidChainDataException if a rule is broken
  public void validate() throws InvalidChainDataException {
    Rules.check(type.isVote(), ChainRule.TYPE, "not a type of vote: " + type);
    Rules.check(height > 0, ChainRule.HEIGHT, "height is " + height);
    Rules.roundNotNegative(round);
    blockId.validate();
    Rules.check(
        blockId.isZero() || blockId.isComplete(),
        ChainRule.BLOCK_ID,
        "block id is neither empty nor complete: " + blockId);
    Rules.address(validatorAddress);
    Rules.check(
        validatorIndex >= 0, ChainRule.VALIDATOR_INDEX, "validator index is " + validatorIndex);
    Rules.signature(signature);
    validateExtension();
  }

  private void validateExtension() throws InvalidChainDataException {
    if (isExtensible()) {
      Rules.check(
          extensionSignature.length() <= Rules.LONGEST_SIGNATURE,
          ChainRule.EXTENSION,
          "vote extension's signature has more than " + Rules.LONGEST_SIGNATURE + " bytes");
      Rules.check(
          extension.isEmpty() || !extensionSignature.isEmpty(),
          ChainRule.EXTENSION,
          "vote extension is not signed");
    } else {
      Rules.check(extension.isEmpty(), ChainRule.EXTENSION, "unexpected vote extension");
      Rules.check(
          extensionSignature.isEmpty(),
          ChainRule.EXTENSION,
          "unexpected signature of a vote extension");
    }
  }

  /// Checks that a precommit for a block has a signed extension, as it must where extensions are enabled.
  ///
  /// @throws InvalidChainDataException if it has none
  public void ensureExtension() throws InvalidChainDataException {
    Rules.check(
        !isExtensible() || !extensionSignature.isEmpty(),
        ChainRule.EXTENSION,
        "vote extension is missing");
  }

  /// The same vote with another signature, and its time, which a signer may change.
  ///
  /// @param newTimestamp the time that was signed
  /// @param newSignature the signature
  /// @return the signed vote
  public Vote signed(Timestamp newTimestamp, Bytes newSignature) {
    return new Vote(
        type,
        height,
        round,
        blockId,
        newTimestamp,
        validatorAddress,
        validatorIndex,
        newSignature,
        extension,
        extensionSignature);
  }

  /// The same vote with another extension.
  ///
  /// @param newExtension the extension
  /// @param newSignature the extension's signature
  /// @return the extended vote
  public Vote extended(Bytes newExtension, Bytes newSignature) {
    return new Vote(
        type,
        height,
        round,
        blockId,
        timestamp,
        validatorAddress,
        validatorIndex,
        signature,
        newExtension,
        newSignature);
  }

  void writeTo(ProtoWriter out) {
    out.bytes(10, extensionSignature);
    out.bytes(9, extension);
    out.bytes(8, signature);
    out.varint(7, validatorIndex);
    out.bytes(6, validatorAddress);
    timestamp.writeTo(out, 5);
    blockId.writeTo(out, 4);
    out.varint(3, round);
    out.varint(2, height);
    out.varint(1, type.number());
  }
}
