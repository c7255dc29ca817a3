package dev.cometj.execution.abci;

import dev.cometj.chain.abci.Application;
import dev.cometj.execution.abci.socket.MessageStream;
import dev.cometj.execution.abci.socket.ServedConnection;
import dev.cometj.p2p.HostPort;
import dev.cometj.wire.abci.Request;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Serves an application to nodes over a socket; Go's `SocketServer` of `abci/server/socket_server.go`. With it an
/// application in Java is a process of its own, for this node as for the original.
///
/// ```java
/// try (ApplicationServer server =
///     ApplicationServer.start(ProtocolAddress.parse("tcp://127.0.0.1:26658"), application)) {
///   server.awaitEnd();
/// }
/// ```
///
/// Each connection has a virtual thread; calls of all connections come one at a time. Usable from any thread.
public final class ApplicationServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ApplicationServer.class.getPackageName());

  private static final long ACCEPT_PAUSE_MILLIS = 100;

  private final ProtocolAddress address;
  private final Application application;
  private final ServerSocketChannel listener;
  private final Lock lock = new ReentrantLock();
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch end = new CountDownLatch(1);
  private final UntrustedDecoder<Request> decoder =
      UntrustedDecoder.of(Request.getDefaultInstance());

  private ApplicationServer(
      ProtocolAddress address, Application application, ServerSocketChannel listener) {
    this.address = address;
    this.application = application;
    this.listener = listener;
  }

  /// Start serving.
  ///
  /// @param address where to listen; port 0 takes a free one. The file of a socket that nobody answers on any more is
  ///     replaced
  /// @param application whom to call, closed with the server
  /// @return the server, listening
  /// @throws IOException if the address cannot be had
  public static ApplicationServer start(ProtocolAddress address, Application application)
      throws IOException {
    ServerSocketChannel listener = listen(address);
    ApplicationServer server =
        new ApplicationServer(boundAddress(address, listener), application, listener);
    Thread.ofVirtual().name("abci-accept").start(server::acceptAll);
    return server;
  }

  private static ServerSocketChannel listen(ProtocolAddress address) throws IOException {
    try {
      return address.listen();
    } catch (BindException e) {
      if (!(address instanceof ProtocolAddress.Unix unix) || isAnswered(address)) {
        throw new BindException("cannot listen on %s: %s".formatted(address, e.getMessage()));
      }
      var _ = Files.deleteIfExists(unix.path());
      return address.listen();
    }
  }

  private static boolean isAnswered(ProtocolAddress address) {
    try (SocketChannel _ = address.connect()) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static ProtocolAddress boundAddress(ProtocolAddress address, ServerSocketChannel listener)
      throws IOException {
    return address instanceof ProtocolAddress.Tcp(HostPort asked)
            && listener.getLocalAddress() instanceof InetSocketAddress bound
        ? new ProtocolAddress.Tcp(new HostPort(asked.host(), bound.getPort()))
        : address;
  }

  /// Tell where the server listens.
  ///
  /// @return the address, with the port that was taken
  public ProtocolAddress address() {
    return address;
  }

  /// Wait until the server is closed. Blocks.
  ///
  /// @throws InterruptedException if the waiting thread is interrupted
  public void awaitEnd() throws InterruptedException {
    end.await();
  }

  private void acceptAll() {
    int number = 0;
    while (listener.isOpen()) {
      try {
        SocketChannel channel = listener.accept();
        String name = "abci-" + number++;
        LOG.log(Level.INFO, "Accepted a new connection connection={0}", name);
        Thread.ofVirtual().name(name).start(() -> serve(name, channel));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.log(Level.ERROR, "Failed to accept connection err={0}", e.getMessage());
        if (isEndedWithin(ACCEPT_PAUSE_MILLIS)) {
          return;
        }
      }
    }
  }

  /// What keeps us from accepting, such as the limit of open files, does not go away at once.
  private boolean isEndedWithin(long millis) {
    try {
      return end.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void serve(String name, SocketChannel channel) {
    connections.add(channel);
    try {
      if (listener.isOpen()) {
        new ServedConnection(name, application, lock, new MessageStream<>(channel, decoder)).run();
      }
    } finally {
      connections.remove(channel);
      closeQuietly(channel);
    }
  }

  /// Stop listening, end the connections, and close the application after the call that may run right now.
  @Override
  public void close() {
    if (end.getCount() == 0) {
      return;
    }
    closeQuietly(listener);
    connections.forEach(ApplicationServer::closeQuietly);
    lock.lock();
    try {
      if (end.getCount() > 0) {
        end.countDown();
        application.close();
      }
    } finally {
      lock.unlock();
    }
    if (address instanceof ProtocolAddress.Unix unix) {
      try {
        var _ = Files.deleteIfExists(unix.path());
      } catch (IOException e) {
        LOG.log(Level.WARNING, "Cannot remove {0}: {1}", unix.path(), e.getMessage());
      }
    }
  }

  private static void closeQuietly(AutoCloseable channel) {
    try {
      channel.close();
    } catch (Exception e) {
      LOG.log(Level.DEBUG, "Closing failed", e);
    }
  }
}
