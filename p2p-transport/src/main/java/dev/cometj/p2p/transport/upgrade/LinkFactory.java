package dev.cometj.p2p.transport.upgrade;

import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.transport.secret.Session;

/// Makes the link of a session; the seam to the multiplexer.
@FunctionalInterface
public interface LinkFactory {
  /// Make a link. Called on the stream's thread; the stream is open, but paused.
  ///
  /// @param stream the stream below
  /// @param session what the handshake yielded
  /// @return the link, and what gets the stream's events from here on
  Linked create(ByteStream stream, Session session);

  /// A link from both sides.
  ///
  /// @param link as the Switch sees it
  /// @param handler as the stream sees it
  record Linked(Link link, ByteStream.Handler handler) {}
}
