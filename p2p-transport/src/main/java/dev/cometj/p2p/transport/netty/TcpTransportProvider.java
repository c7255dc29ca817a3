package dev.cometj.p2p.transport.netty;

import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.spi.TransportProvider;
import dev.cometj.p2p.transport.StreamTransport;

/// The standard transport over TCP, for addresses of the scheme `tcp`.
public final class TcpTransportProvider implements TransportProvider {
  /// Make the provider; for `ServiceLoader`.
  public TcpTransportProvider() {}

  @Override
  public String scheme() {
    return "tcp";
  }

  @Override
  public Transport create(TransportContext context) {
    return StreamTransport.over(new NettyStreamNetwork(), context);
  }
}
