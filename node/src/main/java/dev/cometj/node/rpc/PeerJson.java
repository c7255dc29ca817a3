package dev.cometj.node.rpc;

import dev.cometj.node.json.JsonObjectWriter;
import dev.cometj.p2p.ChannelStatus;
import dev.cometj.p2p.ConnectionStatus;
import dev.cometj.p2p.FlowStatus;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Peer;
import java.util.HexFormat;

/// The JSON of what the p2p layer tells: `DefaultNodeInfo`, `ConnectionStatus` and `Peer` of the original.
final class PeerJson {
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private PeerJson() {}

  static void nodeInfo(JsonObjectWriter out, NodeInfo info) {
    out.object(
            "protocol_version",
            version ->
                version
                    .text("p2p", Long.toUnsignedString(info.versions().p2p()))
                    .text("block", Long.toUnsignedString(info.versions().block()))
                    .text("app", Long.toUnsignedString(info.versions().app())))
        .text("id", info.id().text())
        .text("listen_addr", info.listenAddress())
        .text("network", info.network())
        .text("version", info.version())
        .text("channels", channels(info))
        .text("moniker", info.moniker())
        .object(
            "other",
            other -> other.text("tx_index", info.txIndex()).text("rpc_address", info.rpcAddress()));
  }

  private static String channels(NodeInfo info) {
    StringBuilder text = new StringBuilder();
    info.channels().forEach(channel -> text.append(UPPER.toHexDigits(channel.byteValue())));
    return text.toString();
  }

  static void peer(JsonObjectWriter out, Peer peer) {
    out.object("node_info", info -> nodeInfo(info, peer.nodeInfo()))
        .flag("is_outbound", peer.isOutbound())
        .object("connection_status", status -> connection(status, peer.status()))
        .text("remote_ip", peer.socketAddress().ip().toString());
  }

  private static void connection(JsonObjectWriter out, ConnectionStatus status) {
    out.quoted("Duration", status.duration().toNanos())
        .object("SendMonitor", flow -> flow(flow, status.sending()))
        .object("RecvMonitor", flow -> flow(flow, status.receiving()))
        .array("Channels", status.channels(), PeerJson::channel);
  }

  /// A connection has no end that could be awaited, so what the original's monitor says of one is zero.
  private static void flow(JsonObjectWriter out, FlowStatus status) {
    out.text("Start", JsonTime.format(status.start()))
        .quoted("Bytes", status.bytes())
        .quoted("Samples", status.samples())
        .quoted("InstRate", status.instantRate())
        .quoted("CurRate", status.currentRate())
        .quoted("AvgRate", status.averageRate())
        .quoted("PeakRate", status.peakRate())
        .quoted("BytesRem", 0)
        .quoted("Duration", status.duration().toNanos())
        .quoted("Idle", status.idle().toNanos())
        .quoted("TimeRem", 0)
        .number("Progress", 0)
        .flag("Active", true);
  }

  private static void channel(JsonObjectWriter out, ChannelStatus status) {
    out.number("ID", status.id())
        .quoted("SendQueueCapacity", status.sendQueueCapacity())
        .quoted("SendQueueSize", status.sendQueueSize())
        .quoted("Priority", status.priority())
        .quoted("RecentlySent", status.recentlySent());
  }
}
