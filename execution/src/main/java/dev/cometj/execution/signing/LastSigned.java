package dev.cometj.execution.signing;

import com.google.protobuf.ByteString;
import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.SigningException.Reason;

/// What a validator signed last; `FilePVLastSignState` of Go's `privval/file.go`.
///
/// @param height its height, 0 if nothing was signed yet
/// @param round its round
/// @param step its step
/// @param signature the signature, empty if nothing was signed yet
/// @param signBytes what was signed, with its length in front
record LastSigned(
    long height, int round, SignStep step, ByteString signature, ByteString signBytes) {

  static final LastSigned NOTHING =
      new LastSigned(0, 0, SignStep.NONE, ByteString.EMPTY, ByteString.EMPTY);

  /// Check that a request does not go back.
  ///
  /// @return whether something was signed for this height, round and step already
  /// @throws SigningException if it goes back
  boolean isAt(long nextHeight, int nextRound, SignStep nextStep) {
    if (height > nextHeight) {
      throw regression("height regression. Got %d, last height %d".formatted(nextHeight, height));
    }
    if (height < nextHeight) {
      return false;
    }
    if (round > nextRound) {
      throw regression(
          "round regression at height %d. Got %d, last round %d"
              .formatted(height, nextRound, round));
    }
    if (round < nextRound) {
      return false;
    }
    if (step.compareTo(nextStep) > 0) {
      throw regression(
          "step regression at height %d round %d. Got %d, last step %d"
              .formatted(height, round, nextStep.number(), step.number()));
    }
    if (step == nextStep && signBytes.isEmpty()) {
      throw regression("no SignBytes found");
    }
    return step == nextStep;
  }

  private static SigningException regression(String text) {
    return new SigningException(Reason.REGRESSION, text, null);
  }
}
