package dev.cometj.chain;

import dev.cometj.crypto.Bytes;

/// A header with the commit that proves it. Realises `types/light.go`.
///
/// @param header the header
/// @param commit the commit
public record SignedHeader(Header header, Commit commit) {

  /// The height.
  ///
  /// @return the header's height
  public long height() {
    return header.height();
  }

  /// The hash of the header.
  ///
  /// @return 32 bytes, or none if the header has no hash of the validators
  public Bytes hash() {
    return header.hash();
  }

  /// Checks header and commit, and that they are of this chain and belong together. No signature is looked at.
  ///
  /// @param chainId the chain's name
  /// @throws InvalidChainDataException if a rule is broken
  public void validate(String chainId) throws InvalidChainDataException {
    try {
      header.validate();
    } catch (InvalidChainDataException e) {
      throw e.within("header");
    }
    try {
      commit.validate();
    } catch (InvalidChainDataException e) {
      throw e.within("commit");
    }
    Rules.check(
        header.chainId().equals(chainId),
        ChainRule.CHAIN_ID,
        "header is of another chain, \"" + header.chainId() + '"');
    Rules.check(
        commit.height() == header.height(),
        ChainRule.HEIGHT,
        "commit of height " + commit.height() + " with the header of " + header.height());
    Rules.sameHash(commit.blockId().hash(), header.hash(), "commit's block hash");
  }
}
