package dev.cometj.benchmarks.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Numbers for people.
final class Figures {
  private static final int KIBI = 1024;

  private Figures() {}

  /// Three significant digits, or all of a large number's whole part.
  static String plain(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "–";
    }
    if (Math.abs(value) >= 100) {
      return String.format(Locale.ROOT, "%,d", Math.round(value));
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
    return Math.abs(value) < 1e-4 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  static String bytes(int count) {
    if (count >= KIBI * KIBI) {
      return count / KIBI / KIBI + " MiB";
    }
    return count >= KIBI ? count / KIBI + " KiB" : count + " B";
  }
}
