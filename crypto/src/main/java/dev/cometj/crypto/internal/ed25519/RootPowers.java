package dev.cometj.crypto.internal.ed25519;

/// Raises numbers modulo p = 2^255 - 19 to (p - 5) / 8, many at once: what takes most of the time of decoding points.
public interface RootPowers {

  /// How many words a number has.
  int WORDS = 4;

  /// Replaces numbers by their powers.
  ///
  /// @param words four words for each number, the lowest first: before, a number below 2^255; afterwards one below 2^256
  ///     that is congruent to the power
  /// @param from the first number
  /// @param count how many numbers
  void raise(long[] words, int from, int count);
}
