package dev.cometj.p2p;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What a node tells of itself in the handshake: `DefaultNodeInfo` of Go's `p2p/node_info.go`. An instance has
/// passed its `Validate` rules.
///
/// A listen address whose host is a name is accepted without looking it up: the name comes from a peer (A44).
///
/// @param versions the protocol numbers
/// @param id the node's id; the handshake checks it against the authenticated key
/// @param listenAddress where the node says it listens, `[scheme://]host:port`
/// @param network the chain id; any text, also the empty one
/// @param version the software's version: empty, or ASCII text
/// @param channels the ids of the channels it serves, 0..255, at most 16, none twice, in the order announced
/// @param moniker a name for people: ASCII text that is not blank
/// @param txIndex `on`, `off` or empty
/// @param rpcAddress where its RPC listens: empty, or ASCII text
public record NodeInfo(
    ProtocolVersions versions,
    NodeId id,
    String listenAddress,
    String network,
    String version,
    List<Integer> channels,
    String moniker,
    String txIndex,
    String rpcAddress) {

  /// How many channels a node may announce.
  public static final int MAX_CHANNELS = 16;

  /// The largest encoded size a handshake accepts, in bytes, without the length in front.
  public static final int MAX_ENCODED_BYTES = 10240;

  /// Check every rule of the handshake.
  ///
  /// @throws InvalidNodeInfoException if one is broken
  public NodeInfo {
    channels = List.copyOf(channels);
    try {
      PeerAddress.parse(id + "@" + HostPort.withoutScheme(listenAddress));
    } catch (InvalidAddressException e) {
      throw new InvalidNodeInfoException("listen address: " + e.getMessage());
    }
    require(version.isEmpty() || isAsciiText(version), "version is not ASCII text", version);
    require(channels.size() <= MAX_CHANNELS, "more than 16 channels", channels);
    require(
        channels.stream().allMatch(c -> c >= 0 && c <= 255), "a channel id is no byte", channels);
    require(new HashSet<>(channels).size() == channels.size(), "a channel occurs twice", channels);
    require(isAsciiText(moniker), "moniker is not ASCII text", moniker);
    require(
        txIndex.isEmpty() || txIndex.equals("on") || txIndex.equals("off"),
        "tx_index is neither 'on', 'off' nor empty",
        txIndex);
    require(
        rpcAddress.isEmpty() || isAsciiText(rpcAddress),
        "rpc_address is not ASCII text",
        rpcAddress);
  }

  private static void require(boolean condition, String rule, Object value) {
    if (!condition) {
      throw new InvalidNodeInfoException("%s: '%s'".formatted(rule, value));
    }
  }

  /// Printable ASCII without tabs, at least one character of it no space.
  private static boolean isAsciiText(String text) {
    return text.chars().allMatch(c -> c >= 32 && c <= 126) && !text.isBlank();
  }

  /// Tell whether the node serves a channel.
  ///
  /// @param channelId 0..255
  /// @return true if it announced the channel
  public boolean hasChannel(int channelId) {
    return channels.contains(channelId);
  }

  /// Give the self-reported address, if its host is a literal. It is not authenticated and may differ from the
  /// address dialled.
  ///
  /// @return id and listen address
  /// @throws InvalidAddressException of kind `UNRESOLVED` if the host is a name
  public NetAddress netAddress() {
    return PeerAddress.parse(id + "@" + HostPort.withoutScheme(listenAddress)).requireLiteral();
  }

  /// Compare with what a peer told: same block protocol, same network, and a common channel unless we serve
  /// none. The peer and app protocols are not compared.
  ///
  /// @param peer the peer's info
  /// @return why the two cannot talk, or empty if they can
  public Optional<String> incompatibilityWith(NodeInfo peer) {
    if (versions.block() != peer.versions.block()) {
      return Optional.of(
          "block protocol %s, ours is %s"
              .formatted(
                  Long.toUnsignedString(peer.versions.block()),
                  Long.toUnsignedString(versions.block())));
    }
    if (!network.equals(peer.network)) {
      return Optional.of("network '%s', ours is '%s'".formatted(peer.network, network));
    }
    if (!channels.isEmpty() && channels.stream().noneMatch(peer::hasChannel)) {
      return Optional.of(
          "no common channel: theirs %s, ours %s".formatted(peer.channels, channels));
    }
    return Optional.empty();
  }
}
