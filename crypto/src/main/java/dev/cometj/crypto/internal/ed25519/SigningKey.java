package dev.cometj.crypto.internal.ed25519;

import java.security.MessageDigest;
import java.util.Arrays;

/// An expanded private key of Ed25519 (RFC 8032, section 5.1.5), and its signatures (section 5.1.6).
///
/// What it computes from the secret takes the same time whatever the secret is.
public final class SigningKey {
  private static final int HALF = 32;

  private final long[] scalar;
  private final byte[] prefix;
  private final byte[] publicKey;

  /// Expands a seed.
  ///
  /// @param seed 32 bytes
  public SigningKey(byte[] seed) {
    byte[] expanded = Claim.sha512().digest(seed);
    clamp(expanded);
    scalar = Scalars.decode(expanded, 0, 4);
    prefix = Arrays.copyOfRange(expanded, HALF, 2 * HALF);
    Arrays.fill(expanded, (byte) 0);
    publicKey = SecretMultiple.of(scalar).encode();
  }

  /// Sets the bits of a secret number that RFC 7748 and RFC 8032 set alike: a multiple of 8, with bit 254 the highest.
  static void clamp(byte[] number) {
    number[0] &= (byte) 0xf8;
    number[HALF - 1] &= 0x7f;
    number[HALF - 1] |= 0x40;
  }

  /// The public key.
  ///
  /// @return a copy of the 32 bytes
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /// Signs.
  ///
  /// @param message any bytes
  /// @return the 64 bytes of R and S
  public byte[] sign(byte[] message) {
    MessageDigest digest = Claim.sha512();
    digest.update(prefix);
    long[] nonce = Scalars.reduce(Scalars.decode(digest.digest(message), 0, 8));
    byte[] signature = Arrays.copyOf(SecretMultiple.of(nonce).encode(), 2 * HALF);
    long[] challenge = Claim.challenge(publicKey, message, signature);
    Scalars.encode(Scalars.multiplyAndAdd(challenge, scalar, nonce), signature, HALF);
    return signature;
  }
}
