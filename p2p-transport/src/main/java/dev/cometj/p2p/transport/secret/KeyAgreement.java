package dev.cometj.p2p.transport.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.cometj.crypto.FrameFormat;
import dev.cometj.crypto.HkdfSha256;
import dev.cometj.crypto.LowOrderPointException;
import dev.cometj.crypto.MerlinTranscript;
import dev.cometj.crypto.X25519KeyPair;
import java.util.Arrays;

/// What both sides compute from the two ephemeral keys: a frame key for each direction, and the challenge that each
/// signs. Follows `MakeSecretConnection` and `deriveSecrets` of Go's `p2p/conn/secret_connection.go`.
///
/// The challenge comes from a Merlin transcript and binds the signatures to these very keys; the frame keys come
/// from HKDF without a salt, apart from the transcript.
final class KeyAgreement {
  private static final String TRANSCRIPT = "TENDERMINT_SECRET_CONNECTION_TRANSCRIPT_HASH";
  private static final String LOWER_KEY = "EPHEMERAL_LOWER_PUBLIC_KEY";
  private static final String UPPER_KEY = "EPHEMERAL_UPPER_PUBLIC_KEY";
  private static final String SECRET = "DH_SECRET";
  private static final String CHALLENGE = "SECRET_CONNECTION_MAC";
  private static final byte[] KEY_INFO =
      "TENDERMINT_SECRET_CONNECTION_KEY_AND_CHALLENGE_GEN".getBytes(US_ASCII);
  private static final int CHALLENGE_BYTES = 32;

  /// Two keys, and 32 bytes behind them that nothing uses.
  private static final int DERIVED_BYTES = 2 * FrameFormat.KEY_BYTES + CHALLENGE_BYTES;

  private final byte[] challenge;
  private final byte[] firstKey;
  private final byte[] secondKey;
  private final boolean isLocalLower;

  KeyAgreement(byte[] challenge, byte[] secret, boolean isLocalLower) {
    this.challenge = challenge;
    byte[] derived = HkdfSha256.derive(secret, KEY_INFO, DERIVED_BYTES);
    this.firstKey = Arrays.copyOf(derived, FrameFormat.KEY_BYTES);
    this.secondKey = Arrays.copyOfRange(derived, FrameFormat.KEY_BYTES, 2 * FrameFormat.KEY_BYTES);
    this.isLocalLower = isLocalLower;
  }

  /// Agree with a peer.
  ///
  /// @param local our ephemeral pair
  /// @param remoteKey the peer's ephemeral key, 32 bytes
  /// @throws LowOrderPointException if the peer's key would make the secret known to everyone
  static KeyAgreement of(X25519KeyPair local, byte[] remoteKey) throws LowOrderPointException {
    byte[] localKey = local.publicKey();
    byte[] secret = local.sharedSecret(remoteKey);
    boolean isLocalLower = Arrays.compareUnsigned(localKey, remoteKey) <= 0;
    MerlinTranscript transcript = new MerlinTranscript(TRANSCRIPT);
    transcript.append(LOWER_KEY, isLocalLower ? localKey : remoteKey);
    transcript.append(UPPER_KEY, isLocalLower ? remoteKey : localKey);
    transcript.append(SECRET, secret);
    return new KeyAgreement(transcript.challenge(CHALLENGE, CHALLENGE_BYTES), secret, isLocalLower);
  }

  /// Give what both sides sign.
  byte[] challenge() {
    return challenge.clone();
  }

  /// Give the key that opens what the peer sends: the first one on the side whose ephemeral key sorts lower.
  byte[] receiveKey() {
    return isLocalLower ? firstKey : secondKey;
  }

  /// Give the key that seals what we send.
  byte[] sendKey() {
    return isLocalLower ? secondKey : firstKey;
  }
}
