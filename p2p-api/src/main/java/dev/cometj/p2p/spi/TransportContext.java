package dev.cometj.p2p.spi;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.NodeInfo;
import java.util.List;

/// What a transport gets when it is created.
///
/// @param settings the node's configuration
/// @param runtime the world the node runs in
/// @param metrics the node's meters
/// @param signer proves our identity
/// @param nodeInfo what we tell of ourselves
/// @param channels the channels of all assembled reactors
/// @param filters asked in turn before the handshake of each connection
public record TransportContext(
    Settings settings,
    NodeRuntime runtime,
    Metrics metrics,
    NodeSigner signer,
    NodeInfo nodeInfo,
    List<Channel<?>> channels,
    List<ConnectionFilter> filters) {
  /// Keep unmodifiable copies.
  public TransportContext {
    channels = List.copyOf(channels);
    filters = List.copyOf(filters);
  }
}
