package dev.cometj.p2p.transport.secret;

import com.google.protobuf.ByteString;
import dev.cometj.crypto.Ed25519PublicKey;
import dev.cometj.p2p.Rejection;
import dev.cometj.wire.crypto.PublicKey;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import dev.cometj.wire.p2p.AuthSigMessage;

/// The second message of each side, the first that is sealed: its key and its signature over the challenge;
/// `AuthSigMessage` of Go's `p2p/conn/secret_connection.go`. The key is one of Ed25519, never of another type (A42).
final class AuthMessage {
  /// A little over the 102 bytes that it has, so that a key of another type is told by name. The original reads up
  /// to a mebibyte here (W5).
  static final int MAX_BYTES = 128;

  private static final UntrustedDecoder<AuthSigMessage> DECODER =
      UntrustedDecoder.of(AuthSigMessage.getDefaultInstance());

  private final Ed25519PublicKey key;
  private final byte[] signature;

  private AuthMessage(Ed25519PublicKey key, byte[] signature) {
    this.key = key;
    this.signature = signature;
  }

  /// Encode with the length in front.
  static byte[] encode(byte[] key, byte[] signature) {
    return Delimited.of(
        AuthSigMessage.newBuilder()
            .setPubKey(PublicKey.newBuilder().setEd25519(ByteString.copyFrom(key)))
            .setSig(ByteString.copyFrom(signature))
            .build());
  }

  /// Decode without the length.
  static AuthMessage decode(byte[] message)
      throws MalformedMessageException, HandshakeFailedException {
    AuthSigMessage decoded = DECODER.decode(message);
    PublicKey key = decoded.getPubKey();
    if (key.getSumCase() != PublicKey.SumCase.ED25519) {
      throw refused("the key is not of Ed25519, but " + key.getSumCase());
    }
    byte[] bytes = key.getEd25519().toByteArray();
    if (bytes.length != Ed25519PublicKey.KEY_BYTES) {
      throw refused("an Ed25519 key has 32 bytes, not " + bytes.length);
    }
    return new AuthMessage(Ed25519PublicKey.of(bytes), decoded.getSig().toByteArray());
  }

  private static HandshakeFailedException refused(String detail) {
    return HandshakeFailedException.of(Rejection.Kind.AUTHENTICATION_FAILED, detail);
  }

  Ed25519PublicKey key() {
    return key;
  }

  byte[] signature() {
    return signature;
  }
}
