package dev.cometj.p2p.transport.upgrade;

import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Settings;

/// How many connections a listener takes. The defaults are those of a public listener.
///
/// The original counts a silent socket like a peer, so that forty of them keep everyone out (W4). Here connections
/// that have not authenticated are counted apart, in all and by source, and only links fill the inbound places.
///
/// @param inboundLinks how many inbound links at a time; 0 for any number. Go's limit of accepted sockets:
///     `p2p.max_num_inbound_peers` and one for each of `p2p.unconditional_peer_ids`
/// @param handshakes how many inbound handshakes at a time
/// @param handshakesOfSource how many of them from one source
/// @param newPerSecond how many new inbound connections a source may open every second on average
/// @param newBurst how many it may open at once
/// @param limitsLoopback whether the last four hold for loopback addresses too
record AdmissionLimits(
    int inboundLinks,
    int handshakes,
    int handshakesOfSource,
    int newPerSecond,
    int newBurst,
    boolean limitsLoopback) {

  /// Read the configuration.
  ///
  /// @throws InvalidSettingException if a value cannot be used
  static AdmissionLimits of(Settings settings) {
    int inbound = count(settings, "p2p.max_num_inbound_peers", 40, 0);
    int unconditional = settings.list("p2p.unconditional_peer_ids").size();
    return new AdmissionLimits(
        inbound == 0 ? 0 : Math.addExact(inbound, unconditional),
        count(settings, "cometj.max_handshakes", 256, 1),
        count(settings, "cometj.max_handshakes_per_ip", 4, 1),
        count(settings, "cometj.new_connections_per_second", 16, 1),
        count(settings, "cometj.new_connections_burst", 32, 1),
        settings.flag("cometj.limit_loopback", false));
  }

  private static int count(Settings settings, String key, int fallback, int least) {
    long value = settings.number(key, fallback);
    if (value < least || value > 1_000_000) {
      throw new InvalidSettingException(key, "'%d' is not in %d..1000000".formatted(value, least));
    }
    return (int) value;
  }
}
