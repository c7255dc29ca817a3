package dev.cometj.p2p.transport.secret;

import static dev.cometj.p2p.transport.secret.Vectors.bytes;
import static dev.cometj.p2p.transport.secret.Vectors.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.P2pException;
import dev.cometj.wire.decode.UntrustedDecoder;
import dev.cometj.wire.p2p.DefaultNodeInfo;
import dev.cometj.wire.p2p.DefaultNodeInfoOther;
import dev.cometj.wire.p2p.ProtocolVersion;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The bytes of a node info are those of the original.
class NodeInfoVectorTest {
  private static final Vectors VECTORS = Vectors.of("nodeinfo");
  private static final UntrustedDecoder<DefaultNodeInfo> RAW =
      UntrustedDecoder.of(DefaultNodeInfo.getDefaultInstance());

  @TestFactory
  Stream<DynamicTest> proto() {
    return VECTORS.tests(
        "proto",
        vector -> {
          byte[] proto = bytes(vector, "proto");
          assertThat(RAW.decode(proto)).isEqualTo(wire(vector.path("info")));
          assertThat(wire(vector.path("info")).toByteArray()).isEqualTo(proto);
          Optional<NodeInfo> info = valid(proto);
          if (info.isPresent()) {
            assertThat(NodeInfoCodec.toWire(info.get()).toByteArray()).isEqualTo(proto);
            assertThat(NodeInfoCodec.encodeDelimited(info.get()))
                .isEqualTo(bytes(vector, "delimited"));
          }
        });
  }

  /// Some cases are no valid info and exist on the wire only.
  private static Optional<NodeInfo> valid(byte[] proto) throws Exception {
    try {
      return Optional.of(NodeInfoCodec.decode(proto));
    } catch (P2pException _) {
      return Optional.empty();
    }
  }

  private static DefaultNodeInfo wire(JsonNode info) {
    JsonNode versions = info.path("protocolVersion");
    JsonNode other = info.path("other");
    return DefaultNodeInfo.newBuilder()
        .setProtocolVersion(
            ProtocolVersion.newBuilder()
                .setP2P(Long.parseUnsignedLong(text(versions, "p2p")))
                .setBlock(Long.parseUnsignedLong(text(versions, "block")))
                .setApp(Long.parseUnsignedLong(text(versions, "app"))))
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

  @TestFactory
  Stream<DynamicTest> pubKeyToId() {
    return VECTORS.tests(
        "pubKeyToId",
        vector -> {
          // Keys of another type cannot authenticate a connection.
          if (text(vector, "type").equals("ed25519")) {
            assertThat(NodeId.ofPublicKey(bytes(vector, "publicKey")).text())
                .isEqualTo(text(vector, "id"));
          }
        });
  }
}
