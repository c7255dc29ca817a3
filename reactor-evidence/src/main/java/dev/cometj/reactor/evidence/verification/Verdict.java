package dev.cometj.reactor.evidence.verification;

/// What came of checking a piece of evidence.
public sealed interface Verdict {
  /// It is true.
  record Valid() implements Verdict {}

  /// It is not true, and whoever passed it on has not checked it.
  ///
  /// @param detail what is wrong
  record Invalid(String detail) implements Verdict {}

  /// This node cannot tell. An honest node that is ahead or late may send such evidence; no block may contain it.
  ///
  /// @param detail what is missing
  record Undecided(String detail) implements Verdict {}
}
