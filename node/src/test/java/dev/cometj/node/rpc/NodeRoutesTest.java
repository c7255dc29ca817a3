package dev.cometj.node.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cometj.node.home.ValidatorFiles;
import dev.cometj.p2p.ChannelStatus;
import dev.cometj.p2p.ConnectionStatus;
import dev.cometj.p2p.FlowStatus;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Peer;
import dev.cometj.p2p.PeerLedger;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.Switch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The golden files are answers of a CometBFT v0.38.26 node.
class NodeRoutesTest {
  private static final NodeInfo INFO =
      new NodeInfo(
          new ProtocolVersions(8, 11, 0),
          new NodeId("f9b49c3e2e2857d9acabd653b9ac52ecc16720a3"),
          "tcp://127.0.0.61:26656",
          "test-chain-CgBeHq",
          "0.38.26",
          List.of(0x40, 0x20, 0),
          "a <b> & \"c\"",
          "off",
          "tcp://127.0.0.61:26657");

  @Test
  @DisplayName("/net_info of what the original saw is the original's answer, byte by byte")
  void netInfo() throws IOException {
    String golden = golden("golden_net_info.json");
    JsonNode peer = JsonMapper.shared().readTree(golden).path("result").path("peers").path(0);
    Peer seen =
        new FakePeer(
            nodeInfo(peer.path("node_info")),
            peer.path("is_outbound").asBoolean(),
            status(peer.path("connection_status")),
            new NetAddress(
                new NodeId(peer.path("node_info").path("id").asString()),
                IpAddress.parse(peer.path("remote_ip").asString()).orElseThrow(),
                5));

    String answer = answer(routes(List.of(seen), List.of()), "net_info");

    assertThat(RpcResponse.result(RpcResponse.URI_ID, answer)).isEqualTo(golden);
  }

  @Test
  @DisplayName("/net_info before the node listens says so")
  void notListening() {
    NodeRoutes routes =
        new NodeRoutes(Optional::empty, () -> INFO, Optional.empty(), "1.2.3.4:26656", Map.of());
    assertThat(answer(routes, "net_info"))
        .isEqualTo(
            "{\"listening\":false,\"listeners\":[\"Listener(@1.2.3.4:26656)\"],\"n_peers\":\"0\",\"peers\":[]}");
  }

  @Test
  @DisplayName("/status has the original's members in its order, with zeros for the chain")
  void status() throws IOException {
    JsonNode golden = JsonMapper.shared().readTree(golden("golden_status.json")).path("result");
    String answer = answer(routes(List.of(), List.of()), "status");
    JsonNode own = JsonMapper.shared().readTree(answer);

    assertThat(shape(own)).isEqualTo(shape(golden));
    assertThat(answer)
        .contains("\"moniker\":\"a \\u003cb\\u003e \\u0026 \\\"c\\\"\"", "\"channels\":\"402000\"")
        .contains(
            "\"sync_info\":{\"latest_block_hash\":\"\",\"latest_app_hash\":\"\","
                + "\"latest_block_height\":\"0\",\"latest_block_time\":\"1970-01-01T00:00:00Z\","
                + "\"earliest_block_hash\":\"\",\"earliest_app_hash\":\"\","
                + "\"earliest_block_height\":\"0\",\"earliest_block_time\":\"1970-01-01T00:00:00Z\","
                + "\"catching_up\":false}");
  }

  @Test
  @DisplayName("/status of a node without validator key has an empty address and no key")
  void statusWithoutValidator() {
    NodeRoutes routes = new NodeRoutes(Optional::empty, () -> INFO, Optional.empty(), "", Map.of());
    assertThat(answer(routes, "status"))
        .endsWith("\"validator_info\":{\"address\":\"\",\"pub_key\":null,\"voting_power\":\"0\"}}");
  }

  @Test
  @DisplayName("/status takes the members that a module with a chain tells, each in its place")
  void statusMembers() {
    NodeRoutes routes =
        new NodeRoutes(
            Optional::empty,
            () -> INFO,
            Optional.empty(),
            "",
            Map.of("sync_info", _ -> "{\"height\":\"5\"}"));
    assertThat(answer(routes, "status"))
        .startsWith("{\"node_info\":{")
        .contains("},\"sync_info\":{\"height\":\"5\"},\"validator_info\":{\"address\"");
  }

  @Test
  @DisplayName("/status before the node knows what it is, is an error for the client")
  void statusWhileStarting() {
    NodeRoutes routes =
        new NodeRoutes(
            Optional::empty,
            () -> {
              throw new IllegalStateException();
            },
            Optional.empty(),
            "",
            Map.of());
    assertThatExceptionOfType(RpcFault.class).isThrownBy(() -> answer(routes, "status"));
  }

