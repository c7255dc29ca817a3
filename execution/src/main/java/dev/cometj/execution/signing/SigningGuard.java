package dev.cometj.execution.signing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.cometj.chain.service.SigningException;
import dev.cometj.chain.service.SigningException.Reason;
import dev.cometj.crypto.PrivateKey;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Signs each height, round and step once, and never goes back; `signVote` and `signProposal` of Go's
/// `privval/file.go`.
///
/// What was signed is durable before the signature is returned. If that fails once, nothing is signed any more: the disk
/// may have kept the old state or the new one, and asking it again would only hide the loss (F10).
///
/// One thread at a time, which may block.
final class SigningGuard {
  private final PrivateKey key;
  private final LastSignedFile file;
  private LastSigned last;
  private @Nullable SigningException end;

  SigningGuard(PrivateKey key, LastSignedFile file, LastSigned last) {
    this.key = key;
    this.file = file;
    this.last = last;
  }

  /// A signature with the time that it signs, which may be that of an earlier request.
  ///
  /// @param signature the signature
  /// @param time the signed time
  record Signed(ByteString signature, Timestamp time) {}

  /// Sign a vote or a proposal.
  ///
  /// @param height its height
  /// @param round its round
  /// @param step what it is
  /// @param signBytes its canonical bytes, with their length in front
  /// @return the signature
  /// @throws SigningException if it must not be signed
  Signed sign(long height, int round, SignStep step, ByteString signBytes) {
    requireAlive();
    boolean isRepeated = last.isAt(height, round, step);
    CanonicalBytes asked = takeApart(signBytes, height, round, step);
    return isRepeated ? repeat(signBytes, asked) : signNew(height, round, step, signBytes, asked);
  }

  /// Check that a request does not go back.
  ///
  /// @throws SigningException if it does
  void requireNoRegression(long height, int round, SignStep step) {
    var _ = last.isAt(height, round, step);
  }

  /// Sign what may be signed any number of times.
  ByteString signExtension(byte[] signBytes) {
    requireAlive();
    return ByteString.copyFrom(key.sign(signBytes));
  }

  private void requireAlive() {
    if (end != null) {
      throw new SigningException(end.reason(), String.valueOf(end.getMessage()), end);
    }
  }

  private static CanonicalBytes takeApart(
      ByteString signBytes, long height, int round, SignStep step) {
    CanonicalBytes bytes;
    try {
      bytes = CanonicalBytes.of(signBytes, step);
    } catch (IllegalArgumentException e) {
      throw new SigningException(Reason.INVALID_REQUEST, "the sign bytes are malformed", e);
    }
    if (bytes.height() != height || bytes.round() != round || bytes.step() != step) {
      throw new SigningException(
          Reason.INVALID_REQUEST, "the sign bytes are of something else", null);
    }
    return bytes;
  }

  /// We may have ended between signing and using the signature: the same again gets the same signature. If only the time
  /// is another one, the signed time goes with it.
  private Signed repeat(ByteString signBytes, CanonicalBytes asked) {
    CanonicalBytes signed = takeApart(last.signBytes(), last.height(), last.round(), last.step());
    if (!signBytes.equals(last.signBytes()) && !asked.rest().equals(signed.rest())) {
      throw new SigningException(Reason.CONFLICT, "conflicting data", null);
    }
    if (!key.publicKey().verifies(last.signBytes().toByteArray(), last.signature().toByteArray())) {
      throw new SigningException(
          Reason.CONFLICT, "another key has signed for this height, round and step", null);
    }
    return new Signed(last.signature(), signed.time());
  }

  private Signed signNew(
      long height, int round, SignStep step, ByteString signBytes, CanonicalBytes asked) {
    ByteString signature = ByteString.copyFrom(key.sign(signBytes.toByteArray()));
    LastSigned next = new LastSigned(height, round, step, signature, signBytes);
    try {
      file.write(next);
    } catch (IOException | RuntimeException e) {
      end =
          new SigningException(
              Reason.NOT_DURABLE,
              "cannot keep what the validator signs in %s: %s; it signs no more until it is started again"
                  .formatted(file.file(), e.getMessage()),
              e);
      throw end;
    }
    last = next;
    return new Signed(signature, asked.time());
  }
}
