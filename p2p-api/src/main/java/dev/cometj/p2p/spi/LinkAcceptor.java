package dev.cometj.p2p.spi;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.Rejection;

/// Gets what comes of inbound connections. Called from the transport's threads; must not block.
public interface LinkAcceptor {
  /// Take a link. It reads nothing before it is opened; whoever takes it opens or closes it.
  ///
  /// @param link the link
  void accepted(Link link);

  /// Learn that a connection did not become a link. It is closed already.
  ///
  /// @param remote the remote end
  /// @param rejection why
  void rejected(HostPort remote, Rejection rejection);

  /// Learn that the listener failed to accept. It goes on after a pause, unless the transport is closed.
  ///
  /// @param cause for example exhausted file descriptors (F12)
  void failed(Throwable cause);
}
