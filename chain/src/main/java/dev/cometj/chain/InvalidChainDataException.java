package dev.cometj.chain;

/// A value breaks a rule that no honest node breaks.
///
/// Checked, so that nobody who handles what a peer sent forgets it. It has no stack trace, because a peer may cause many.
public final class InvalidChainDataException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ChainRule rule;

  /// Names the rule and what broke it.
  ///
  /// @param rule the rule
  /// @param message where and how it is broken, in one line
  public InvalidChainDataException(ChainRule rule, String message) {
    super(message, null, false, false);
    this.rule = rule;
  }

  /// The broken rule.
  ///
  /// @return the rule
  public ChainRule rule() {
    return rule;
  }

  /// The same, seen from what contains the value.
  ///
  /// @param container what contains it
  /// @return an exception for the same rule, whose message begins with the container
  public InvalidChainDataException within(String container) {
    return new InvalidChainDataException(rule, container + ": " + getMessage());
  }
}
