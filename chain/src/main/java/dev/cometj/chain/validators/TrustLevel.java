package dev.cometj.chain.validators;

/// Which part of the trusted validators' power must have signed for a commit to be trusted.
/// Realises `libs/math/fraction.go`.
///
/// @param numerator from 0
/// @param denominator from 0, though 0 is not accepted by any verification
public record TrustLevel(long numerator, long denominator) {

  /// One third: at least one correct validator signed.
  public static final TrustLevel ONE_THIRD = new TrustLevel(1, 3);

  /// Checks the signs.
  ///
  /// @throws IllegalArgumentException if a number is negative
  public TrustLevel {
    if (numerator < 0 || denominator < 0) {
      throw new IllegalArgumentException("a trust level is not negative");
    }
  }

  /// Whether a light client may use this level (`ValidateTrustLevel`).
  ///
  /// @return whether it is from one third to one
  public boolean isSafe() {
    return denominator > 0
        && numerator <= denominator
        && numerator >= denominator / 3 + (denominator % 3 == 0 ? 0 : 1);
  }
}
