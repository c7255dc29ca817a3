package dev.cometj.chain.service;

import org.jspecify.annotations.Nullable;

/// A block does not follow the state it claims to follow.
///
/// Checked, so that nobody who handles what a peer sent forgets it. It has no stack trace, because a peer may cause many.
public final class InvalidBlockException extends Exception {
  private static final long serialVersionUID = 1L;

  private final BlockRule rule;

  /// Name the rule and what broke it.
  ///
  /// @param rule the rule
  /// @param message what was expected and what is there, in one line
  /// @param cause the broken rule of the value within, or null
  public InvalidBlockException(BlockRule rule, String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.rule = rule;
  }

  /// Tell which rule is broken.
  ///
  /// @return the first that is
  public BlockRule rule() {
    return rule;
  }
}
