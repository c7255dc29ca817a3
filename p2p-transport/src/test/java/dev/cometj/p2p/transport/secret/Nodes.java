package dev.cometj.p2p.transport.secret;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.ProtocolVersions;
import java.util.List;
import java.util.SplittableRandom;

/// Nodes for tests: keys by number, ordinary node infos.
public final class Nodes {
  /// Where every remote end is in these tests.
  public static final HostPort REMOTE = new HostPort("10.0.0.2", 40_001);

  private Nodes() {}

  public static Ed25519PrivateKey key(int number) {
    return Ed25519PrivateKey.generate(new SplittableRandom(number));
  }

  public static NodeId id(Ed25519PrivateKey key) {
    return NodeId.ofPublicKey(key.publicKey().bytes());
  }

  public static NodeInfo info(Ed25519PrivateKey key) {
    return info(key, "test-chain", "tcp://10.0.0.1:26656");
  }

  public static NodeInfo info(Ed25519PrivateKey key, String network, String listenAddress) {
    return new NodeInfo(
        new ProtocolVersions(ProtocolVersions.P2P, ProtocolVersions.BLOCK, 0),
        id(key),
        listenAddress,
        network,
        "0.38.26",
        List.of(0x00, 0x20),
        "node",
        "on",
        "");
  }

  public static LocalNode local(Ed25519PrivateKey key, NodeInfo info) {
    return new LocalNode(new KeySigner(key), info, FrameCipherProvider.jdk());
  }

  public static NetAddress address(NodeId id) {
    return new NetAddress(id, IpAddress.parse(REMOTE.host()).orElseThrow(), 26656);
  }
}
