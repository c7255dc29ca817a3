package dev.cometj.reactor.pex;

import static dev.cometj.reactor.pex.PexChannel.PEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.reactor.pex.PexMessage.PexAddrs;
import dev.cometj.reactor.pex.PexMessage.PexRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@DisplayName("The wire form of PEX messages")
final class PexCodecTest {
  private final PexCodec codec = new PexCodec();

  private static NetAddress anyAddress(RandomGenerator random) {
    byte[] ip = new byte[random.nextInt(4) == 0 ? 4 : 16];
    random.nextBytes(ip);
    byte[] id = new byte[NodeId.BYTES];
    random.nextBytes(id);
    return new NetAddress(
        new NodeId(HexFormat.of().formatHex(id)), IpAddress.of(ip), random.nextInt(65_536));
  }

  @RepeatedTest(50)
  @DisplayName(
      "PX-14 no answer exceeds 64000 bytes or 250 addresses, and each comes back as it was (better)")
  void answersFit(RepetitionInfo repetition) {
    RandomGenerator random = new SplittableRandom(repetition.getCurrentRepetition());
    List<NetAddress> addresses = new ArrayList<>();
    for (int i = random.nextInt(400); i > 0; i--) {
      addresses.add(anyAddress(random));
    }
    PexAddrs answer = PexChannel.answer(addresses);
    byte[] bytes = PEX.codec().encode(answer);
    assertThat(bytes.length).isLessThanOrEqualTo(PEX.maxMessageBytes());
    assertThat(answer.addrs()).hasSize(Math.min(addresses.size(), PexCodec.MAX_ADDRESSES));
    assertThat(PEX.codec().decode(ByteBuffer.wrap(bytes)))
        .isEqualTo(new Decoded.Message<PexMessage>(answer));
    assertThat(answer.addrs().stream().map(PexAddress::toNetAddress))
        .allMatch(each -> each.filter(addresses::contains).isPresent());
  }

  @Test
  @DisplayName("PX-14 250 of the longest addresses there are fit with room to spare")
  void longestFit() {
    NetAddress longest =
        new NetAddress(
            new NodeId("f".repeat(40)),
            IpAddress.parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").orElseThrow(),
            65_535);
    PexAddrs answer = PexChannel.answer(java.util.Collections.nCopies(251, longest));
    assertThat(answer.addrs()).hasSize(250);
    assertThat(codec.encode(answer).length).isLessThan(PEX.maxMessageBytes() / 2);
  }

  @Test
  @DisplayName("W15 random and damaged bytes are a message or malformed, never an exception")
  void hostileBytes() {
    RandomGenerator random = new SplittableRandom(7);
    byte[] good = codec.encode(PexChannel.answer(List.of(anyAddress(random), anyAddress(random))));
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes;
      if (random.nextBoolean()) {
        bytes = good.clone();
        for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      } else {
        bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
      }
      switch (codec.decode(ByteBuffer.wrap(bytes))) {
        case Decoded.Message<PexMessage>(PexAddrs answer) ->
            answer.addrs().forEach(each -> assertThat(judged(each)).isTrue());
        case Decoded.Message<PexMessage>(PexRequest _) -> {}
        case Decoded.Malformed<PexMessage>(String reason) -> assertThat(reason).isNotBlank();
        case Decoded.Ignored<PexMessage> _ -> throw new AssertionError("nothing is ignored");
      }
    }
  }

  /// Every address can be judged, and one with a fault is never used.
  private static boolean judged(PexAddress address) {
    return address.fault().isEmpty() || address.toNetAddress().isEmpty();
  }

  @Test
  @DisplayName(
      "W14 a message of unknown fields is skipped, and 251 addresses are too many wherever they stand")
  void budgets() {
    byte[] unknown = new byte[60_000];
    for (int i = 0; i < unknown.length; i += 2) {
      unknown[i] = (byte) 0x78;
      unknown[i + 1] = 1;
    }
    assertThat(codec.decode(ByteBuffer.wrap(unknown))).isInstanceOf(Decoded.Malformed.class);
    byte[] half =
        codec.encode(new PexAddrs(java.util.Collections.nCopies(126, new PexAddress("", "", 0))));
    byte[] twice = new byte[2 * half.length];
    System.arraycopy(half, 0, twice, 0, half.length);
    System.arraycopy(half, 0, twice, half.length, half.length);
    assertThat(codec.decode(ByteBuffer.wrap(half))).isInstanceOf(Decoded.Message.class);
    assertThat(codec.decode(ByteBuffer.wrap(twice))).isInstanceOf(Decoded.Malformed.class);
  }

  @Test
  @DisplayName("the labels of the byte counters are the original's")
  void labels() {
    assertThat(codec.typeLabel(new PexRequest())).isEqualTo("p2p_PexRequest");
    assertThat(codec.typeLabel(new PexAddrs(List.of()))).isEqualTo("p2p_PexAddrs");
  }
}
