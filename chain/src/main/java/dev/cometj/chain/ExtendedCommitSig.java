package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.crypto.Bytes;

/// One validator's entry of an extended commit. Realises `types/block.go`.
///
/// @param commitSig the entry of the commit
/// @param extension the vote extension, possibly empty
/// @param extensionSignature its signature, or empty
public record ExtendedCommitSig(CommitSig commitSig, Bytes extension, Bytes extensionSignature) {

  /// Of a validator whose vote did not arrive.
  public static final ExtendedCommitSig ABSENT =
      new ExtendedCommitSig(CommitSig.ABSENT, Bytes.EMPTY, Bytes.EMPTY);

  /// Checks the entry of the commit, and the sizes of the extension and its signature.
  ///
  /// @throws InvalidChainDataException if one is not as it must be
  public void validate() throws InvalidChainDataException {
    commitSig.validate();
    if (commitSig.isForBlock()) {
      Rules.check(
          extension.length() <= BlockLimits.MAX_EXTENSION_BYTES,
          ChainRule.EXTENSION,
          "vote extension has more than " + BlockLimits.MAX_EXTENSION_BYTES + " bytes");
      Rules.check(
          extensionSignature.length() <= Rules.LONGEST_SIGNATURE,
          ChainRule.EXTENSION,
          "vote extension's signature has more than " + Rules.LONGEST_SIGNATURE + " bytes");
    } else {
      Rules.check(
          extension.isEmpty() || !extensionSignature.isEmpty(),
          ChainRule.EXTENSION,
          "vote extension is not signed");
    }
  }

  /// Checks that there is a signed extension where there must be one, and none elsewhere.
  ///
  /// @param extensionsEnabled whether the height has vote extensions
  /// @throws InvalidChainDataException if one is missing or out of place
  public void ensureExtension(boolean extensionsEnabled) throws InvalidChainDataException {
    if (extensionsEnabled && commitSig.isForBlock()) {
      Rules.check(
          !extensionSignature.isEmpty(),
          ChainRule.EXTENSION,
          "vote extension of " + commitSig.validatorAddress() + " is not signed");
    } else {
      Rules.check(
          extension.isEmpty() && extensionSignature.isEmpty(),
          ChainRule.EXTENSION,
          commitSig.validatorAddress() + " has a vote extension where there is none");
    }
  }

  void writeTo(ProtoWriter out) {
    out.bytes(6, extensionSignature);
    out.bytes(5, extension);
    commitSig.writeTo(out);
  }
}
