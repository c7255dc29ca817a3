package dev.cometj.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// HKDF with SHA-256 and no salt, as RFC 5869 says and `p2p/conn/secret_connection.go` uses it.
public final class HkdfSha256 {

  private static final int LONGEST = 255 * 32;

  private HkdfSha256() {}

  /// Derives key material from a secret.
  ///
  /// @param secret the input keying material
  /// @param info what the result is for
  /// @param length how many bytes, 1 to 8160
  /// @return the derived bytes
  /// @throws IllegalArgumentException if the length is out of range
  public static byte[] derive(byte[] secret, byte[] info, int length) {
    if (length < 1 || length > LONGEST) {
      throw new IllegalArgumentException(
          "HKDF-SHA256 yields 1 to " + LONGEST + " bytes, not " + length);
    }
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(info, length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK from 25 on has HKDF-SHA256", e);
    }
  }
}
