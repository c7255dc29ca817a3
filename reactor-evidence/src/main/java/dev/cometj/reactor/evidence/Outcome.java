package dev.cometj.reactor.evidence;

import dev.cometj.chain.service.RefusedEvidenceException.Reason;
import java.util.concurrent.CompletionStage;

/// What became of a piece of evidence that somebody brought.
sealed interface Outcome {
  /// It is pending or committed.
  ///
  /// @param written ends when it is in the store
  record Kept(CompletionStage<Void> written) implements Outcome {}

  /// It is not taken.
  ///
  /// @param reason the kind of reason
  /// @param detail the reason in words
  record Refused(Reason reason, String detail) implements Outcome {}
}
