package dev.cometj.p2p.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.DefaultChannelPromise;
import org.jspecify.annotations.Nullable;

/// Netty's promise of one write of a stream, which can be kept more than once: it tells the stream and stays as it was, so
/// that a stream needs no more of them than it has writes on their way at once. Nobody else may listen to it.
final class WriteReceipt extends DefaultChannelPromise {
  private final NettyStream stream;
  private int size;
  private @Nullable ByteBuf buffer;

  /// The next of those that are not in use.
  @Nullable WriteReceipt next;

  WriteReceipt(NettyStream stream, Channel channel) {
    super(channel);
    this.stream = stream;
  }

  /// Be the promise of a write, or of none.
  ///
  /// @param bytes its size; 0 for none
  /// @param lent the buffer that was taken for it, or null if Netty frees its memory
  void begin(int bytes, @Nullable ByteBuf lent) {
    size = bytes;
    buffer = lent;
  }

  int size() {
    return size;
  }

  @Nullable ByteBuf buffer() {
    return buffer;
  }

  @Override
  public boolean trySuccess(@Nullable Void result) {
    return end(null);
  }

  @Override
  public boolean tryFailure(Throwable cause) {
    return end(cause);
  }

  /// Netty has released the buffer when it tells us.
  private boolean end(@Nullable Throwable cause) {
    if (size == 0) {
      return false;
    }
    stream.written(this, cause);
    return true;
  }
}
