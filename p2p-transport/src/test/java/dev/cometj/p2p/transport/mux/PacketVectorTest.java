package dev.cometj.p2p.transport.mux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.transport.secret.PlainEncoder;
import dev.cometj.p2p.transport.secret.Vectors;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Packets against the bytes and verdicts of the original's own MConnection.
class PacketVectorTest {
  private static final Vectors VECTORS = Vectors.of("packets");

  @TestFactory
  @DisplayName("L-M01 a packet is written with the original's bytes")
  Stream<DynamicTest> single() {
    return VECTORS.tests("single", PacketVectorTest::checkSingle);
  }

  private static void checkSingle(JsonNode vector) throws LinkFaultException {
    byte[] expected = Vectors.bytes(vector, "delimited");
    PlainEncoder encoder = new PlainEncoder(1 << 17);
    int channelId = vector.path("channelId").asInt();
    switch (Vectors.text(vector, "kind")) {
      case "ping" -> new PacketWriter().ping(encoder);
      case "pong" -> new PacketWriter().pong(encoder);
      case "msg" -> {
        if (channelId >= 0 && channelId <= 255) {
          byte[] data = Vectors.bytes(vector, "data");
          boolean eof = vector.path("eof").asBoolean();
          new PacketWriter().message(encoder, channelId, Payload.of(data), 0, data.length, eof);
          assertThat(PacketFormat.delimitedBytes(channelId, data.length, eof))
              .isEqualTo(expected.length);
        }
      }
      default -> {}
    }
    if (!encoder.isEmpty()) {
      assertThat(Wire.drain(encoder)).isEqualTo(expected);
    }
    readSingle(vector, expected);
  }

  private static void readSingle(JsonNode vector, byte[] delimited) throws LinkFaultException {
    int header = 1;
    while (delimited[header - 1] < 0) {
      header++;
    }
    WholePacket packet = new WholePacket();
    packet.decode(delimited, header, delimited.length);
    assertThat(packet.kind)
        .isEqualTo(
            switch (Vectors.text(vector, "kind")) {
              case "ping" -> WholePacket.Kind.PING;
              case "pong" -> WholePacket.Kind.PONG;
              case "msg" -> WholePacket.Kind.MESSAGE;
              default -> WholePacket.Kind.NONE;
            });
    if (packet.kind == WholePacket.Kind.MESSAGE) {
      assertThat(packet.channelId).isEqualTo(vector.path("channelId").asInt());
      assertThat(packet.eof).isEqualTo(vector.path("eof").asBoolean());
      assertThat(
              HexFormat.of()
                  .formatHex(delimited, packet.dataFrom, packet.dataFrom + packet.dataBytes))
          .isEqualTo(Vectors.text(vector, "data"));
    }
  }

  @TestFactory
  @DisplayName("L-M01 a message is cut into the original's packets")
  Stream<DynamicTest> splitMessages() {
    return VECTORS.tests("splitMessages", PacketVectorTest::checkSplit);
  }

  private static void checkSplit(JsonNode vector) {
    int channelId = vector.path("channelId").asInt();
    int payload = vector.path("maxPacketMsgPayloadSize").asInt();
    MuxSettings settings = SendRig.with(0, 0, payload);
    SendRig rig = new SendRig(settings, TestChannels.channel(channelId).build());
    byte[] message = Vectors.bytes(vector, "message");
    assertThat(rig.offer(channelId, Payload.of(message))).isEqualTo(SendResult.QUEUED);
    assertThat(rig.drain()).isEqualTo(OutboundMux.Pause.IDLE);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (JsonNode packet : vector.path("packets")) {
      expected.writeBytes(HexFormat.of().parseHex(packet.asString()));
    }
    assertThat(rig.stream.written()).isEqualTo(expected.toByteArray());

    ReceiveRig receiver = new ReceiveRig(settings, TestChannels.channel(channelId).build());
    assertThat(receiver.feed(expected.toByteArray(), 1 + message.length / 7)).isNull();
    assertThat(receiver.delivered)
        .containsExactly(new ReceiveRig.Delivered(channelId, Vectors.text(vector, "message")));
  }

