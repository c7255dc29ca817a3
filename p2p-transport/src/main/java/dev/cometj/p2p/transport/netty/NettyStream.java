package dev.cometj.p2p.transport.netty;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Cancellable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A TCP connection as a byte stream. Its thread is the channel's event loop.
///
/// Writes are copied into a pooled buffer at once and flushed together after all that the event loop has to do
/// before. Whatever a handler or a task throws closes this connection and no other.
final class NettyStream extends ChannelInboundHandlerAdapter implements ByteStream {
  /// How long the remote end may take to hang up after we have said everything.
  private static final long LINGER_MILLIS = 5_000;

  private final Channel channel;
  private final HostPort remote;
  private final HostPort local;
  private final Runnable flush = this::flush;

  private @Nullable Handler handler;
  private @Nullable Throwable fault;
  private long pendingBytes;
  private boolean isFlushScheduled;
  private boolean isLingering;
  private boolean isOver;

  /// Make the stream of a connected channel, which does not read yet.
  NettyStream(Channel channel) {
    this.channel = channel;
    this.remote = endpoint(channel.remoteAddress());
    this.local = endpoint(channel.localAddress());
  }

  private static HostPort endpoint(SocketAddress address) {
    InetSocketAddress socket = (InetSocketAddress) address;
    return new HostPort(IpAddress.of(socket.getAddress()).toString(), socket.getPort());
  }

  @Override
  public HostPort remote() {
    return remote;
  }

  @Override
  public HostPort local() {
    return local;
  }

  @Override
  public void open(Handler handler) {
    this.handler = handler;
    if (isOver) {
      execute(() -> handler.closed(fault));
    } else {
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void execute(Runnable task) {
    try {
      channel.eventLoop().execute(() -> run(task));
    } catch (RejectedExecutionException _) {
      // The network is closed, and with it this stream.
    }
  }

  @Override
  public boolean isOnThread() {
    return channel.eventLoop().inEventLoop();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    try {
      var scheduled =
          channel
              .eventLoop()
              .schedule(() -> run(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
      return () -> scheduled.cancel(false);
    } catch (RejectedExecutionException _) {
      return () -> {};
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | StackOverflowError e) {
      fail(e);
    }
  }

  private void fail(Throwable cause) {
    if (fault == null) {
      fault = cause;
    }
    var _ = channel.close();
  }

  @Override
  public void write(ByteBuffer bytes) {
    int size = bytes.remaining();
    if (size == 0) {
      return;
    }
    ByteBuf copy = channel.alloc().directBuffer(size, size);
    copy.writeBytes(bytes);
    pendingBytes += size;
    channel.write(copy).addListener(_ -> written(size));
    if (!isFlushScheduled) {
      isFlushScheduled = true;
      execute(flush);
    }
  }

  private void flush() {
    isFlushScheduled = false;
    channel.flush();
  }

  private void written(int size) {
    pendingBytes -= size;
    Handler current = handler;
    if (current != null && !isOver) {
      run(current::drained);
    }
  }

  @Override
  public long pendingBytes() {
    return pendingBytes;
  }

  @Override
  public void pauseReading() {
    channel.config().setAutoRead(isLingering);
  }

  @Override
  public void resumeReading() {
    channel.config().setAutoRead(true);
  }

  @Override
  public void closeAfterFlush(Runnable done) {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(flush -> {
          boolean isHeard = flush.isSuccess() && !isOver;
          if (isHeard) {
            linger();
          } else {
            var _ = channel.close();
          }
          run(done);
          if (isHeard) {
            end();
          }
        });
  }

  /// Say that we are done, and let the remote end hang up. A socket that is closed while something comes in is reset, and
  /// what the kernel has not sent yet is lost with it.
  private void linger() {
    isLingering = true;
    channel.config().setAutoRead(true);
    if (channel instanceof DuplexChannel both) {
      both.shutdownOutput()
          .addListener(shutdown -> {
            if (!shutdown.isSuccess()) {
              var _ = channel.close();
            }
          });
    }
    var _ =
        channel
            .eventLoop()
            .schedule(
                () -> {
                  var _ = channel.close();
                },
                LINGER_MILLIS,
                TimeUnit.MILLISECONDS);
  }

  private void end() {
    if (isOver) {
      return;
    }
    isOver = true;
    Handler current = handler;
    if (current != null) {
      run(() -> current.closed(fault));
    }
  }

  @Override
  public void close() {
    if (isOnThread()) {
      if (!isLingering) {
        channel.flush();
        var _ = channel.close();
      }
    } else {
      execute(this::close);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      Handler current = handler;
      if (current != null && !isOver) {
        current.received(bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes()));
      }
    } catch (RuntimeException | StackOverflowError e) {
      fail(e);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(cause);
  }
}
