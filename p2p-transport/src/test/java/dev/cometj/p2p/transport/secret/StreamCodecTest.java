package dev.cometj.p2p.transport.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.crypto.FrameFormat;
import dev.cometj.p2p.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamCodecTest {
  private static final byte[] KEY = new byte[FrameFormat.KEY_BYTES];
  private static final FrameCipherProvider CIPHERS = FrameCipherProvider.jdk();

  private record Pair(StreamEncoder encoder, StreamDecoder decoder) {}

  static Stream<Pair> pairs() {
    return Stream.of(
        new Pair(
            new SealedEncoder(CIPHERS.sealer(KEY, 0), 3000),
            new SealedDecoder(CIPHERS.opener(KEY, 0), 2000)),
        new Pair(new PlainEncoder(3000), new PlainDecoder()));
  }

  private static SealedEncoder sealing(int plainBytes) {
    return new SealedEncoder(CIPHERS.sealer(KEY, 0), plainBytes);
  }

  private static byte[] drained(StreamEncoder encoder) throws BrokenStreamException {
    ByteBuffer network = encoder.drain();
    byte[] bytes = new byte[network.remaining()];
    network.get(bytes);
    return bytes;
  }

  private static byte[] decoded(StreamDecoder decoder, byte[] network)
      throws BrokenStreamException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    decoder.feed(
        ByteBuffer.wrap(network),
        (bytes, offset, length) -> {
          plain.write(bytes, offset, length);
          return true;
        });
    return plain.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whatIsPutComesOut(Pair pair) throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    ByteArrayOutputStream in = new ByteArrayOutputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 300; i++) {
      byte[] data = new byte[random.nextInt(1, 2500)];
      random.nextBytes(data);
      int length = Math.min(data.length, pair.encoder().room());
      switch (random.nextInt(3)) {
        case 0 -> pair.encoder().put(data, 0, length);
        case 1 -> pair.encoder().put(Payload.of(data), 0, length);
        default -> {
          length = Math.min(length, 1);
          if (length > 0) {
            pair.encoder().put(data[0]);
          }
        }
      }
      in.write(data, 0, length);
      if (pair.encoder().room() == 0 || random.nextInt(3) == 0) {
        byte[] network = drained(pair.encoder());
        int cut = random.nextInt(network.length + 1);
        out.writeBytes(decoded(pair.decoder(), Arrays.copyOf(network, cut)));
        out.writeBytes(decoded(pair.decoder(), Arrays.copyOfRange(network, cut, network.length)));
      }
    }
    out.writeBytes(decoded(pair.decoder(), drained(pair.encoder())));
    assertThat(out.toByteArray()).isEqualTo(in.toByteArray());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void roomIsWhatFits(Pair pair) throws Exception {
    StreamEncoder encoder = pair.encoder();
    int room = encoder.room();
    assertThat(room).isGreaterThanOrEqualTo(3000);
    encoder.put(new byte[room], 0, room);
    assertThat(encoder.room()).isZero();
    assertThatThrownBy(() -> encoder.put(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> encoder.put(new byte[1], 0, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(decoded(pair.decoder(), drained(encoder))).hasSize(room);
    assertThat(encoder.isEmpty()).isTrue();
    assertThat(encoder.drain().hasRemaining()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void resizingKeepsTheStream(Pair pair) throws Exception {
    pair.encoder().put(new byte[5], 0, 5);
    assertThatThrownBy(() -> pair.encoder().resize(10_000))
        .isInstanceOf(IllegalStateException.class);
    byte[] network = drained(pair.encoder());
    decoded(pair.decoder(), Arrays.copyOf(network, network.length - 1));
    pair.encoder().resize(10_000);
    pair.decoder().resize(10_000);
    decoded(pair.decoder(), Arrays.copyOfRange(network, network.length - 1, network.length));
    byte[] large = new byte[10_000];
    pair.encoder().put(large, 0, large.length);
    assertThat(decoded(pair.decoder(), drained(pair.encoder()))).isEqualTo(large);
  }

  @Test
  void dataSharesAFrame() throws Exception {
    SealedEncoder encoder = sealing(4096);
    encoder.put(new byte[1000], 0, 1000);
    encoder.put(new byte[24], 0, 24);
    assertThat(drained(encoder)).hasSize(FrameFormat.SEALED_BYTES);
    encoder.put(new byte[1025], 0, 1025);
    assertThat(drained(encoder)).hasSize(2 * FrameFormat.SEALED_BYTES);
  }

  @Test
  void aSinkThatHasEnoughGetsNoMore() throws Exception {
    SealedEncoder encoder = sealing(4096);
    encoder.put(new byte[4096], 0, 4096);
    ByteBuffer network = ByteBuffer.wrap(drained(encoder));
    int[] runs = new int[1];
    new SealedDecoder(CIPHERS.opener(KEY, 0), 2048).feed(network, (_, _, _) -> ++runs[0] < 2);
    assertThat(runs[0]).isEqualTo(2);
    assertThat(network.hasRemaining()).isFalse();
  }

  @Test
  void framesBeforeAForgedOneAreDelivered() throws Exception {
    SealedEncoder encoder = sealing(4096);
    encoder.put(new byte[3000], 0, 3000);
    byte[] network = drained(encoder);
    network[2 * FrameFormat.SEALED_BYTES + 5] ^= 1;
    SealedDecoder decoder = new SealedDecoder(CIPHERS.opener(KEY, 0), 4096);
    int[] bytes = new int[1];
    assertThatThrownBy(() ->
            decoder.feed(
                ByteBuffer.wrap(network),
                (_, _, length) -> {
                  bytes[0] += length;
                  return true;
                }))
        .isInstanceOfSatisfying(
            BrokenStreamException.class,
            e -> assertThat(e.fault()).isEqualTo(BrokenStreamException.Fault.FORGED_FRAME));
    assertThat(bytes[0]).isEqualTo(2048);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -2})
  @DisplayName("L-S02 frame numbers never repeat: the last one is refused in both directions")
  void lastFrameNumber(long counter) throws Exception {
    SealedEncoder encoder = new SealedEncoder(CIPHERS.sealer(KEY, counter), 2048);
    encoder.put(new byte[2000], 0, 2000);
    assertThatThrownBy(encoder::drain)
        .isInstanceOfSatisfying(
            BrokenStreamException.class,
            e -> assertThat(e.fault()).isEqualTo(BrokenStreamException.Fault.COUNTER_EXHAUSTED));

    SealedDecoder decoder = new SealedDecoder(CIPHERS.opener(KEY, counter), 2048);
    byte[] network = new byte[2 * FrameFormat.SEALED_BYTES];
    assertThatThrownBy(() -> decoded(decoder, network)).isInstanceOf(BrokenStreamException.class);
  }
}
