package dev.cometj.chain.codec;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.Proposal;
import dev.cometj.chain.SignedMsgType;
import dev.cometj.chain.Vote;

/// Votes and proposals.
public final class VoteCodec {

  private VoteCodec() {}

  /// Makes the message of a vote.
  ///
  /// @param vote the vote
  /// @return the message
  public static dev.cometj.wire.types.Vote toWire(Vote vote) {
    return dev.cometj.wire.types.Vote.newBuilder()
        .setTypeValue(vote.type().number())
        .setHeight(vote.height())
        .setRound(vote.round())
        .setBlockId(BlockIdCodec.toWire(vote.blockId()))
        .setTimestamp(WireValues.wire(vote.timestamp()))
        .setValidatorAddress(WireValues.wire(vote.validatorAddress()))
        .setValidatorIndex(vote.validatorIndex())
        .setSignature(WireValues.wire(vote.signature()))
        .setExtension(WireValues.wire(vote.extension()))
        .setExtensionSignature(WireValues.wire(vote.extensionSignature()))
        .build();
  }

  /// Reads and validates a vote.
  ///
  /// @param wire the message
  /// @return the vote
  /// @throws InvalidChainDataException if a rule is broken
  public static Vote fromWire(dev.cometj.wire.types.Vote wire) throws InvalidChainDataException {
    Vote vote = unsignedFromWire(wire);
    vote.validate();
    return vote;
  }

  /// Reads a vote that is still to be signed, and checks its type and the sizes of its hashes only.
  ///
  /// @param wire the message
  /// @return the vote
  /// @throws InvalidChainDataException if a rule is broken
  public static Vote unsignedFromWire(dev.cometj.wire.types.Vote wire)
      throws InvalidChainDataException {
    return new Vote(
        type(wire.getTypeValue()),
        wire.getHeight(),
        wire.getRound(),
        BlockIdCodec.fromWire(wire.getBlockId()),
        WireValues.time(wire.hasTimestamp(), wire.getTimestamp()),
        WireValues.bytes(wire.getValidatorAddress()),
        wire.getValidatorIndex(),
        WireValues.bytes(wire.getSignature()),
        WireValues.bytes(wire.getExtension()),
        WireValues.bytes(wire.getExtensionSignature()));
  }

  /// Finds a type by its number.
  ///
  /// @param number the number on the wire
  /// @return the type
  /// @throws InvalidChainDataException if there is none
  public static SignedMsgType type(int number) throws InvalidChainDataException {
    return SignedMsgType.of(number)
        .orElseThrow(() -> new InvalidChainDataException(ChainRule.TYPE, "unknown type " + number));
  }

  /// Makes the message of a proposal.
  ///
  /// @param proposal the proposal
  /// @return the message
  public static dev.cometj.wire.types.Proposal toWire(Proposal proposal) {
    return dev.cometj.wire.types.Proposal.newBuilder()
        .setTypeValue(SignedMsgType.PROPOSAL.number())
        .setHeight(proposal.height())
        .setRound(proposal.round())
        .setPolRound(proposal.polRound())
        .setBlockId(BlockIdCodec.toWire(proposal.blockId()))
        .setTimestamp(WireValues.wire(proposal.timestamp()))
        .setSignature(WireValues.wire(proposal.signature()))
        .build();
  }

  /// Reads and validates a proposal.
  ///
  /// @param wire the message
  /// @return the proposal
  /// @throws InvalidChainDataException if a rule is broken
  public static Proposal fromWire(dev.cometj.wire.types.Proposal wire)
      throws InvalidChainDataException {
    Proposal proposal = unsignedFromWire(wire);
    proposal.validate();
    return proposal;
  }

  /// Reads a proposal that is still to be signed, and checks its type and the sizes of its hashes only.
  ///
  /// @param wire the message
  /// @return the proposal
  /// @throws InvalidChainDataException if a rule is broken
  public static Proposal unsignedFromWire(dev.cometj.wire.types.Proposal wire)
      throws InvalidChainDataException {
    if (wire.getTypeValue() != SignedMsgType.PROPOSAL.number()) {
      throw new InvalidChainDataException(
          ChainRule.TYPE, "proposal is of type " + wire.getTypeValue());
    }
    return new Proposal(
        wire.getHeight(),
        wire.getRound(),
        wire.getPolRound(),
        BlockIdCodec.fromWire(wire.getBlockId()),
        WireValues.time(wire.hasTimestamp(), wire.getTimestamp()),
        WireValues.bytes(wire.getSignature()));
  }
}
