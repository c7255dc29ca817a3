import dev.cometj.p2p.spi.TransportProvider;
import dev.cometj.p2p.transport.netty.TcpTransportProvider;
import org.jspecify.annotations.NullMarked;

/// The transport of the Go networks: secret connections and multiplexed channels over byte streams.
///
/// An application does not call it; put it on the module path and the Switch finds it by the scheme of
/// `p2p.laddr`. Require it to run the same transport over other byte streams; see
/// [dev.cometj.p2p.transport.StreamTransport].
///
/// @provides dev.cometj.p2p.spi.TransportProvider the scheme `tcp`
@NullMarked
module dev.cometj.p2p.transport {
  requires dev.cometj.crypto;
  requires com.google.protobuf;
  requires dev.cometj.wire;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.transport;
  requires org.jctools.core;
  requires transitive dev.cometj.p2p;
  // Faster sockets on Linux, if the jar is there and the module is resolved (`--add-modules`).
  requires static io.netty.transport.classes.epoll;
  requires static org.jspecify;

  exports dev.cometj.p2p.transport;
  // The handshake and the sealed stream, for validators whose key is in another process.
  exports dev.cometj.p2p.transport.secret to
      dev.cometj.signer.remote;

  provides TransportProvider with
      TcpTransportProvider;
}
