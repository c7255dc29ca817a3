package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// That validators signed a block which is not the chain's, to deceive light clients. Realises `types/evidence.go`.
///
/// @param conflictingBlock the block that is not the chain's
/// @param commonHeight the last height on which it and the chain agree
/// @param byzantineValidators the validators that took part
/// @param totalVotingPower the power of all validators at the common height
/// @param timestamp the time of the block at the common height
public record LightClientAttackEvidence(
    LightBlock conflictingBlock,
    long commonHeight,
    List<Validator> byzantineValidators,
    long totalVotingPower,
    Timestamp timestamp)
    implements Evidence {

  private static final Comparator<Validator> BY_POWER =
      Comparator.comparingLong(Validator::votingPower).reversed().thenComparing(Validator::address);

  /// How much of the conflicting block's hash enters the hash of the evidence: one byte less than there is, because the
  /// original does so.
  private static final int HASHED_BYTES = Sha256.HASH_BYTES - 1;

  /// Copies the list.
  public LightClientAttackEvidence {
    byzantineValidators = List.copyOf(byzantineValidators);
  }

  @Override
  public Bytes bytes() {
    ProtoWriter out = new ProtoWriter(2048);
    writeTo(out);
    return out.finish();
  }

  /// The hash of the conflicting block and the common height, so that the same attack with other signatures is the same
  /// evidence.
  @Override
  public Bytes hash() {
    ProtoWriter out = new ProtoWriter(48);
    out.rawVarint(commonHeight << 1 ^ commonHeight >> 63);
    byte[] blockHash = new byte[Sha256.HASH_BYTES];
    Bytes conflicting = conflictingBlock.hash();
    conflicting.slice(0, Math.min(HASHED_BYTES, conflicting.length())).copyTo(blockHash, 0);
    out.raw(Bytes.wrap(blockHash));
    return Sha256.hash(out.finish());
  }

  @Override
  public long height() {
    return commonHeight;
  }

  @Override
  public Timestamp time() {
    return timestamp;
  }

  /// Whether the conflicting header cannot have come from a valid block at its height: one of the fields that the state
  /// determines differs.
  ///
  /// @param trusted the chain's header of that height
  /// @return whether it is a lunatic attack
  public boolean isConflictingHeaderInvalid(Header trusted) {
    Header conflicting = conflictingBlock.header();
    return !trusted.validatorsHash().equals(conflicting.validatorsHash())
        || !trusted.nextValidatorsHash().equals(conflicting.nextValidatorsHash())
        || !trusted.consensusHash().equals(conflicting.consensusHash())
        || !trusted.appHash().equals(conflicting.appHash())
        || !trusted.lastResultsHash().equals(conflicting.lastResultsHash());
  }

  /// Finds the validators that took part: of an invalid header those of the common height that signed it, of another
  /// header of the same round those that signed both, and of another round nobody, since nobody can be proven guilty.
  ///
  /// @param commonValidators the validators of the common height
  /// @param trusted the chain's header and commit of the conflicting block's height
  /// @return the validators, by falling power, then by address
  public List<Validator> findByzantineValidators(
      ValidatorSet commonValidators, SignedHeader trusted) {
    List<CommitSig> signatures = conflictingBlock.commit().signatures();
    if (isConflictingHeaderInvalid(trusted.header())) {
      return signatures.stream()
          .filter(CommitSig::isForBlock)
          .mapToInt(entry -> commonValidators.indexOf(entry.validatorAddress()))
          .filter(index -> index >= 0)
          .mapToObj(commonValidators::get)
          .sorted(BY_POWER)
          .toList();
    }
    if (trusted.commit().round() != conflictingBlock.commit().round()) {
      return List.of();
    }
    List<CommitSig> others = trusted.commit().signatures();
    return IntStream.range(0, Math.min(signatures.size(), others.size()))
        .filter(i -> signatures.get(i).isForBlock() && others.get(i).isForBlock())
        .map(i -> conflictingBlock.validatorSet().indexOf(signatures.get(i).validatorAddress()))
        .filter(index -> index >= 0)
        .mapToObj(conflictingBlock.validatorSet()::get)
        .sorted(BY_POWER)
        .toList();
  }

  @Override
  public void validate() throws InvalidChainDataException {
    Rules.check(
        totalVotingPower > 0, ChainRule.VOTING_POWER, "total voting power is " + totalVotingPower);
    Rules.check(commonHeight > 0, ChainRule.HEIGHT, "common height is " + commonHeight);
    Rules.check(
        commonHeight <= conflictingBlock.height(),
        ChainRule.HEIGHT,
        "common height " + commonHeight + " is after the conflicting block");
    try {
      conflictingBlock.validate(conflictingBlock.header().chainId());
    } catch (InvalidChainDataException e) {
      throw e.within("conflicting block");
    }
  }

  void writeTo(ProtoWriter out) {
    timestamp.writeTo(out, 5);
    out.varint(4, totalVotingPower);
    ValidatorEncoding.write(byzantineValidators, 3, out);
    out.varint(2, commonHeight);
    int mark = out.size();
    conflictingBlock.writeTo(out);
    out.message(1, mark);
  }
}
