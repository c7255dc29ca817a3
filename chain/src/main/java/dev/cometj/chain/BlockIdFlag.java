package dev.cometj.chain;

import java.util.Optional;

/// Whom an entry of a commit is for. Realises `types/block.go`.
public enum BlockIdFlag {
  /// The validator's vote did not arrive.
  ABSENT(1),
  /// For the commit's block.
  COMMIT(2),
  /// For no block.
  NIL(3);

  private final int number;

  BlockIdFlag(int number) {
    this.number = number;
  }

  /// The number on the wire.
  ///
  /// @return 1 to 3
  public int number() {
    return number;
  }

  /// Finds a flag by its number. Only the lowest eight bits count, as in the original.
  ///
  /// @param number the number on the wire
  /// @return the flag, or empty if there is none
  public static Optional<BlockIdFlag> of(int number) {
    return switch (number & 0xFF) {
      case 1 -> Optional.of(ABSENT);
      case 2 -> Optional.of(COMMIT);
      case 3 -> Optional.of(NIL);
      default -> Optional.empty();
    };
  }
}
