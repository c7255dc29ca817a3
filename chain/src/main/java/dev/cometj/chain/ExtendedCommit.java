package dev.cometj.chain;

import dev.cometj.crypto.Bytes;
import java.util.List;

/// A commit that keeps the vote extensions. Realises `types/block.go`.
///
/// @param height the block's height
/// @param round the round in which it was committed
/// @param blockId the block
/// @param signatures an entry for each validator, in the order of the validator set
public record ExtendedCommit(
    long height, int round, BlockId blockId, List<ExtendedCommitSig> signatures) {

  /// Copies the list.
  public ExtendedCommit {
    signatures = List.copyOf(signatures);
  }

  /// The vote that an entry was made of, with its extension.
  ///
  /// @param validatorIndex the entry's index
  /// @return the precommit
  /// @throws IndexOutOfBoundsException if there is no such entry
  public Vote vote(int validatorIndex) {
    ExtendedCommitSig entry = signatures.get(validatorIndex);
    CommitSig commitSig = entry.commitSig();
    return new Vote(
        SignedMsgType.PRECOMMIT,
        height,
        round,
        commitSig.blockId(blockId),
        commitSig.timestamp(),
        commitSig.validatorAddress(),
        validatorIndex,
        commitSig.signature(),
        entry.extension(),
        entry.extensionSignature());
  }

  /// The commit without the extensions.
  ///
  /// @return the commit
  public Commit toCommit() {
    return new Commit(
        height, round, blockId, signatures.stream().map(ExtendedCommitSig::commitSig).toList());
  }

  /// How many validators have an entry.
  ///
  /// @return from 0
  public int size() {
    return signatures.size();
  }

  /// Checks height and round, and for heights from 1 that there is a block and that the entries are valid.
  ///
  /// @throws InvalidChainDataException if one is not as it must be
  public void validate() throws InvalidChainDataException {
    Rules.heightNotNegative(height);
    Rules.roundNotNegative(round);
    if (height >= 1) {
      Rules.check(!blockId.isZero(), ChainRule.BLOCK_ID, "extended commit is for no block");
      Rules.check(
          !signatures.isEmpty(), ChainRule.NO_SIGNATURES, "extended commit has no signatures");
      for (int i = 0; i < signatures.size(); i++) {
        try {
          signatures.get(i).validate();
        } catch (InvalidChainDataException e) {
          throw e.within("signature " + i);
        }
      }
    }
  }

  /// Checks that every entry has a signed extension where there must be one, and none elsewhere.
  ///
  /// @param extensionsEnabled whether the height has vote extensions
  /// @throws InvalidChainDataException if one is missing or out of place
  public void ensureExtensions(boolean extensionsEnabled) throws InvalidChainDataException {
    for (ExtendedCommitSig entry : signatures) {
      entry.ensureExtension(extensionsEnabled);
    }
  }

  /// The hash of the commit that this becomes.
  ///
  /// @return 32 bytes
  public Bytes commitHash() {
    return toCommit().hash();
  }
}
