package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;

/// A header with the commit that proves it and the validators that made the commit: what light clients go by.
/// Realises `types/light.go`.
///
/// @param signedHeader the header with its commit
/// @param validatorSet the validators of its height
public record LightBlock(SignedHeader signedHeader, ValidatorSet validatorSet) {

  /// The header.
  ///
  /// @return the header
  public Header header() {
    return signedHeader.header();
  }

  /// The commit.
  ///
  /// @return the commit
  public Commit commit() {
    return signedHeader.commit();
  }

  /// The height.
  ///
  /// @return the header's height
  public long height() {
    return header().height();
  }

  /// The hash of the header.
  ///
  /// @return 32 bytes, or none if the header has no hash of the validators
  public Bytes hash() {
    return header().hash();
  }

  /// Checks that header and commit are valid, of this chain, and belong together, and that the validators are those of
  /// the header. No signature is looked at.
  ///
  /// @param chainId the chain's name
  /// @throws InvalidChainDataException if a rule is broken
  public void validate(String chainId) throws InvalidChainDataException {
    try {
      signedHeader.validate(chainId);
    } catch (InvalidChainDataException e) {
      throw e.within("signed header");
    }
    Rules.check(!validatorSet.isEmpty(), ChainRule.VALIDATOR_SET, "light block has no validators");
    Rules.sameHash(header().validatorsHash(), validatorSet.hash(), "validators hash");
  }

  void writeTo(ProtoWriter out) {
    int mark = out.size();
    ValidatorEncoding.write(validatorSet, out);
    out.message(2, mark);
    int signed = out.size();
    commit().writeTo(out);
    out.message(2, signed);
    int headerMark = out.size();
    header().writeTo(out);
    out.message(1, headerMark);
    out.message(1, signed);
  }
}
