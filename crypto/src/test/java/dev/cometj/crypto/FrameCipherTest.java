package dev.cometj.crypto;

import static dev.cometj.crypto.FrameFormat.SEALED_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every frame cipher must do.
class FrameCipherTest {

  private static final int FRAMES = 19;
  private static final int OFFSET = 5;

  private final byte[] key = new byte[FrameFormat.KEY_BYTES];
  private final byte[] plain = new byte[OFFSET + FRAMES * SEALED_BYTES + 3];

  FrameCipherTest() {
    Random random = new Random(1305);
    random.nextBytes(key);
    random.nextBytes(plain);
  }

  static Stream<FrameCipherProvider> providers() {
    return Stream.of(FrameCipherProvider.jdk(), FrameCipherProvider.preferred());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void sealsManyFramesAsOneByOne(FrameCipherProvider provider) {
    byte[] together = plain.clone();
    provider.sealer(key, 7).seal(together, OFFSET, FRAMES);
    byte[] single = plain.clone();
    FrameSealer sealer = provider.sealer(key, 7);
    for (int i = 0; i < FRAMES; i++) {
      sealer.seal(single, OFFSET + i * SEALED_BYTES, 1);
    }
    assertThat(together).isEqualTo(single);
    assertThat(Arrays.equals(together, 0, OFFSET, plain, 0, OFFSET)).isTrue();
    int end = OFFSET + FRAMES * SEALED_BYTES;
    assertThat(Arrays.equals(together, end, end + 3, plain, end, end + 3)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void opensWhatTheOtherSealed(FrameCipherProvider provider) throws ForgedFrameException {
    byte[] buffer = plain.clone();
    provider.sealer(key, 1L << 40).seal(buffer, OFFSET, FRAMES);
    FrameOpener opener = FrameCipherProvider.jdk().opener(key, 1L << 40);
    opener.open(buffer, OFFSET, 3);
    opener.open(buffer, OFFSET + 3 * SEALED_BYTES, FRAMES - 3);
    opener.open(buffer, OFFSET, 0);
    assertThat(opener.nextCounter()).isEqualTo((1L << 40) + FRAMES);
    for (int i = 0; i < FRAMES; i++) {
      assertPlain(buffer, i);
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void sealsToTheBytesOfTheJdksOwnAead(FrameCipherProvider provider) throws Exception {
    Random random = new Random(8439);
    for (int frames = 1; frames <= FRAMES; frames++) {
      long first = random.nextLong() >>> 1;
      byte[] buffer = plain.clone();
      provider.sealer(key, first).seal(buffer, OFFSET, frames);
      for (int i = 0; i < frames; i++) {
        int at = OFFSET + i * SEALED_BYTES;
        assertThat(Arrays.copyOfRange(buffer, at, at + SEALED_BYTES))
            .isEqualTo(sealedByTheJdk(plain, at, first + i));
      }
    }
  }

  /// The cipher text is what is summed up; text of such bytes brings the sums to the edges of the field.
  @ParameterizedTest
  @MethodSource("providers")
  void losesNoCarryWhateverTheCipherText(FrameCipherProvider provider) throws Exception {
    for (int fill : new int[] {0x00, 0xff, 0x80, 0x7f, 0xfb}) {
      for (int first = 0; first < 50 * FRAMES; first += FRAMES) {
        byte[] buffer = new byte[OFFSET + FRAMES * SEALED_BYTES];
        provider.sealer(key, first).seal(buffer, OFFSET, FRAMES);
        for (int i = 0; i < buffer.length; i++) {
          buffer[i] ^= (byte) fill;
        }
        byte[] text = buffer.clone();
        provider.sealer(key, first).seal(buffer, OFFSET, FRAMES);
        assertThat(buffer[OFFSET]).isEqualTo((byte) fill);
        for (int i = 0; i < FRAMES; i++) {
          int at = OFFSET + i * SEALED_BYTES;
          assertThat(Arrays.copyOfRange(buffer, at, at + SEALED_BYTES))
              .isEqualTo(sealedByTheJdk(text, at, first + i));
        }
      }
    }
  }

  private byte[] sealedByTheJdk(byte[] text, int at, long counter) throws Exception {
    ByteBuffer nonce = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(4, counter);
    Cipher aead = Cipher.getInstance("ChaCha20-Poly1305");
    aead.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(key, "ChaCha20"),
        new IvParameterSpec(nonce.array()));
    return aead.doFinal(text, at, FrameFormat.PLAIN_BYTES);
  }

  private void assertPlain(byte[] buffer, int frame) {
    int from = OFFSET + frame * SEALED_BYTES;
    int to = from + FrameFormat.PLAIN_BYTES;
    assertThat(Arrays.equals(buffer, from, to, plain, from, to)).as("frame %d", frame).isTrue();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void refusesAForgedFrameAndAllBehindIt(FrameCipherProvider provider) {
    Random random = new Random(2);
    for (int run = 0; run < 100; run++) {
      int forged = random.nextInt(FRAMES);
      byte[] buffer = plain.clone();
      provider.sealer(key, 0).seal(buffer, OFFSET, FRAMES);
      buffer[OFFSET + forged * SEALED_BYTES + random.nextInt(SEALED_BYTES)] ^=
          (byte) (1 << random.nextInt(8));
      byte[] received = buffer.clone();
      FrameOpener opener = provider.opener(key, 0);
      assertThatExceptionOfType(ForgedFrameException.class)
          .isThrownBy(() -> opener.open(buffer, OFFSET, FRAMES))
          .satisfies(e -> assertThat(e.framesOpened()).isEqualTo(forged));
      for (int i = 0; i < forged; i++) {
        assertPlain(buffer, i);
      }
      int from = OFFSET + forged * SEALED_BYTES;
      assertThat(Arrays.equals(buffer, from, buffer.length, received, from, buffer.length))
          .isTrue();
      assertThatIllegalStateException().isThrownBy(() -> opener.open(buffer, OFFSET, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void refusesFramesThatAreLeftOutRepeatedOrOfAnotherKey(FrameCipherProvider provider) {
    byte[] buffer = plain.clone();
    provider.sealer(key, 0).seal(buffer, OFFSET, FRAMES);
    assertForged(provider.opener(key, 1), buffer, OFFSET);
    assertForged(provider.opener(key, 0), buffer, OFFSET + SEALED_BYTES);
    byte[] otherKey = key.clone();
    otherKey[31] ^= 1;
    assertForged(provider.opener(otherKey, 0), buffer, OFFSET);
  }

  private static void assertForged(FrameOpener opener, byte[] buffer, int offset) {
    assertThatExceptionOfType(ForgedFrameException.class)
        .isThrownBy(() -> opener.open(buffer, offset, 1));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void endsBeforeTheNumbersRepeat(FrameCipherProvider provider) {
    byte[] buffer = plain.clone();
    FrameSealer sealer = provider.sealer(key, -3);
    sealer.seal(buffer, OFFSET, 1);
    byte[] before = buffer.clone();
    assertThatIllegalStateException().isThrownBy(() -> sealer.seal(buffer, OFFSET, 2));
    assertThat(buffer).isEqualTo(before);
    sealer.seal(buffer, OFFSET, 1);
    assertThatIllegalStateException().isThrownBy(() -> sealer.seal(buffer, OFFSET, 1));
    sealer.seal(buffer, OFFSET, 0);
    assertThatIllegalStateException()
        .isThrownBy(() -> provider.opener(key, -1).open(buffer, OFFSET, 1));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void staysWithinTheArray(FrameCipherProvider provider) {
    byte[] buffer = plain.clone();
    FrameSealer sealer = provider.sealer(key, 0);
    for (int[] range :
        new int[][] {
          {-1, 1},
          {0, -1},
          {plain.length - SEALED_BYTES + 1, 1},
          {9, FRAMES},
          {0, 4_114_112},
          {Integer.MAX_VALUE, 1},
          {0, Integer.MAX_VALUE},
          {Integer.MIN_VALUE, 0}
        }) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> sealer.seal(buffer, range[0], range[1]));
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> provider.opener(key, 0).open(buffer, range[0], range[1]));
    }
    assertThat(buffer).isEqualTo(plain);
    assertThat(sealer.nextCounter()).isZero();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void takesOnlyWholeKeysAndCopiesThem(FrameCipherProvider provider) {
    assertThatIllegalArgumentException().isThrownBy(() -> provider.sealer(new byte[31], 0));
    assertThatIllegalArgumentException().isThrownBy(() -> provider.opener(new byte[33], 0));
    byte[] lent = key.clone();
    FrameSealer sealer = provider.sealer(lent, 0);
    Arrays.fill(lent, (byte) 0);
    byte[] buffer = plain.clone();
    sealer.seal(buffer, OFFSET, 1);
    byte[] expected = plain.clone();
    provider.sealer(key, 0).seal(expected, OFFSET, 1);
    assertThat(buffer).isEqualTo(expected);
  }

  @Test
  void countsTheJdkAsUsableEverywhere() {
    assertThat(FrameCipherProvider.jdk().isUsable()).isTrue();
    assertThat(FrameCipherProvider.jdk().rank()).isEqualTo(FrameCipherProvider.JDK_RANK);
    assertThat(FrameCipherProvider.preferred().rank())
        .isGreaterThanOrEqualTo(FrameCipherProvider.JDK_RANK);
  }
}
