package dev.cometj.node.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Serves HTTP on any number of addresses. Usable from any thread.
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HttpServer.class.getPackageName());

  private final EventLoopGroup loop;
  private final List<Channel> listeners = new ArrayList<>();

  private HttpServer(String name) {
    loop =
        new MultiThreadIoEventLoopGroup(
            1, Thread.ofPlatform().daemon().name(name).factory(), NioIoHandler.newFactory());
  }

  /// Starts a server.
  ///
  /// @param name for thread names
  /// @param addresses where to listen; port 0 picks a free one
  /// @param limits what clients may hold
  /// @param tls the certificate, or empty for plain HTTP
  /// @param service answers
  /// @return the server, listening on all addresses
  /// @throws BindFailure if it cannot listen on one of them; then it listens on none
  public static HttpServer start(
      String name,
      List<SocketAddress> addresses,
      HttpLimits limits,
      Optional<SslContext> tls,
      HttpService service)
      throws BindFailure {
    HttpServer server = new HttpServer(name);
    for (SocketAddress address : addresses) {
      try {
        server.listen(address, limits, tls, service);
      } catch (BindFailure e) {
        server.close();
        throw e;
      }
    }
    return server;
  }

  /// Tells where it listens.
  ///
  /// @return addresses with the ports that were picked, in the order given
  public List<SocketAddress> addresses() {
    return listeners.stream().map(Channel::localAddress).toList();
  }

  private void listen(
      SocketAddress address, HttpLimits limits, Optional<SslContext> tls, HttpService service)
      throws BindFailure {
    boolean isUnix = address instanceof UnixDomainSocketAddress;
    Class<? extends ServerChannel> type =
        isUnix ? NioServerDomainSocketChannel.class : NioServerSocketChannel.class;
    AtomicLong bodyBytes = new AtomicLong();
    HttpDate date = new HttpDate(); // the loop has one thread
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(type)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(1))
            .option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
            .childOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
            .handler(new ConnectionLimit(limits.connections()))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    tls.ifPresent(t -> channel.pipeline().addLast(t.newHandler(channel.alloc())));
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(
                                new HttpDecoderConfig()
                                    .setMaxInitialLineLength(limits.headerBytes())
                                    .setMaxHeaderSize(limits.headerBytes())),
                            new HttpConnection(limits, bodyBytes, service, date));
                  }
                });
    if (!isUnix) {
      bootstrap.option(ChannelOption.SO_REUSEADDR, true);
    }
    var bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new BindFailure(address, bound.cause());
    }
    listeners.add(bound.channel());
  }

  /// Stops listening and closes all connections.
  @Override
  public void close() {
    for (Channel listener : listeners) {
      SocketAddress address = listener.localAddress();
      listener.close().awaitUninterruptibly();
      if (address instanceof UnixDomainSocketAddress unix) {
        try {
          Files.deleteIfExists(unix.getPath());
        } catch (IOException e) {
          LOG.log(Level.DEBUG, "Cannot remove the socket path={0} err={1}", unix, e.getMessage());
        }
      }
    }
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }

  /// An address that cannot be listened on.
  public static final class BindFailure extends Exception {
    private static final long serialVersionUID = 1L;

    BindFailure(SocketAddress address, Throwable cause) {
      super(describe(address) + ": " + reason(cause), cause);
    }

    private static String describe(SocketAddress address) {
      return switch (address) {
        case InetSocketAddress inet -> inet.getHostString() + ":" + inet.getPort();
        default -> address.toString();
      };
    }

    private static String reason(Throwable cause) {
      String message = cause.getMessage();
      return message == null ? cause.getClass().getSimpleName() : message;
    }
  }
}
