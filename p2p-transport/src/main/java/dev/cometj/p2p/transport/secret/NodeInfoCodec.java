package dev.cometj.p2p.transport.secret;

import com.google.protobuf.ByteString;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import dev.cometj.wire.p2p.DefaultNodeInfo;
import dev.cometj.wire.p2p.DefaultNodeInfoOther;
import dev.cometj.wire.p2p.ProtocolVersion;
import java.util.List;
import java.util.stream.IntStream;

/// The wire form of [NodeInfo], `ToProto` and `DefaultNodeInfoFromToProto` of Go's `p2p/node_info.go`.
final class NodeInfoCodec {
  private static final UntrustedDecoder<DefaultNodeInfo> DECODER =
      UntrustedDecoder.of(DefaultNodeInfo.getDefaultInstance());

  private NodeInfoCodec() {}

  /// Encode with the length in front. The versions and the rest are written even where they are empty.
  static byte[] encodeDelimited(NodeInfo info) {
    return Delimited.of(toWire(info));
  }

  static DefaultNodeInfo toWire(NodeInfo info) {
    byte[] channels = new byte[info.channels().size()];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = info.channels().get(i).byteValue();
    }
    return DefaultNodeInfo.newBuilder()
        .setProtocolVersion(
            ProtocolVersion.newBuilder()
                .setP2P(info.versions().p2p())
                .setBlock(info.versions().block())
                .setApp(info.versions().app()))
        .setDefaultNodeId(info.id().text())
        .setListenAddr(info.listenAddress())
        .setNetwork(info.network())
        .setVersion(info.version())
        .setChannels(ByteString.copyFrom(channels))
        .setMoniker(info.moniker())
        .setOther(
            DefaultNodeInfoOther.newBuilder()
                .setTxIndex(info.txIndex())
                .setRpcAddress(info.rpcAddress()))
        .build();
  }

  /// Decode without the length.
  ///
  /// @throws MalformedMessageException if the bytes are no such message
  /// @throws dev.cometj.p2p.InvalidNodeInfoException if a rule is broken
  /// @throws dev.cometj.p2p.InvalidAddressException if the id is none
  static NodeInfo decode(byte[] message) throws MalformedMessageException {
    DefaultNodeInfo info = DECODER.decode(message);
    ProtocolVersion versions = info.getProtocolVersion();
    return new NodeInfo(
        new ProtocolVersions(versions.getP2P(), versions.getBlock(), versions.getApp()),
        new NodeId(info.getDefaultNodeId()),
        info.getListenAddr(),
        info.getNetwork(),
        info.getVersion(),
        channels(info.getChannels()),
        info.getMoniker(),
        info.getOther().getTxIndex(),
        info.getOther().getRpcAddress());
  }

  private static List<Integer> channels(ByteString bytes) {
    return IntStream.range(0, bytes.size()).mapToObj(i -> bytes.byteAt(i) & 0xff).toList();
  }
}
