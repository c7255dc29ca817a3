package dev.cometj.crypto.internal.frame;

import static dev.cometj.crypto.FrameFormat.PLAIN_BYTES;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.ChaCha20ParameterSpec;

/// The JDK's ChaCha20 (RFC 8439) for one direction of a connection, frame by frame.
final class FrameStream {

  private static final int BLOCK_BYTES = 64;
  private static final byte[] ZEROS = new byte[BLOCK_BYTES];

  private final Cipher cipher;
  private final SecretKey key;
  private final byte[] tagKey = new byte[BLOCK_BYTES];

  FrameStream(SecretKey key) {
    this.key = key;
    try {
      cipher = Cipher.getInstance("ChaCha20");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK from 11 on has ChaCha20", e);
    }
  }

  /// Turns to the next frame.
  ///
  /// @param nonce its nonce
  /// @return the key of its tag, in an array that the following call reuses
  byte[] turnTo(byte[] nonce) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new ChaCha20ParameterSpec(nonce, 0));
      cipher.update(ZEROS, 0, BLOCK_BYTES, tagKey, 0);
      return tagKey;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a fresh nonce cannot be refused", e);
    }
  }

  /// Mixes the key stream into the frame turned to; once for each frame.
  void mix(byte[] buffer, int at) {
    try {
      cipher.doFinal(buffer, at, PLAIN_BYTES, buffer, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stream cipher cannot fail", e);
    }
  }
}
