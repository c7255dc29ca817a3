package dev.cometj.chain;

/// Whether a check passes; any other exception fails the test.
public final class Verdict {

  private Verdict() {}

  public static boolean of(Check check) {
    try {
      check.run();
      return true;
    } catch (InvalidChainDataException _) {
      return false;
    }
  }

  /// A check of a rule.
  @FunctionalInterface
  public interface Check {
    void run() throws InvalidChainDataException;
  }
}
