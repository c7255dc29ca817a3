package dev.cometj.crypto.internal.strobe;

/// The permutation of SHA-3 (FIPS 202, section 3) on 25 lanes; lane x + 5y holds column x of row y.
final class KeccakF1600 {

  private static final int ROUNDS = 24;

  /// Where the walk of rho and pi goes from lane 1 on, and by how much each lane it meets is rotated.
  private static final int[] WALK = {
    10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
  };

  private static final int[] ROTATIONS = rotations();
  private static final long[] ROUND_CONSTANTS = roundConstants();

  private KeccakF1600() {}

  static void permute(long[] lanes) {
    long[] columns = new long[5];
    for (int round = 0; round < ROUNDS; round++) {
      theta(lanes, columns);
      rhoAndPi(lanes);
      chi(lanes, columns);
      lanes[0] ^= ROUND_CONSTANTS[round];
    }
  }

  private static void theta(long[] lanes, long[] parities) {
    for (int x = 0; x < 5; x++) {
      parities[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
    }
    for (int x = 0; x < 5; x++) {
      long mix = parities[(x + 4) % 5] ^ Long.rotateLeft(parities[(x + 1) % 5], 1);
      for (int lane = x; lane < 25; lane += 5) {
        lanes[lane] ^= mix;
      }
    }
  }

  private static void rhoAndPi(long[] lanes) {
    long carried = lanes[1];
    for (int step = 0; step < WALK.length; step++) {
      int target = WALK[step];
      long replaced = lanes[target];
      lanes[target] = Long.rotateLeft(carried, ROTATIONS[step]);
      carried = replaced;
    }
  }

  private static void chi(long[] lanes, long[] row) {
    for (int start = 0; start < 25; start += 5) {
      System.arraycopy(lanes, start, row, 0, 5);
      for (int x = 0; x < 5; x++) {
        lanes[start + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
      }
    }
  }

  /// The triangular numbers of FIPS 202's rho, in the order of the walk.
  private static int[] rotations() {
    int[] rotations = new int[WALK.length];
    for (int step = 0; step < rotations.length; step++) {
      rotations[step] = (step + 1) * (step + 2) / 2 % Long.SIZE;
    }
    return rotations;
  }

  /// The output bits of FIPS 202's iota register, x^8 + x^6 + x^5 + x^4 + 1, at the positions 2^j - 1.
  private static long[] roundConstants() {
    long[] constants = new long[ROUNDS];
    int register = 1;
    for (int round = 0; round < ROUNDS; round++) {
      for (int j = 0; j < 7; j++) {
        if ((register & 1) != 0) {
          constants[round] |= 1L << ((1 << j) - 1);
        }
        register = (register << 1) ^ ((register >>> 7) * 0x171);
      }
    }
    return constants;
  }
}
