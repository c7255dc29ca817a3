package dev.cometj.crypto.internal.ed25519;

import org.jspecify.annotations.Nullable;

/// Checks a [Batch] of many claims by Pippenger's method: for each digit of base 256, every point is added to the
/// bucket of its digit, and then the buckets are summed up, each times its digit.
///
/// A multiple of an expanded key is split into those of A and 2^128 A, which halves the number of passes.
final class BucketSum {

  private static final int DIGIT_BITS = 8;
  private static final int BUCKETS = 1 << (DIGIT_BITS - 1);
  private static final int DIGITS = 32;
  private static final int HALF = DIGITS / 2;
  private static final int UPPER_ROW = HALF * DIGIT_BITS / PointTable.ROW_BITS;

  /// One for the R of each claim, at most two for each key, and two for the base point.
  private final long[] points;

  /// The digits of each point's factor, all of the lowest digits first.
  private final byte[][] digits = new byte[DIGITS][];

  private int terms;

  private final byte[] scratch = new byte[DIGITS];
  private final long[] buckets = new long[BUCKETS * EdwardsPoint.LIMBS];
  private final EdwardsPoint bucket = new EdwardsPoint();

  private BucketSum(Batch batch) {
    int capacity = batch.count() + 2 * batch.keyCount() + 2;
    this.points = new long[capacity * PointTable.ENTRY_LIMBS];
    for (int digit = 0; digit < DIGITS; digit++) {
      digits[digit] = new byte[capacity];
    }
    addTable(batch.ofBase(), BasePoint.TABLE, false);
    for (int i = 0; i < batch.keyCount(); i++) {
      addKey(batch, i);
    }
    for (int i = 0; i < batch.count(); i++) {
      addR(batch, i);
    }
  }

  static boolean isNeutral(Batch batch) {
    BucketSum sum = new BucketSum(batch);
    EdwardsPoint total = new EdwardsPoint();
    for (int digit = batch.hasAllTables() ? HALF : DIGITS - 1; digit >= 0; digit--) {
      for (int bit = 0; bit < DIGIT_BITS; bit++) {
        total.doubleUp(bit == DIGIT_BITS - 1);
      }
      if (sum.fillBuckets(digit)) {
        total.add(sum.sumOfBuckets(), false, true);
      }
    }
    return total.isNeutralTimesCofactor();
  }

  private void addKey(Batch batch, int i) {
    PreparedKey key = batch.key(i);
    @Nullable PointTable table = key.table();
    if (table == null) {
      Scalars.signedBytes(batch.ofKey(i), scratch, 0);
      key.writeAffine(points, terms * PointTable.ENTRY_LIMBS);
      addTerm(0, DIGITS, true);
    } else {
      addTable(batch.ofKey(i), table, true);
    }
  }

  private void addR(Batch batch, int i) {
    Scalars.signedBytes(batch.ofR(i), scratch, 0);
    batch.r(i).writeAffine(points, terms * PointTable.ENTRY_LIMBS);
    addTerm(0, HALF + 1, true);
  }

  private void addTable(long[] factor, PointTable table, boolean negated) {
    Scalars.signedBytes(factor, scratch, 0);
    copy(table, 0);
    addTerm(0, HALF, negated);
    copy(table, UPPER_ROW);
    addTerm(HALF, HALF, negated);
  }

  private void copy(PointTable table, int row) {
    System.arraycopy(
        table.limbs(),
        table.at(row, 1),
        points,
        terms * PointTable.ENTRY_LIMBS,
        PointTable.ENTRY_LIMBS);
  }

  /// Takes the point that was written last with some of the digits in the scratch area. A digit of -128 has a bucket
  /// and one of 128 does not exist, so only the additions know what is negated.
  private void addTerm(int from, int count, boolean negated) {
    for (int i = 0; i < count; i++) {
      digits[i][terms] = scratch[from + i];
    }
    if (negated) {
      negate(points, terms * PointTable.ENTRY_LIMBS);
    }
    terms++;
  }

  /// Changes a point to its negative: y + x and y - x swap, and 2dxy changes its sign.
  private static void negate(long[] limbs, int at) {
    for (int i = at; i < at + PointTable.Y_MINUS_X; i++) {
      long sum = limbs[i];
      limbs[i] = limbs[i + PointTable.Y_MINUS_X];
      limbs[i + PointTable.Y_MINUS_X] = sum;
      limbs[i + PointTable.T2D] = -limbs[i + PointTable.T2D];
    }
  }

  /// @return whether there is anything in the buckets
  private boolean fillBuckets(int digit) {
    EdwardsPoint neutral = new EdwardsPoint();
    for (int i = 0; i < BUCKETS; i++) {
      neutral.write(buckets, i * EdwardsPoint.LIMBS);
    }
    byte[] ofTerms = digits[digit];
    boolean any = false;
    for (int i = 0; i < terms; i++) {
      int value = ofTerms[i];
      if (value != 0) {
        any = true;
        int at = (Math.abs(value) - 1) * EdwardsPoint.LIMBS;
        bucket.read(buckets, at);
        bucket.add(points, i * PointTable.ENTRY_LIMBS, value < 0, true);
        bucket.write(buckets, at);
      }
    }
    return any;
  }

  /// Adds up the buckets from the highest to the lowest, and all these sums, so that each counts as often as its digit.
  private CachedPoint sumOfBuckets() {
    EdwardsPoint running = new EdwardsPoint();
    EdwardsPoint sum = new EdwardsPoint();
    for (int i = BUCKETS - 1; i >= 0; i--) {
      bucket.read(buckets, i * EdwardsPoint.LIMBS);
      running.add(bucket.cached(), false, true);
      sum.add(running.cached(), false, true);
    }
    return sum.cached();
  }
}
