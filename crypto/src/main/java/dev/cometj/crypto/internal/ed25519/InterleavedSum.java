package dev.cometj.crypto.internal.ed25519;

import org.jspecify.annotations.Nullable;

/// Checks a [Batch] of few claims by Straus' method: the multiples of all points along one chain of doublings.
///
/// It has 128 links if all keys are expanded, for then 2^128 A is known, and 256 otherwise.
final class InterleavedSum {

  private static final int R_DIGIT_WIDTH = 4;
  private static final int DIGITS = 256;
  private static final int HALF = 128;
  private static final int UPPER_ROW = HALF / PointTable.ROW_BITS;

  private final Batch batch;
  private final byte[] baseDigits;
  private final byte[][] keyDigits;
  private final byte[][] rDigits;
  private final CachedPoint[][] rMultiples;
  private final EdwardsPoint sum = new EdwardsPoint();

  private InterleavedSum(Batch batch) {
    int count = batch.count();
    int keys = batch.keyCount();
    this.batch = batch;
    this.baseDigits = Scalars.signedDigits(batch.ofBase(), BasePoint.DIGIT_WIDTH, DIGITS);
    this.keyDigits = new byte[keys][];
    this.rDigits = new byte[count][];
    this.rMultiples = new CachedPoint[count][];
    for (int i = 0; i < keys; i++) {
      PointTable table = batch.key(i).table();
      int width = table == null ? PreparedKey.DIGIT_WIDTH : table.width();
      keyDigits[i] = Scalars.signedDigits(batch.ofKey(i), width, DIGITS);
    }
    for (int i = 0; i < count; i++) {
      rDigits[i] = Scalars.signedDigits(batch.ofR(i), R_DIGIT_WIDTH, DIGITS);
      rMultiples[i] = CachedPoint.oddMultiples(batch.r(i), 1 << (R_DIGIT_WIDTH - 2));
    }
  }

  static boolean isNeutral(Batch batch) {
    InterleavedSum sum = new InterleavedSum(batch);
    int steps = batch.hasAllTables() ? HALF + 1 : DIGITS;
    for (int step = steps - 1; step >= 0; step--) {
      sum.sum.doubleUp(true);
      sum.addBase(step);
      for (int i = 0; i < batch.keyCount(); i++) {
        sum.addKey(i, step);
      }
      for (int i = 0; i < batch.count(); i++) {
        sum.addR(i, step);
      }
    }
    return sum.sum.isNeutralTimesCofactor();
  }

  private void addBase(int step) {
    if (step < HALF) {
      addRow(BasePoint.TABLE, 0, baseDigits[step], false);
      addRow(BasePoint.TABLE, UPPER_ROW, baseDigits[step + HALF], false);
    }
  }

  private void addKey(int i, int step) {
    PreparedKey key = batch.key(i);
    @Nullable PointTable table = key.table();
    if (table == null) {
      int digit = keyDigits[i][step];
      if (digit != 0) {
        sum.add(key.multiple(Math.abs(digit)), digit > 0, true);
      }
    } else if (step < HALF) {
      addRow(table, 0, keyDigits[i][step], true);
      addRow(table, UPPER_ROW, keyDigits[i][step + HALF], true);
    }
  }

  private void addR(int i, int step) {
    int digit = rDigits[i][step];
    if (digit != 0) {
      sum.add(rMultiples[i][Math.abs(digit) >> 1], digit > 0, true);
    }
  }

  private void addRow(PointTable table, int row, int digit, boolean negated) {
    if (digit != 0) {
      table.addTo(sum, row, digit, negated, true);
    }
  }
}
