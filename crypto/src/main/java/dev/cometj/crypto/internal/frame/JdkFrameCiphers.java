package dev.cometj.crypto.internal.frame;

import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.crypto.FrameFormat;
import dev.cometj.crypto.FrameOpener;
import dev.cometj.crypto.FrameSealer;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Frame ciphers on the JDK's ChaCha20, one frame at a time; the tags are computed by [FramePoly].
public final class JdkFrameCiphers implements FrameCipherProvider {

  /// Makes the provider.
  public JdkFrameCiphers() {}

  @Override
  public String name() {
    return "JDK ChaCha20 and own Poly1305";
  }

  @Override
  public int rank() {
    return JDK_RANK;
  }

  @Override
  public boolean isUsable() {
    return true;
  }

  @Override
  public FrameSealer sealer(byte[] key, long firstCounter) {
    return sealer(key, new FrameCounter(firstCounter));
  }

  @Override
  public FrameOpener opener(byte[] key, long firstCounter) {
    return opener(key, new FrameCounter(firstCounter));
  }

  /// Makes a sealer that shares its count with another one of the same key.
  ///
  /// @param key the key bytes
  /// @param counter the common count
  /// @return the sealer
  public static FrameSealer sealer(byte[] key, FrameCounter counter) {
    return new JdkFrameSealer(new FrameStream(secretKey(key)), counter);
  }

  /// Makes an opener that shares its count with another one of the same key.
  ///
  /// @param key the key bytes
  /// @param counter the common count
  /// @return the opener
  public static FrameOpener opener(byte[] key, FrameCounter counter) {
    return new JdkFrameOpener(new FrameStream(secretKey(key)), counter);
  }

  private static SecretKey secretKey(byte[] key) {
    if (key.length != FrameFormat.KEY_BYTES) {
      throw new IllegalArgumentException(
          "a frame cipher's key has " + FrameFormat.KEY_BYTES + " bytes, not " + key.length);
    }
    return new SecretKeySpec(key, "ChaCha20");
  }
}
