package dev.cometj.p2p.transport.mux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The streaming reader against the decoder of whole packets, with packets that no encoder makes.
class PacketReaderFuzzTest {
  private static final int LIMIT = 1034;
  private static final int ROUNDS = 4000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  @DisplayName("L-M01 odd packets mean the same however they are cut into runs, and fail typed")
  void agreesWithTheWholeDecoder(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      List<String> expected = new ArrayList<>();
      boolean sound = true;
      for (int i = random.nextInt(1, 6); i > 0 && sound; i--) {
        byte[] packet = packet(random);
        length(random, packet.length, stream);
        stream.writeBytes(packet);
        sound = whole(packet, expected);
      }
      List<String> found = new ArrayList<>();
      boolean accepted = read(random, stream.toByteArray(), found);
      String context =
          "seed %d round %d: %s".formatted(seed, round, Arrays.toString(stream.toByteArray()));
      assertThat(accepted).as(context).isEqualTo(sound);
      assertThat(found).as(context).isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("W15 random bytes end in a typed failure or in nothing")
  void randomBytes() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 200_000; round++) {
      byte[] noise = new byte[random.nextInt(1, 60)];
      random.nextBytes(noise);
      noise[0] = (byte) random.nextInt(80);
      read(random, noise, new ArrayList<>());
    }
  }

  private static boolean whole(byte[] bytes, List<String> events) {
    WholePacket packet = new WholePacket();
    try {
      packet.decode(bytes, 0, bytes.length);
    } catch (LinkFaultException e) {
      return false;
    }
    if (packet.kind == WholePacket.Kind.NONE) {
      return false;
    }
    events.add(
        packet.kind == WholePacket.Kind.MESSAGE
            ? message(
                packet.channelId,
                packet.eof,
                Arrays.copyOfRange(bytes, packet.dataFrom, packet.dataFrom + packet.dataBytes))
            : packet.kind.toString());
    return true;
  }

  private static String message(int channelId, boolean eof, byte[] data) {
    return channelId + " " + eof + " " + Arrays.toString(data);
  }

  /// Read in runs of random sizes.
  private static boolean read(SplittableRandom random, byte[] stream, List<String> events) {
    PacketReader reader = new PacketReader(LIMIT, new Recorder(events));
    int at = 0;
    try {
      while (at < stream.length) {
        int size = random.nextInt(4) == 0 ? stream.length - at : random.nextInt(1, 9);
        int end = Math.min(stream.length, at + size);
        reader.accept(stream, at, end);
        at = end;
      }
    } catch (LinkFaultException e) {
      return false;
    }
    return true;
  }

  private static final class Recorder implements PacketSink {
    private final List<String> events;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int channelId;
    private int dataBytes;
    private boolean eof;

    Recorder(List<String> events) {
      this.events = events;
    }

    @Override
    public void ping() {
      events.add("PING");
    }

    @Override
    public void pong() {
      events.add("PONG");
    }

    @Override
    public void begin(int channel, int bytes, boolean last) {
      channelId = channel;
      dataBytes = bytes;
      eof = last;
      data.reset();
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {
      data.write(bytes, offset, length);
    }

    @Override
    public void end() {
      assertThat(data.size()).isEqualTo(dataBytes);
      events.add(message(channelId, eof, data.toByteArray()));
    }
  }

  private static void length(SplittableRandom random, int value, ByteArrayOutputStream out) {
    varint(value, random.nextInt(10) == 0 ? random.nextInt(1, 11) : 1, out);
  }

  /// Write a varint in at least so many bytes.
  private static void varint(long value, int least, ByteArrayOutputStream out) {
    long rest = value;
    int left = least;
    while (rest < 0 || rest > 0x7f || left > 1) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
      left--;
      if (rest == 0 && left <= 0) {
        break;
      }
    }
    out.write((int) rest);
  }

  /// A packet that is mostly right, with something odd in it now and then.
  private static byte[] packet(SplittableRandom random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int members = random.nextInt(8) == 0 ? random.nextInt(3) : 1; members > 0; members--) {
      switch (random.nextInt(8)) {
        case 0 -> member(random, 1, odd(random, new byte[0]), out);
        case 1 -> member(random, 2, odd(random, new byte[0]), out);
        case 2 -> unknown(random, out);
        default -> member(random, 3, message(random), out);
      }
    }
    byte[] bytes = out.toByteArray();
    if (bytes.length > 0 && random.nextInt(10) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    if (random.nextInt(20) == 0) {
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }
    return bytes.length > LIMIT ? Arrays.copyOf(bytes, LIMIT) : bytes;
  }

  private static byte[] odd(SplittableRandom random, byte[] usual) {
    if (random.nextInt(10) != 0) {
      return usual;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    unknown(random, out);
    return out.toByteArray();
  }

  private static byte[] message(SplittableRandom random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean shuffled = random.nextInt(6) == 0;
    for (int i = 0; i < 3; i++) {
      switch (shuffled ? random.nextInt(4) : i) {
        case 0 -> {
          if (random.nextInt(4) != 0) {
            tag(random, 1, 0, out);
            varint(channel(random), least(random), out);
          }
        }
        case 1 -> {
          if (random.nextBoolean()) {
            tag(random, 2, 0, out);
            varint(random.nextInt(10) == 0 ? random.nextLong() : 1, least(random), out);
          }
        }
        case 2 -> {
          byte[] data = new byte[random.nextInt(random.nextInt(3) == 0 ? 900 : 9)];
          random.nextBytes(data);
          if (data.length > 0 || random.nextInt(4) == 0) {
            tag(random, 3, 2, out);
            varint(data.length, least(random), out);
            out.writeBytes(data);
          }
        }
        default -> unknown(random, out);
      }
    }
    return out.toByteArray();
  }

  private static long channel(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong();
      case 1 -> 128 + random.nextInt(400);
      default -> random.nextInt(128);
    };
  }

  private static int least(SplittableRandom random) {
    return random.nextInt(12) == 0 ? random.nextInt(1, 12) : 1;
  }

  private static void tag(SplittableRandom random, int field, int type, ByteArrayOutputStream out) {
    long high = random.nextInt(20) == 0 ? (long) random.nextInt(4) << 32 : 0;
    int wireType = random.nextInt(40) == 0 ? random.nextInt(8) : type;
    varint((high | field) << 3 | wireType, least(random), out);
  }

  private static void member(
      SplittableRandom random, int field, byte[] body, ByteArrayOutputStream out) {
    tag(random, field, 2, out);
    int claimed = random.nextInt(40) == 0 ? random.nextInt(-5, 2000) : body.length;
    varint(claimed, least(random), out);
    out.writeBytes(body);
  }

  private static void unknown(SplittableRandom random, ByteArrayOutputStream out) {
    int field = random.nextInt(10) == 0 ? random.nextInt(-2, 3) : random.nextInt(4, 100);
    int type = random.nextInt(8);
    varint((long) field << 3 | type, 1, out);
    switch (type) {
      case 0 -> varint(random.nextLong(), 1, out);
      case 1 -> out.writeBytes(new byte[8]);
      case 2 -> {
        int length = random.nextInt(5);
        varint(length, 1, out);
        out.writeBytes(new byte[length]);
      }
      case 3 -> {
        for (int depth = random.nextInt(4); depth > 0; depth--) {
          out.write(0x23);
          out.write(0x24);
        }
        out.write(random.nextInt(5) == 0 ? 0x08 : 0x24);
      }
      case 5 -> out.writeBytes(new byte[4]);
      default -> {}
    }
  }
}
