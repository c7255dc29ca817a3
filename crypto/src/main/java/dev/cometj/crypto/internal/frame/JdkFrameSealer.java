package dev.cometj.crypto.internal.frame;

import dev.cometj.crypto.FrameFormat;
import dev.cometj.crypto.FrameSealer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/// Seals frames with the JDK's cipher, which takes a new nonce with each frame.
final class JdkFrameSealer implements FrameSealer {

  private final Cipher cipher;
  private final SecretKey key;
  private final FrameCounter counter;

  JdkFrameSealer(Cipher cipher, SecretKey key, FrameCounter counter) {
    this.cipher = cipher;
    this.key = key;
    this.counter = counter;
  }

  @Override
  public void seal(byte[] buffer, int offset, int frames) {
    counter.require(buffer, offset, frames);
    int at = offset;
    for (int i = 0; i < frames; i++) {
      sealOne(buffer, at);
      at += FrameFormat.SEALED_BYTES;
    }
  }

  private void sealOne(byte[] buffer, int at) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter.take()));
      cipher.doFinal(buffer, at, FrameFormat.PLAIN_BYTES, buffer, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing with a fresh nonce cannot fail", e);
    }
  }

  @Override
  public long nextCounter() {
    return counter.next();
  }
}
