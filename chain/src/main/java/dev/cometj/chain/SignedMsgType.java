package dev.cometj.chain;

import java.util.Optional;

/// What is signed. Realises `proto/tendermint/types/types.proto` and `types/signed_msg_type.go`.
public enum SignedMsgType {
  /// A vote of the first kind.
  PREVOTE(1),
  /// A vote of the second kind, which commits.
  PRECOMMIT(2),
  /// A proposal.
  PROPOSAL(32);

  private final int number;

  SignedMsgType(int number) {
    this.number = number;
  }

  /// The number on the wire.
  ///
  /// @return 1, 2 or 32
  public int number() {
    return number;
  }

  /// Whether it is a kind of vote.
  ///
  /// @return whether it is a prevote or a precommit
  public boolean isVote() {
    return this != PROPOSAL;
  }

  /// Finds a type by its number.
  ///
  /// @param number the number on the wire
  /// @return the type, or empty if there is none
  public static Optional<SignedMsgType> of(int number) {
    return switch (number) {
      case 1 -> Optional.of(PREVOTE);
      case 2 -> Optional.of(PRECOMMIT);
      case 32 -> Optional.of(PROPOSAL);
      default -> Optional.empty();
    };
  }
}
