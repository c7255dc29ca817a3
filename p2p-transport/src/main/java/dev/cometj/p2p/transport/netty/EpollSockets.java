package dev.cometj.p2p.transport.netty;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.Optional;

/// The sockets of Linux's epoll. A class of its own, because loading it needs an optional module.
final class EpollSockets {
  private EpollSockets() {}

  static Optional<SocketKind> kind() {
    if (!Epoll.isAvailable()) {
      return Optional.empty();
    }
    return Optional.of(
        new SocketKind(
            "epoll",
            EpollIoHandler.newFactory(),
            EpollServerSocketChannel.class,
            EpollSocketChannel.class));
  }
}
