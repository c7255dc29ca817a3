package dev.cometj.p2p.transport.netty;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.Optional;

/// The sockets of one of Netty's I/O back ends.
///
/// @param name for logs
/// @param handlers makes what waits for them, one for each event loop
/// @param server the listening kind
/// @param client the connected kind
record SocketKind(
    String name,
    IoHandlerFactory handlers,
    Class<? extends ServerChannel> server,
    Class<? extends SocketChannel> client) {

  /// Choose the native back end if its jars are there and work on this machine, else that of the JDK.
  static SocketKind best() {
    return epoll().orElseGet(SocketKind::jdk);
  }

  static SocketKind jdk() {
    return new SocketKind(
        "NIO", NioIoHandler.newFactory(), NioServerSocketChannel.class, NioSocketChannel.class);
  }

  private static Optional<SocketKind> epoll() {
    try {
      return EpollSockets.kind();
    } catch (LinkageError _) {
      // The optional module is not there.
      return Optional.empty();
    }
  }
}
