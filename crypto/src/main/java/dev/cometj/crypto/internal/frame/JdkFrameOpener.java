package dev.cometj.crypto.internal.frame;

import dev.cometj.crypto.ForgedFrameException;
import dev.cometj.crypto.FrameFormat;
import dev.cometj.crypto.FrameOpener;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/// Opens frames with the JDK's cipher. Cipher text goes through a small array of its own: the JDK copies twice
/// what does not begin at index 0, and this way a forged frame is left as it came.
final class JdkFrameOpener implements FrameOpener {

  private final Cipher cipher;
  private final SecretKey key;
  private final FrameCounter counter;
  private final byte[] sealed = new byte[FrameFormat.SEALED_BYTES];
  private boolean forged;

  JdkFrameOpener(Cipher cipher, SecretKey key, FrameCounter counter) {
    this.cipher = cipher;
    this.key = key;
    this.counter = counter;
  }

  @Override
  public void open(byte[] buffer, int offset, int frames) throws ForgedFrameException {
    if (forged) {
      throw new IllegalStateException("a frame of this connection was forged");
    }
    counter.require(buffer, offset, frames);
    int at = offset;
    for (int i = 0; i < frames; i++) {
      if (!openOne(buffer, at)) {
        forged = true;
        throw new ForgedFrameException(i);
      }
      at += FrameFormat.SEALED_BYTES;
    }
  }

  private boolean openOne(byte[] buffer, int at) {
    System.arraycopy(buffer, at, sealed, 0, FrameFormat.SEALED_BYTES);
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(counter.take()));
      cipher.doFinal(sealed, 0, FrameFormat.SEALED_BYTES, buffer, at);
      return true;
    } catch (AEADBadTagException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("opening a whole frame can fail only by its tag", e);
    }
  }

  @Override
  public long nextCounter() {
    return counter.next();
  }
}