  @TestFactory
  @DisplayName("L-M01 a reader takes packets up to the original's limit")
  Stream<DynamicTest> maxPacketSize() {
    return VECTORS.tests("maxPacketSize", PacketVectorTest::checkMaxPacketSize);
  }

  private static void checkMaxPacketSize(JsonNode vector) {
    int payload = vector.path("maxPacketMsgPayloadSize").asInt();
    int most = vector.path("maxPacketSize").asInt();
    MuxSettings settings = SendRig.with(0, 0, payload);
    assertThat(settings.maxPacketBytes()).isEqualTo(most);

    Channel<byte[]> channel = TestChannels.channel(1).build();
    byte[] fits = Wire.packet(1, new byte[payload], true);
    ReceiveRig receiver = new ReceiveRig(settings, channel);
    assertThat(receiver.feed(fits)).isNull();
    assertThat(receiver.delivered).hasSize(1);
    byte[] tooLong = Wire.packet(1, new byte[payload + 1], true);
    assertThat(new ReceiveRig(settings, channel).feed(tooLong))
        .isInstanceOf(StopReason.LimitExceeded.class);
  }

  @TestFactory
  @DisplayName("L-M05 a stream is delivered, answered and refused as by the original")
  Stream<DynamicTest> receive() {
    return Stream.of(Integer.MAX_VALUE, 1, 3, 1024)
        .flatMap(run -> VECTORS.tests("receive", vector -> checkReceive(vector, run)));
  }

  private static void checkReceive(JsonNode vector, int run) {
    Channel<?>[] channels =
        vector
            .path("channels")
            .valueStream()
            .map(c ->
                TestChannels.channel(c.path("id").asInt())
                    .maxMessageBytes(c.path("recvMessageCapacity").asInt())
                    .build())
            .toArray(Channel<?>[]::new);
    MuxSettings settings = SendRig.with(0, 0, vector.path("maxPacketMsgPayloadSize").asInt());
    ReceiveRig receiver = new ReceiveRig(settings, channels);
    SendRig answers = new SendRig(settings, channels);
    byte[] stream = Vectors.bytes(vector, "stream");
    StopReason reason = receiver.feed(stream, Math.min(run, stream.length));

    List<ReceiveRig.Delivered> expected =
        vector
            .path("delivered")
            .valueStream()
            .map(d ->
                new ReceiveRig.Delivered(d.path("channelId").asInt(), d.path("message").asString()))
            .toList();
    assertThat(receiver.delivered).isEqualTo(expected);
    assertThat(reason != null).as("%s", reason).isEqualTo(error(vector) != null);
    if (receiver.pings > 0) {
      answers.mux.requestPong();
      answers.drain();
    }
    assertThat(HexFormat.of().formatHex(answers.stream.written()))
        .isEqualTo(Vectors.text(vector, "wrote"));
  }

  private static @Nullable String error(JsonNode vector) {
    JsonNode error = vector.path("error");
    return error.isNull() ? null : error.asString();
  }

  @TestFactory
  @DisplayName("L-M02 the channel that sent least for its priority goes next")
  Stream<DynamicTest> prioritySchedule() {
    return VECTORS.tests("prioritySchedule", PacketVectorTest::checkSchedule);
  }

  private static void checkSchedule(JsonNode vector) {
    List<JsonNode> channels = vector.path("channels").valueStream().toList();
    SendRig rig =
        new SendRig(
            SendRig.with(0, 0, vector.path("maxPacketMsgPayloadSize").asInt()),
            channels.stream()
                .map(c ->
                    TestChannels.channel(c.path("id").asInt())
                        .priority(c.path("priority").asInt())
                        .build())
                .toArray(Channel<?>[]::new));
    for (int place = 0; place < channels.size(); place++) {
      JsonNode channel = channels.get(place);
      rig.mux.presetRecentlySent(place, Long.parseLong(channel.path("recentlySent").asString()));
      rig.offer(channel.path("id").asInt(), channel.path("pending").asInt());
    }
    assertThat(rig.drain()).isEqualTo(OutboundMux.Pause.IDLE);
    List<Integer> expected = vector.path("order").valueStream().map(JsonNode::asInt).toList();
    assertThat(rig.packets().stream().map(SendRig.Seen::channelId).toList()).isEqualTo(expected);
  }
}
