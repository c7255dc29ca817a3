package dev.cometj.crypto.internal.vector;

import dev.cometj.crypto.ForgedFrameException;
import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.crypto.FrameFormat;
import dev.cometj.crypto.FrameOpener;
import dev.cometj.crypto.FrameSealer;
import dev.cometj.crypto.internal.frame.FrameCounter;
import dev.cometj.crypto.internal.frame.JdkFrameCiphers;
import java.util.concurrent.Executor;

/// Frame ciphers that work on eight frames at once with the Vector API.
///
/// They are usable where the JVM was started with `--add-modules jdk.incubator.vector` on a processor with vectors of
/// 256 bits. A few frames at a time are left to the JDK's cipher, which is quicker for them.
public final class VectorFrameCiphers implements FrameCipherProvider {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /// From how many frames on working on eight lanes is worth it, even if not all of them are used.
  private static final int FEWEST = 4;

  private static final int NEVER = Integer.MAX_VALUE;

  private final ThreadLocal<EightFrames> workspace = ThreadLocal.withInitial(EightFrames::new);

  /// From which number of frames on vectors are used now.
  private volatile int fewest = FEWEST;

  /// Makes the provider.
  public VectorFrameCiphers() {}

  @Override
  public String name() {
    return "Vector API ChaCha20-Poly1305";
  }

  @Override
  public int rank() {
    return JDK_RANK + 100;
  }

  @Override
  public boolean isUsable() {
    return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent() && VectorSupport.isWideEnough();
  }

  @Override
  public void warmUp(Executor executor) {
    fewest = NEVER;
    executor.execute(new WarmUp(executor, () -> fewest = FEWEST));
  }

  @Override
  public FrameSealer sealer(byte[] key, long firstCounter) {
    return new Sealer(key, firstCounter);
  }

  @Override
  public FrameOpener opener(byte[] key, long firstCounter) {
    return new Opener(key, firstCounter);
  }

  private static int[] words(byte[] key) {
    if (key.length != FrameFormat.KEY_BYTES) {
      throw new IllegalArgumentException(
          "a frame cipher's key has " + FrameFormat.KEY_BYTES + " bytes, not " + key.length);
    }
    int[] words = new int[FrameFormat.KEY_BYTES / Integer.BYTES];
    for (int i = 0; i < words.length; i++) {
      words[i] = (int) PolyLanes.INT.get(key, i * Integer.BYTES);
    }
    return words;
  }

  private final class Sealer implements FrameSealer {
    private final int[] key;
    private final FrameCounter counter;
    private final FrameSealer few;

    Sealer(byte[] key, long firstCounter) {
      this.key = words(key);
      counter = new FrameCounter(firstCounter);
      few = JdkFrameCiphers.sealer(key, counter);
    }

    @Override
    public void seal(byte[] buffer, int offset, int frames) {
      counter.require(buffer, offset, frames);
      int at = offset;
      int left = frames;
      while (left >= fewest) {
        int now = Math.min(left, KeyStream.FRAMES);
        workspace.get().seal(key, counter.next(), buffer, at, now);
        counter.skip(now);
        at += now * FrameFormat.SEALED_BYTES;
        left -= now;
      }
      few.seal(buffer, at, left);
    }

    @Override
    public long nextCounter() {
      return counter.next();
    }
  }

  private final class Opener implements FrameOpener {
    private final int[] key;
    private final FrameCounter counter;
    private final FrameOpener few;

    Opener(byte[] key, long firstCounter) {
      this.key = words(key);
      counter = new FrameCounter(firstCounter);
      few = JdkFrameCiphers.opener(key, counter);
    }

    @Override
    public void open(byte[] buffer, int offset, int frames) throws ForgedFrameException {
      few.open(buffer, offset, 0); // refuses if a frame was forged before
      counter.require(buffer, offset, frames);
      int done = 0;
      while (done < frames) {
        int now = Math.min(frames - done, KeyStream.FRAMES);
        int at = offset + done * FrameFormat.SEALED_BYTES;
        if (now >= fewest && workspace.get().open(key, counter.next(), buffer, at, now)) {
          counter.skip(now);
        } else {
          openSingly(buffer, at, now, done);
        }
        done += now;
      }
    }

    /// Open a few frames, or find out which one is forged.
    private void openSingly(byte[] buffer, int at, int frames, int before)
        throws ForgedFrameException {
      try {
        few.open(buffer, at, frames);
      } catch (ForgedFrameException e) {
        throw new ForgedFrameException(before + e.framesOpened());
      }
    }

    @Override
    public long nextCounter() {
      return counter.next();
    }
  }
}
