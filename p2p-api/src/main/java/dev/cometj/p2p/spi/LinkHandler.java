package dev.cometj.p2p.spi;

import dev.cometj.p2p.StopReason;
import java.nio.ByteBuffer;

/// Gets what a link reads. Called from one transport thread at a time, in order; must not block.
public interface LinkHandler {
  /// Take a message.
  ///
  /// @param channelId 0..255, one that we serve
  /// @param message its bytes, backed by an array, owned by the handler from here on
  void received(int channelId, ByteBuffer message);

  /// Learn that the link has ended. The last call; exactly once after [Link#open].
  ///
  /// @param reason why
  void closed(StopReason reason);
}
