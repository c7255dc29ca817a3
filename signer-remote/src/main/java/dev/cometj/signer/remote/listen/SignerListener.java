package dev.cometj.signer.remote.listen;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.signer.remote.stream.Deadlines;
import dev.cometj.signer.remote.stream.SignerStream;
import dev.cometj.wire.privval.Message;
import dev.cometj.wire.privval.PingRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Listens for the signer and keeps one connection to it; Go's `privval/signer_listener_endpoint.go`.
///
/// The next connection is accepted only when there is none, so a second signer waits for the first one's end. A
/// connection that fails is dropped at once and the next one accepted, where the original waits for a ping to fail.
///
/// Usable from any thread that may block; requests are served one at a time.
public final class SignerListener implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SignerListener.class.getPackageName());
  private static final Message PING =
      Message.newBuilder().setPingRequest(PingRequest.getDefaultInstance()).build();

  private final ProtocolAddress address;
  private final ServerSocketChannel listener;
  private final SignerTimes times;
  private final NodeRuntime runtime;
  private final Mailbox timer;
  private final Deadlines deadlines;
  private final Ed25519PrivateKey key;

  /// Held for a request and its answer.
  private final ReentrantLock requests = new ReentrantLock();

  private final ReentrantLock state = new ReentrantLock();
  private final Condition changed = state.newCondition();
  private @Nullable SignerStream connection; // guarded by state
  private boolean isClosed; // guarded by state
  private volatile long lastAnswer;
  private final AtomicLong answers = new AtomicLong();

  private SignerListener(
      ProtocolAddress address,
      ServerSocketChannel listener,
      SignerTimes times,
      NodeRuntime runtime) {
    this.address = address;
    this.listener = listener;
    this.times = times;
    this.runtime = runtime;
    timer = runtime.mailbox("signer");
    deadlines = new Deadlines(timer, times.readWrite());
    key = Ed25519PrivateKey.generate(runtime.random("signer-connection"));
    lastAnswer = runtime.nanoTime();
  }

  /// Start listening. Blocks.
  ///
  /// @param address where; port 0 takes a free one. A socket's file that was left behind is replaced
  /// @param times how long to wait for what
  /// @param runtime gives threads, timers and randomness
  /// @return the listener
  /// @throws IOException if the address cannot be had
  public static SignerListener start(
      ProtocolAddress address, SignerTimes times, NodeRuntime runtime) throws IOException {
    if (address instanceof ProtocolAddress.Unix unix) {
      var _ = Files.deleteIfExists(unix.path());
    }
    SignerListener started = new SignerListener(address, address.listen(), times, runtime);
    runtime.blocking().execute(started::acceptAll);
    started.schedulePing(times.ping());
    return started;
  }

  /// Tell where the listener listens.
  ///
  /// @return the address, with the port that was taken
  /// @throws IOException if it is closed
  public ProtocolAddress address() throws IOException {
    return address instanceof ProtocolAddress.Tcp(HostPort asked)
            && listener.getLocalAddress() instanceof InetSocketAddress bound
        ? new ProtocolAddress.Tcp(new HostPort(asked.host(), bound.getPort()))
        : address;
  }

  private void acceptAll() {
    RandomGenerator random = runtime.random("signer-handshake");
    try {
      while (awaitNoConnection()) {
        LOG.log(Level.INFO, "SignerListener: Listening for new connection");
        SocketChannel channel = listener.accept();
        try {
          take(SignerStream.over(address, channel, key, random, deadlines));
        } catch (IOException e) {
          LOG.log(
              Level.ERROR, "SignerListener: Error accepting connection err={0}", e.getMessage());
        }
      }
    } catch (IOException e) {
      if (!isClosed()) {
        LOG.log(Level.ERROR, "SignerListener: cannot listen any more err={0}", e.getMessage());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitNoConnection() throws InterruptedException {
    state.lock();
    try {
      while (connection != null && !isClosed) {
        changed.await();
      }
      return !isClosed;
    } finally {
      state.unlock();
    }
  }

  private void take(SignerStream stream) throws IOException {
    state.lock();
    try {
      if (isClosed) {
        stream.close();
        return;
      }
      connection = stream;
      changed.signalAll();
    } finally {
      state.unlock();
    }
    LOG.log(Level.INFO, "SignerListener: Connected");
  }

  /// Ask the signer, waiting for its connection and its answer as long as [SignerTimes] says. Blocks.
  ///
  /// @param request the request
  /// @return the answer
  /// @throws IOException if there is no connection, or it fails; then it is dropped
  /// @throws InterruptedException if the thread is interrupted
  public Message ask(Message request) throws IOException, InterruptedException {
    requests.lockInterruptibly();
    try {
      SignerStream stream = awaitConnection();
      try {
        stream.write(request);
        Message answer = stream.read();
        lastAnswer = runtime.nanoTime();
        var _ = answers.incrementAndGet();
        return answer;
      } catch (IOException e) {
        drop(stream);
        throw e;
      }
    } finally {
      requests.unlock();
    }
  }

  /// Count the answers, those to pings too.
  ///
  /// @return how many there were
  public long answers() {
    return answers.get();
  }

  /// Drop the present connection, for an answer that makes no sense.
  void drop() {
    state.lock();
    try {
      if (connection != null) {
        drop(connection);
      }
    } finally {
      state.unlock();
    }
  }

  private SignerStream awaitConnection() throws IOException, InterruptedException {
    long left = times.connect().toNanos();
    state.lock();
    try {
      while (connection == null && !isClosed && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (isClosed || connection == null) {
        throw new IOException(
            isClosed ? "the node has stopped" : "the signer has not connected to " + address);
      }
      return connection;
    } finally {
      state.unlock();
    }
  }

  private void drop(SignerStream stream) {
    state.lock();
    try {
      stream.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The connection to the signer did not close", e);
    } finally {
      if (connection == stream) {
        connection = null;
        changed.signalAll();
      }
      state.unlock();
    }
  }

  /// A ping is due so long after the last answer; requests are answers enough.
  private void schedulePing(Duration delay) {
    var _ = timer.schedule(delay, () -> runtime.blocking().execute(this::pingIfIdle));
  }

  private void pingIfIdle() {
    if (isClosed()) {
      return;
    }
    long idle = runtime.nanoTime() - lastAnswer;
    if (isConnected() && idle >= times.ping().toNanos()) {
      try {
        var _ = ask(PING);
      } catch (IOException e) {
        LOG.log(Level.ERROR, "SignerListener: Ping timeout err={0}", e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    long next = times.ping().toNanos() - (runtime.nanoTime() - lastAnswer);
    schedulePing(next > 0 ? Duration.ofNanos(next) : times.ping());
  }

  private boolean isConnected() {
    state.lock();
    try {
      return connection != null;
    } finally {
      state.unlock();
    }
  }

  private boolean isClosed() {
    state.lock();
    try {
      return isClosed;
    } finally {
      state.unlock();
    }
  }

  /// Wait a moment, or less if the listener is closed. Blocks.
  ///
  /// @param time how long
  /// @return false if the listener is closed
  /// @throws InterruptedException if the thread is interrupted
  boolean pause(Duration time) throws InterruptedException {
    long left = time.toNanos();
    state.lock();
    try {
      while (!isClosed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !isClosed;
    } finally {
      state.unlock();
    }
  }

  /// Stop listening and drop the connection.
  @Override
  public void close() {
    state.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      state.unlock();
    }
    drop();
    timer.close();
    try {
      listener.close();
      if (address instanceof ProtocolAddress.Unix unix) {
        var _ = Files.deleteIfExists(unix.path());
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The listener for the signer did not close err={0}", e.getMessage());
    }
  }
}
