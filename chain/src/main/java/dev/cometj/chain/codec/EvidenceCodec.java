package dev.cometj.chain.codec;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.DuplicateVoteEvidence;
import dev.cometj.chain.Evidence;
import dev.cometj.chain.EvidenceList;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.LightClientAttackEvidence;
import dev.cometj.chain.validators.Validator;
import java.util.ArrayList;
import java.util.List;

/// Evidence and lists of it.
public final class EvidenceCodec {

  private EvidenceCodec() {}

  /// Makes the message of a piece of evidence.
  ///
  /// @param evidence the evidence
  /// @return the message, whose member is the evidence
  public static dev.cometj.wire.types.Evidence toWire(Evidence evidence) {
    var wire = dev.cometj.wire.types.Evidence.newBuilder();
    switch (evidence) {
      case DuplicateVoteEvidence duplicate -> wire.setDuplicateVoteEvidence(toWire(duplicate));
      case LightClientAttackEvidence attack -> wire.setLightClientAttackEvidence(toWire(attack));
    }
    return wire.build();
  }

  /// Makes the message of a list.
  ///
  /// @param list the list
  /// @return the message
  public static dev.cometj.wire.types.EvidenceList toWire(EvidenceList list) {
    var wire = dev.cometj.wire.types.EvidenceList.newBuilder();
    list.pieces().forEach(piece -> wire.addEvidence(toWire(piece)));
    return wire.build();
  }

  /// Makes the message of evidence of this kind.
  ///
  /// @param evidence the evidence
  /// @return the message
  public static dev.cometj.wire.types.DuplicateVoteEvidence toWire(DuplicateVoteEvidence evidence) {
    return dev.cometj.wire.types.DuplicateVoteEvidence.newBuilder()
        .setVoteA(VoteCodec.toWire(evidence.voteA()))
        .setVoteB(VoteCodec.toWire(evidence.voteB()))
        .setTotalVotingPower(evidence.totalVotingPower())
        .setValidatorPower(evidence.validatorPower())
        .setTimestamp(WireValues.wire(evidence.timestamp()))
        .build();
  }

  /// Makes the message of evidence of this kind.
  ///
  /// @param evidence the evidence
  /// @return the message
  public static dev.cometj.wire.types.LightClientAttackEvidence toWire(
      LightClientAttackEvidence evidence) {
    var wire =
        dev.cometj.wire.types.LightClientAttackEvidence.newBuilder()
            .setConflictingBlock(LightBlockCodec.toWire(evidence.conflictingBlock()))
            .setCommonHeight(evidence.commonHeight())
            .setTotalVotingPower(evidence.totalVotingPower())
            .setTimestamp(WireValues.wire(evidence.timestamp()));
    evidence
        .byzantineValidators()
        .forEach(validator -> wire.addByzantineValidators(ValidatorCodec.toWire(validator)));
    return wire.build();
  }

  /// Reads and validates a piece of evidence.
  ///
  /// @param wire the message
  /// @return the evidence
  /// @throws InvalidChainDataException if a rule is broken
  public static Evidence fromWire(dev.cometj.wire.types.Evidence wire)
      throws InvalidChainDataException {
    return switch (wire.getSumCase()) {
      case DUPLICATE_VOTE_EVIDENCE -> fromWire(wire.getDuplicateVoteEvidence());
      case LIGHT_CLIENT_ATTACK_EVIDENCE -> fromWire(wire.getLightClientAttackEvidence());
      case SUM_NOT_SET ->
          throw new InvalidChainDataException(ChainRule.TYPE, "evidence of an unknown kind");
    };
  }

  /// Reads and validates a list.
  ///
  /// @param wire the message
  /// @return the list
  /// @throws InvalidChainDataException if a rule is broken
  public static EvidenceList fromWire(dev.cometj.wire.types.EvidenceList wire)
      throws InvalidChainDataException {
    if (wire.getEvidenceCount() == 0) {
      return EvidenceList.EMPTY;
    }
    List<Evidence> pieces = new ArrayList<>(wire.getEvidenceCount());
    for (var piece : wire.getEvidenceList()) {
      pieces.add(fromWire(piece));
    }
    return new EvidenceList(pieces);
  }

  /// Reads and validates evidence of this kind.
  ///
  /// @param wire the message
  /// @return the evidence
  /// @throws InvalidChainDataException if a rule is broken
  public static DuplicateVoteEvidence fromWire(dev.cometj.wire.types.DuplicateVoteEvidence wire)
      throws InvalidChainDataException {
    if (!wire.hasVoteA() || !wire.hasVoteB()) {
      throw WireValues.missing("one of the votes");
    }
    DuplicateVoteEvidence evidence =
        new DuplicateVoteEvidence(
            VoteCodec.fromWire(wire.getVoteA()),
            VoteCodec.fromWire(wire.getVoteB()),
            wire.getTotalVotingPower(),
            wire.getValidatorPower(),
            WireValues.time(wire.hasTimestamp(), wire.getTimestamp()));
    evidence.validate();
    return evidence;
  }

  /// Reads and validates evidence of this kind.
  ///
  /// @param wire the message
  /// @return the evidence
  /// @throws InvalidChainDataException if a rule is broken
  public static LightClientAttackEvidence fromWire(
      dev.cometj.wire.types.LightClientAttackEvidence wire) throws InvalidChainDataException {
    if (!wire.hasConflictingBlock()) {
      throw WireValues.missing("conflicting block");
    }
    List<Validator> byzantine = new ArrayList<>(wire.getByzantineValidatorsCount());
    for (var validator : wire.getByzantineValidatorsList()) {
      byzantine.add(ValidatorCodec.fromWire(validator));
    }
    LightClientAttackEvidence evidence =
        new LightClientAttackEvidence(
            LightBlockCodec.fromWire(wire.getConflictingBlock()),
            wire.getCommonHeight(),
            byzantine,
            wire.getTotalVotingPower(),
            WireValues.time(wire.hasTimestamp(), wire.getTimestamp()));
    evidence.validate();
    return evidence;
  }
}
