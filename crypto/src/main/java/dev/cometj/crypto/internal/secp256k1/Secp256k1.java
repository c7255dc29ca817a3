package dev.cometj.crypto.internal.secp256k1;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

/// Signatures of 64 bytes over a hash of 32.
public final class Secp256k1 {

  /// The size of a private key, and of each half of a signature, in bytes.
  public static final int SCALAR_BYTES = 32;

  /// The size of a signature, in bytes.
  public static final int SIGNATURE_BYTES = 2 * SCALAR_BYTES;

  private static final ECDomainParameters DOMAIN = domain();
  private static final BigInteger ORDER = DOMAIN.getN();
  private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

  private Secp256k1() {}

  private static ECDomainParameters domain() {
    X9ECParameters curve = CustomNamedCurves.getByName("secp256k1");
    return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
  }

  /// Tells whether 32 bytes are a number that a private key may be.
  ///
  /// @param scalar the bytes, big-endian
  /// @return whether the number is neither 0 nor as large as the group's order
  public static boolean isPrivateKey(byte[] scalar) {
    BigInteger number = new BigInteger(1, scalar);
    return number.signum() > 0 && number.compareTo(ORDER) < 0;
  }

  /// Computes the public key of a private key.
  ///
  /// @param scalar 32 bytes for which [#isPrivateKey(byte[])] holds
  /// @return the 33 bytes
  public static byte[] publicKey(byte[] scalar) {
    return new FixedPointCombMultiplier()
        .multiply(DOMAIN.getG(), new BigInteger(1, scalar))
        .getEncoded(true);
  }

  /// Signs a hash.
  ///
  /// @param scalar 32 bytes for which [#isPrivateKey(byte[])] holds
  /// @param hash 32 bytes
  /// @return R and the lower S
  public static byte[] sign(byte[] scalar, byte[] hash) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, scalar), DOMAIN));
    BigInteger[] parts = signer.generateSignature(hash);
    byte[] signature = new byte[SIGNATURE_BYTES];
    write(parts[0], signature, 0);
    boolean high = parts[1].compareTo(HALF_ORDER) > 0;
    write(high ? ORDER.subtract(parts[1]) : parts[1], signature, SCALAR_BYTES);
    return signature;
  }

  private static void write(BigInteger number, byte[] target, int offset) {
    byte[] bytes = number.toByteArray();
    int length = Math.min(bytes.length, SCALAR_BYTES);
    System.arraycopy(bytes, bytes.length - length, target, offset + SCALAR_BYTES - length, length);
  }

  /// Checks a signature. R and S are taken modulo the group's order first, because the original does; then neither
  /// may be 0, nor S more than half the order.
  ///
  /// @param encodedKey the key's 33 bytes, a point or not
  /// @param hash 32 bytes
  /// @param signature the signature, of any length
  /// @return whether it is good
  public static boolean verifies(byte[] encodedKey, byte[] hash, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    ECPoint key = decode(encodedKey);
    if (key == null) {
      return false;
    }
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, SCALAR_BYTES)).mod(ORDER);
    BigInteger s =
        new BigInteger(1, Arrays.copyOfRange(signature, SCALAR_BYTES, SIGNATURE_BYTES)).mod(ORDER);
    if (r.signum() == 0 || s.signum() == 0 || s.compareTo(HALF_ORDER) > 0) {
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(key, DOMAIN));
    return verifier.verifySignature(hash, r, s);
  }

  private static @Nullable ECPoint decode(byte[] encoded) {
    try {
      return DOMAIN.getCurve().decodePoint(encoded);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
