package dev.cometj.p2p.transport;

import dev.cometj.p2p.spi.StreamNetwork;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.transport.link.Links;
import dev.cometj.p2p.transport.link.StreamLink;
import dev.cometj.p2p.transport.upgrade.LinkFactory;
import dev.cometj.p2p.transport.upgrade.StandardTransport;

/// The standard transport: secret connections and multiplexed channels, byte for byte those of the Go networks, over
/// any network of byte streams.
///
/// TCP comes with this module, by the scheme `tcp`. Whoever has other streams, such as the simulated ones of the
/// testkit or those of another protocol, puts the transport on them here:
///
/// ```java
/// public Transport create(TransportContext context) { // of a TransportProvider
///   return StreamTransport.over(new MyStreamNetwork(), context);
/// }
/// ```
public final class StreamTransport {
  private StreamTransport() {}

  /// Make the transport on a network.
  ///
  /// Besides the keys of `config.toml` it reads these, with the defaults of a public listener:
  ///
  /// - `cometj.transport_timeouts` (`compatible`): the time limits that Go really works with, or `configured`: those
  ///   of `p2p.dial_timeout` and `p2p.handshake_timeout`
  /// - `cometj.filter_timeout` (`5s`): for the answer of each filter
  /// - `cometj.max_handshakes` (`256`): how many inbound connections may be unauthenticated, in all
  /// - `cometj.max_handshakes_per_ip` (`4`): and how many of one IPv4 address or IPv6 /64
  /// - `cometj.new_connections_per_second` (`16`): how many inbound ones such a source may open, on average
  /// - `cometj.new_connections_burst` (`32`): and how many at once
  /// - `cometj.limit_loopback` (`false`): whether the last four hold for loopback too
  /// - `cometj.write_stall_timeout` (`30s`): how long a peer may take nothing of what waits for it
  /// - `cometj.write_watermark_bytes` (`131072`): how much is handed to the network beyond what it takes at once
  /// - `cometj.send_queue_peer_bytes` (`8388608`): how much may wait for one peer, and the message that crosses it
  /// - `cometj.send_queue_node_bytes` (`134217728`): how much may wait for all peers, and one message
  /// - `cometj.reassembly_node_bytes` (`268435456`): how much is kept of the incomplete messages of all peers
  ///
  /// @param network what is below; the transport closes it
  /// @param context what a transport gets
  /// @return the transport; it has opened nothing
  /// @throws dev.cometj.p2p.spi.InvalidSettingException if a value of the configuration cannot be used
  public static Transport over(StreamNetwork network, TransportContext context) {
    Links links = Links.of(context);
    return StandardTransport.of(
        network,
        context,
        (stream, session) -> {
          StreamLink link = links.create(stream, session);
          return new LinkFactory.Linked(link, link.handler());
        });
  }
}
