package dev.cometj.crypto.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.crypto.ForgedFrameException;
import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.crypto.FrameFormat;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Eight frames at once give the bytes that the JDK gives one by one")
final class VectorFrameCiphersTest {
  private static final int MOST = 21;

  private final FrameCipherProvider vector = new VectorFrameCiphers();
  private final FrameCipherProvider jdk = FrameCipherProvider.jdk();
  private final Random random = new Random(215);
  private final byte[] key = new byte[FrameFormat.KEY_BYTES];

  @BeforeEach
  void drawKey() {
    random.nextBytes(key);
  }

  @Test
  @DisplayName("the tests run where the Vector API is, and it is preferred there")
  void isPreferred() {
    assertThat(vector.isUsable()).isTrue();
    assertThat(FrameCipherProvider.preferred().name()).isEqualTo(vector.name());
  }

  @Test
  @DisplayName("any number of frames, from any number on, with any content")
  void sealsTheSameBytes() {
    for (int frames = 0; frames <= MOST; frames++) {
      for (long first : new long[] {0, 7, 0xffff_fffdL, -40L, random.nextLong() & (-1L >>> 8)}) {
        byte[] plain = content(frames);
        byte[] mine = plain.clone();
        byte[] theirs = plain.clone();
        vector.sealer(key, first).seal(mine, 3, frames);
        jdk.sealer(key, first).seal(theirs, 3, frames);
        assertThat(mine).as("%d frames from %d", frames, first).isEqualTo(theirs);
      }
    }
  }

  private byte[] content(int frames) {
    byte[] plain = new byte[frames * FrameFormat.SEALED_BYTES + 8];
    switch (random.nextInt(3)) {
      case 0 -> Arrays.fill(plain, (byte) 0xff);
      case 1 -> Arrays.fill(plain, (byte) 0);
      default -> random.nextBytes(plain);
    }
    return plain;
  }

  @Test
  @DisplayName("while the JVM compiles the vector code off to the side, the bytes are the same")
  void warmsUpInSmallTasks() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    vector.warmUp(tasks::add);
    int done = 0;
    while (!tasks.isEmpty()) {
      if (done++ % 50 == 0) {
        sealsTheSameBytes();
      }
      tasks.remove().run();
      assertThat(tasks).hasSizeLessThan(2);
    }
    sealsTheSameBytes();
  }

  @Test
  @DisplayName("a stream cut into calls of any size is one stream")
  void countsOverCalls() throws ForgedFrameException {
    byte[] plain = content(MOST);
    byte[] bytes = plain.clone();
    var sealer = vector.sealer(key, 0);
    var opener = vector.opener(key, 0);
    int at = 0;
    for (int frames : new int[] {1, 9, 3, 8}) {
      sealer.seal(bytes, at, frames);
      at += frames * FrameFormat.SEALED_BYTES;
    }
    at = 0;
    for (int frames : new int[] {5, 2, 14}) {
      opener.open(bytes, at, frames);
      at += frames * FrameFormat.SEALED_BYTES;
    }
    for (int i = 0; i < MOST; i++) {
      int from = i * FrameFormat.SEALED_BYTES;
      assertThat(Arrays.copyOfRange(bytes, from, from + FrameFormat.PLAIN_BYTES))
          .isEqualTo(Arrays.copyOfRange(plain, from, from + FrameFormat.PLAIN_BYTES));
    }
  }

  @Test
  @DisplayName(
      "of a forged frame nothing is opened, of those before it everything, and nothing after it")
  void findsTheForgedFrame() {
    for (int forged = 0; forged < MOST; forged++) {
      byte[] plain = content(MOST);
      byte[] bytes = plain.clone();
      vector.sealer(key, 0).seal(bytes, 0, MOST);
      int where = forged * FrameFormat.SEALED_BYTES + random.nextInt(FrameFormat.SEALED_BYTES);
      bytes[where] ^= (byte) (1 << random.nextInt(8));
      byte[] sealed = bytes.clone();
      var opener = vector.opener(key, 0);
      int expected = forged;
      assertThatThrownBy(() -> opener.open(bytes, 0, MOST))
          .isInstanceOfSatisfying(
              ForgedFrameException.class, e -> assertThat(e.framesOpened()).isEqualTo(expected));
      int rest = forged * FrameFormat.SEALED_BYTES;
      for (int i = 0; i < forged; i++) {
        int from = i * FrameFormat.SEALED_BYTES;
        assertThat(
                Arrays.equals(
                    bytes,
                    from,
                    from + FrameFormat.PLAIN_BYTES,
                    plain,
                    from,
                    from + FrameFormat.PLAIN_BYTES))
            .isTrue();
      }
      assertThat(Arrays.equals(bytes, rest, bytes.length, sealed, rest, sealed.length)).isTrue();
      assertThatThrownBy(() -> opener.open(bytes, 0, 1)).isInstanceOf(IllegalStateException.class);
    }
  }
}
