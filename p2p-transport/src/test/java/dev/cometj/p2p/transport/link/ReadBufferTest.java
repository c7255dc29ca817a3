package dev.cometj.p2p.transport.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.p2p.transport.secret.BrokenStreamException;
import dev.cometj.p2p.transport.secret.SealedDecoder;
import dev.cometj.p2p.transport.secret.SealedEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadBufferTest {
  private static final byte[] KEY = new byte[32];

  @Test
  void aFrameInPartSurvivesGrowingAndShrinking() throws BrokenStreamException {
    FrameCipherProvider ciphers = FrameCipherProvider.jdk();
    byte[] plain = new byte[50_000];
    new Random(1).nextBytes(plain);
    SealedEncoder encoder = new SealedEncoder(ciphers.sealer(KEY, 0), plain.length);
    encoder.put(plain, 0, plain.length);
    ByteBuffer sealed = encoder.drain();

    SealedDecoder decoder = new SealedDecoder(ciphers.opener(KEY, 0), 1);
    ReadBuffer buffer = new ReadBuffer(decoder);
    ByteArrayOutputStream opened = new ByteArrayOutputStream();
    int[] sizes = {1, 1043, 500, 20_000, 700, 3, 900, 100_000};
    for (int size : sizes) {
      int length = Math.min(size, sealed.remaining());
      buffer.expect(length);
      decoder.feed(
          sealed.slice(sealed.position(), length),
          (bytes, offset, count) -> {
            opened.write(bytes, offset, count);
            return true;
          });
      sealed.position(sealed.position() + length);
      if (size < 2000) {
        buffer.settle();
        assertThat(buffer.settle()).as("it shrinks when two looks saw small reads").isFalse();
      }
    }
    assertThat(buffer.isLarge()).isTrue();
    assertThat(opened.toByteArray()).isEqualTo(plain);
  }
}