  @Test
  @DisplayName("/peer_ledger tells who came, from where, and what became of it")
  void ledger() {
    var first =
        new PeerLedger.Entry(
            Instant.parse("2026-11-24T05:50:24.740Z"),
            Optional.of(INFO.id()),
            "127.0.0.1:5",
            true,
            PeerLedger.Event.ADMITTED,
            "");
    var second =
        new PeerLedger.Entry(
            Instant.parse("2026-11-24T05:50:25Z"),
            Optional.empty(),
            "127.0.0.2:6",
            false,
            PeerLedger.Event.REFUSED,
            "WRONG_ID: x");

    assertThat(answer(routes(List.of(), List.of(first, second)), "peer_ledger"))
        .isEqualTo(
            "{\"entries\":[{\"time\":\"2026-11-24T05:50:24.74Z\","
                + "\"peer_id\":\"f9b49c3e2e2857d9acabd653b9ac52ecc16720a3\","
                + "\"address\":\"127.0.0.1:5\",\"direction\":\"outbound\",\"event\":\"admitted\","
                + "\"reason\":\"\"},{\"time\":\"2026-11-24T05:50:25Z\",\"peer_id\":\"\","
                + "\"address\":\"127.0.0.2:6\",\"direction\":\"inbound\",\"event\":\"refused\","
                + "\"reason\":\"WRONG_ID: x\"}]}");
  }

  private static NodeRoutes routes(List<Peer> peers, List<PeerLedger.Entry> entries) {
    Switch network = new FakeSwitch(peers, entries);
    var validator =
        new ValidatorFiles.Identity("3F00CC66", "tendermint/PubKeyEd25519", "0ERxIUoWTdM=");
    return new NodeRoutes(
        () -> Optional.of(network), () -> INFO, Optional.of(validator), "", Map.of());
  }

  private static String answer(NodeRoutes routes, String name) {
    return routes.routes().stream()
        .filter(route -> route.name().equals(name))
        .findFirst()
        .orElseThrow()
        .action()
        .answer(_ -> Optional.empty());
  }

  private static NodeInfo nodeInfo(JsonNode json) {
    JsonNode versions = json.path("protocol_version");
    byte[] channels = HexFormat.of().parseHex(json.path("channels").asString());
    List<Integer> ids = new ArrayList<>();
    for (byte channel : channels) {
      ids.add(channel & 0xff);
    }
    return new NodeInfo(
        new ProtocolVersions(
            versions.path("p2p").asLong(),
            versions.path("block").asLong(),
            versions.path("app").asLong()),
        new NodeId(json.path("id").asString()),
        json.path("listen_addr").asString(),
        json.path("network").asString(),
        json.path("version").asString(),
        ids,
        json.path("moniker").asString(),
        json.path("other").path("tx_index").asString(),
        json.path("other").path("rpc_address").asString());
  }

  private static ConnectionStatus status(JsonNode json) {
    List<ChannelStatus> channels =
        StreamSupport.stream(json.path("Channels").spliterator(), false)
            .map(channel ->
                new ChannelStatus(
                    channel.path("ID").asInt(),
                    channel.path("SendQueueCapacity").asInt(),
                    channel.path("SendQueueSize").asInt(),
                    channel.path("Priority").asInt(),
                    channel.path("RecentlySent").asLong()))
            .toList();
    return new ConnectionStatus(
        Duration.ofNanos(json.path("Duration").asLong()),
        flow(json.path("SendMonitor")),
        flow(json.path("RecvMonitor")),
        channels);
  }

  private static FlowStatus flow(JsonNode json) {
    return new FlowStatus(
        Instant.parse(json.path("Start").asString()),
        Duration.ofNanos(json.path("Duration").asLong()),
        Duration.ofNanos(json.path("Idle").asLong()),
        json.path("Bytes").asLong(),
        json.path("Samples").asLong(),
        json.path("InstRate").asLong(),
        json.path("CurRate").asLong(),
        json.path("AvgRate").asLong(),
        json.path("PeakRate").asLong());
  }

  /// Names, order and kinds of all members, without their values.
  private static String shape(JsonNode json) {
    if (!json.isObject()) {
      return json.getNodeType().name();
    }
    StringBuilder shape = new StringBuilder("{");
    json.properties()
        .forEach(member ->
            shape.append(member.getKey()).append(':').append(shape(member.getValue())).append(' '));
    return shape.append('}').toString();
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = NodeRoutesTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
