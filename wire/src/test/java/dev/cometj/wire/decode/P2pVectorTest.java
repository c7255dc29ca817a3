package dev.cometj.wire.decode;

import static dev.cometj.wire.decode.VectorFile.bytes;
import static dev.cometj.wire.decode.VectorFile.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.cometj.wire.p2p.DefaultNodeInfo;
import dev.cometj.wire.p2p.DefaultNodeInfoOther;
import dev.cometj.wire.p2p.NetAddress;
import dev.cometj.wire.p2p.Packet;
import dev.cometj.wire.p2p.PacketMsg;
import dev.cometj.wire.p2p.PacketPing;
import dev.cometj.wire.p2p.PacketPong;
import dev.cometj.wire.p2p.PexAddrs;
import dev.cometj.wire.p2p.PexRequest;
import dev.cometj.wire.p2p.ProtocolVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The generated messages of the p2p layer against the original's bytes, in both directions.
class P2pVectorTest {

  @TestFactory
  Stream<DynamicTest> packets() {
    return VectorFile.open("packets.json")
        .tests(
            "single",
            vector -> {
              Packet packet = packet(vector);
              byte[] delimited = bytes(vector, "delimited");
              assertThat(delimited(packet)).isEqualTo(delimited);
              assertDecodes("tendermint.p2p.Packet", packet.toByteArray(), packet);
            });
  }

  @TestFactory
  Stream<DynamicTest> nodeInfos() {
    return VectorFile.open("nodeinfo.json")
        .tests(
            "proto",
            vector -> {
              DefaultNodeInfo info = nodeInfo(vector.get("info"));
              assertThat(info.toByteArray()).isEqualTo(bytes(vector, "proto"));
              assertThat(delimited(info)).isEqualTo(bytes(vector, "delimited"));
              assertDecodes("tendermint.p2p.DefaultNodeInfo", bytes(vector, "proto"), info);
            });
  }

  @TestFactory
  Stream<DynamicTest> pexMessages() {
    return VectorFile.open("nodeinfo.json")
        .tests(
            "pexMessages",
            vector -> {
              dev.cometj.wire.p2p.Message message = pexMessage(vector);
              assertThat(message.toByteArray()).isEqualTo(bytes(vector, "wrapped"));
              assertDecodes("tendermint.p2p.Message", bytes(vector, "wrapped"), message);
            });
  }

  private static dev.cometj.wire.p2p.Message pexMessage(JsonNode vector) {
    dev.cometj.wire.p2p.Message.Builder message = dev.cometj.wire.p2p.Message.newBuilder();
    switch (text(vector, "kind")) {
      case "pexRequest" -> message.setPexRequest(PexRequest.getDefaultInstance());
      case "pexAddrs" -> message.setPexAddrs(addresses(vector));
      case "none" -> assertThat(bytes(vector, "wrapped")).isEmpty();
      default -> throw new AssertionError(text(vector, "kind"));
    }
    return message.build();
  }

  private static PexAddrs addresses(JsonNode vector) {
    PexAddrs.Builder addresses = PexAddrs.newBuilder();
    for (JsonNode address : vector.get("addrs").values()) {
      addresses.addAddrs(
          NetAddress.newBuilder()
              .setId(text(address, "id"))
              .setIp(text(address, "ip"))
              .setPort(address.get("port").asInt()));
    }
    return addresses.build();
  }

  private static Packet packet(JsonNode vector) {
    Packet.Builder packet = Packet.newBuilder();
    switch (text(vector, "kind")) {
      case "ping" -> packet.setPacketPing(PacketPing.getDefaultInstance());
      case "pong" -> packet.setPacketPong(PacketPong.getDefaultInstance());
      case "msg" ->
          packet.setPacketMsg(
              PacketMsg.newBuilder()
                  .setChannelId(vector.get("channelId").asInt())
                  .setEof(vector.get("eof").asBoolean())
                  .setData(ByteString.copyFrom(bytes(vector, "data"))));
      case "none" -> assertThat(packet.getSumCase()).isEqualTo(Packet.SumCase.SUM_NOT_SET);
      default -> throw new AssertionError(text(vector, "kind"));
    }
    return packet.build();
  }

  private static DefaultNodeInfo nodeInfo(JsonNode info) {
    JsonNode version = info.get("protocolVersion");
    JsonNode other = info.get("other");
    return DefaultNodeInfo.newBuilder()
        .setProtocolVersion(
            ProtocolVersion.newBuilder()
                .setP2P(Long.parseUnsignedLong(text(version, "p2p")))
                .setBlock(Long.parseUnsignedLong(text(version, "block")))
                .setApp(Long.parseUnsignedLong(text(version, "app"))))
        .setDefaultNodeId(text(info, "defaultNodeId"))
        .setListenAddr(text(info, "listenAddr"))
        .setNetwork(text(info, "network"))
        .setVersion(text(info, "version"))
        .setChannels(ByteString.copyFrom(bytes(info, "channels")))
        .setMoniker(text(info, "moniker"))
        .setOther(
            DefaultNodeInfoOther.newBuilder()
                .setTxIndex(text(other, "txIndex"))
                .setRpcAddress(text(other, "rpcAddress")))
        .build();
  }

  private static void assertDecodes(String type, byte[] bytes, Message expected) {
    try {
      assertThat(WireTypes.decoder(type).decode(bytes)).isEqualTo(expected);
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] delimited(Message message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      message.writeDelimitedTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
