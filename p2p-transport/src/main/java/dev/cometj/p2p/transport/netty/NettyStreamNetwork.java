package dev.cometj.p2p.transport.netty;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.StreamNetwork;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// TCP. All connections of a network share at most four event loops, which are started by the first use and never
/// block.
public final class NettyStreamNetwork implements StreamNetwork {
  private static final int MAX_THREADS = 4;
  private static final System.Logger LOGGER = System.getLogger(NettyStreamNetwork.class.getName());

  private final Map<EventLoop, WriteBuffers> writeBuffers = new ConcurrentHashMap<>();
  private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
  private final Object lock = new Object();
  private final SocketKind sockets;
  private final ByteBufAllocator buffers;

  // Guarded by lock.
  private @Nullable EventLoopGroup loops;
  private boolean isClosed;

  /// Make a network. Nothing is opened or started before it is used.
  public NettyStreamNetwork() {
    this(SocketKind.best());
  }

  NettyStreamNetwork(SocketKind sockets) {
    this(sockets, ByteBufAllocator.DEFAULT);
  }

  NettyStreamNetwork(SocketKind sockets, ByteBufAllocator buffers) {
    this.sockets = sockets;
    this.buffers = buffers;
  }

  private EventLoopGroup loops() throws IOException {
    synchronized (lock) {
      if (isClosed) {
        throw new IOException("the network is closed");
      }
      if (loops == null) {
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
        loops =
            new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("cometj-p2p", true), sockets.handlers());
      }
      return loops;
    }
  }

  @Override
  public CompletionStage<HostPort> listen(
      HostPort address, Consumer<ByteStream> accepted, Consumer<Throwable> failed) {
    CompletableFuture<HostPort> bound = new CompletableFuture<>();
    try {
      ChannelFuture binding =
          new ServerBootstrap()
              .group(loops())
              .channel(sockets.server())
              .option(ChannelOption.SO_REUSEADDR, true)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childOption(ChannelOption.SO_KEEPALIVE, true)
              .childOption(ChannelOption.AUTO_READ, false)
              .childOption(ChannelOption.ALLOCATOR, buffers)
              .handler(new AcceptFailures(failed))
              .childHandler(initializer(accepted))
              .bind(socketAddress(address));
      binding.addListener(_ -> bound(address, binding, bound));
    } catch (IOException e) {
      bound.completeExceptionally(e);
    }
    return bound;
  }

  private void bound(HostPort address, ChannelFuture binding, CompletableFuture<HostPort> result) {
    if (binding.isSuccess()) {
      track(binding.channel());
      InetSocketAddress socket = (InetSocketAddress) binding.channel().localAddress();
      result.complete(new HostPort(address.host(), socket.getPort()));
    } else {
      result.completeExceptionally(failure("cannot listen on " + address, binding.cause()));
    }
  }

  @Override
  public CompletionStage<ByteStream> connect(HostPort address, Duration timeout) {
    CompletableFuture<ByteStream> connected = new CompletableFuture<>();
    try {
      ChannelFuture connecting =
          new Bootstrap()
              .group(loops())
              .channel(sockets.client())
              .option(ChannelOption.TCP_NODELAY, true)
              .option(ChannelOption.SO_KEEPALIVE, true)
              .option(ChannelOption.AUTO_READ, false)
              .option(ChannelOption.ALLOCATOR, buffers)
              .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis(timeout))
              .handler(initializer(connected::complete))
              .connect(socketAddress(address));
      connecting.addListener(_ -> {
        if (!connecting.isSuccess()) {
          connected.completeExceptionally(
              failure("cannot connect to " + address, connecting.cause()));
        }
      });
    } catch (IOException e) {
      connected.completeExceptionally(e);
    }
    return connected;
  }

  /// Turn each channel into a stream as soon as it is connected, on its own event loop.
  private ChannelInitializer<Channel> initializer(Consumer<ByteStream> connected) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        track(channel);
        channel.pipeline().addLast(new Connected(connected));
      }
    };
  }

  /// Waits for a channel to be connected and leaves its place to the stream.
  private final class Connected extends ChannelInboundHandlerAdapter {
    private final Consumer<ByteStream> connected;

    Connected(Consumer<ByteStream> connected) {
      this.connected = connected;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      try {
        Channel channel = context.channel();
        NettyStream stream =
            new NettyStream(
                channel,
                writeBuffers.computeIfAbsent(channel.eventLoop(), _ -> new WriteBuffers()));
        context.pipeline().replace(this, "stream", stream);
        connected.accept(stream);
      } catch (RuntimeException e) {
        LOGGER.log(Level.DEBUG, "a connection was given up before it was used", e);
        var _ = context.channel().close();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }

  private void track(Channel channel) {
    channels.add(channel);
    channel.closeFuture().addListener(_ -> channels.remove(channel));
    synchronized (lock) {
      if (isClosed) {
        var _ = channel.close();
      }
    }
  }

  private static InetSocketAddress socketAddress(HostPort address) throws IOException {
    if (address.host().isEmpty()) {
      return new InetSocketAddress(address.port());
    }
    Optional<IpAddress> ip = IpAddress.parse(address.host());
    if (ip.isEmpty()) {
      throw new IOException("'" + address.host() + "' is not an IP address");
    }
    return new InetSocketAddress(ip.get().toInetAddress(), address.port());
  }

  private static int millis(Duration timeout) {
    return Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
  }

  private static IOException failure(String what, Throwable cause) {
    return new IOException(what + ": " + cause.getMessage(), cause);
  }

  @Override
  public CompletionStage<Void> close() {
    CompletableFuture<Void> released = new CompletableFuture<>();
    EventLoopGroup running;
    synchronized (lock) {
      isClosed = true;
      running = loops;
      loops = null;
    }
    if (running == null) {
      released.complete(null);
      return released;
    }
    for (Channel channel : channels) {
      var _ = channel.close();
    }
    var _ =
        running
            .shutdownGracefully(0, 1, TimeUnit.SECONDS)
            .addListener(_ -> released.complete(null));
    return released;
  }
}
