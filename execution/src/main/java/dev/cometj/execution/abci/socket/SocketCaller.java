package dev.cometj.execution.abci.socket;

import dev.cometj.chain.abci.AbciException;
import dev.cometj.chain.abci.AbciException.Reason;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.execution.abci.call.AbciMethod;
import dev.cometj.execution.abci.call.Caller;
import dev.cometj.wire.abci.RequestFlush;
import dev.cometj.wire.abci.Response;
import dev.cometj.wire.decode.MalformedMessageException;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A connection to an application behind a socket; Go's `abci/client/socket_client.go`.
///
/// Requests are pipelined. A server sends what it holds back when it gets a flush, so one follows as soon as no further
/// request waits, instead of after the original's 20 ms. The connection is made by the first call, again and again until
/// the application is there. Once it stands, its first failure is its end: every call that waits and every later one
/// fails with the same exception.
///
/// One thread connects and then writes, one reads; both may block. Usable from any thread.
public final class SocketCaller implements Caller {
  /// Between two attempts to connect, as in the original.
  private static final int RETRY_SECONDS = 3;

  /// A flush follows at the latest after so many requests, the length of the original's queue.
  private static final int MAX_BATCH = 256;

  private static final Logger LOG = System.getLogger(SocketCaller.class.getPackageName());

  private final String name;
  private final ProtocolAddress address;
  private final Executor blocking;
  private final Consumer<AbciException> lost;
  private final UntrustedDecoder<Response> decoder =
      UntrustedDecoder.of(Response.getDefaultInstance());
  private final CountDownLatch ending = new CountDownLatch(1);
  private final BlockingQueue<Optional<Outstanding<?>>> outgoing = new LinkedBlockingQueue<>();

  private final Object lock = new Object();
  private final Queue<Outstanding<?>> sent = new ArrayDeque<>(); // guarded by lock
  private boolean isStarted; // guarded by lock
  private @Nullable AbciException end; // guarded by lock
  private @Nullable MessageStream<Response> stream; // guarded by lock

  /// Make a connection, which is opened by the first call.
  ///
  /// @param name which of the four it is, for the log
  /// @param address where the application listens
  /// @param blocking gives the two threads, which are held as long as the connection stands
  /// @param lost learns of the failure that ended the connection, once, unless that was [#close]
  public SocketCaller(
      String name, ProtocolAddress address, Executor blocking, Consumer<AbciException> lost) {
    this.name = name;
    this.address = address;
    this.blocking = blocking;
    this.lost = lost;
  }

  @Override
  public <Q, R> CompletionStage<R> call(AbciMethod<Q, R> method, Q request) {
    Outstanding<R> outstanding = Outstanding.of(method, request);
    AbciException failure;
    boolean isFirst = false;
    synchronized (lock) {
      failure = end;
      if (failure == null) {
        outgoing.add(Optional.of(outstanding));
        isFirst = !isStarted;
        isStarted = true;
      }
    }
    if (failure != null) {
      outstanding.fail(failure);
    } else if (isFirst) {
      blocking.execute(this::connectAndWrite);
    }
    return outstanding.answer();
  }

  /// Close the connection; calls that wait fail.
  public void close() {
    end(new AbciException(Reason.CLOSED, "the node has closed the connection", null));
  }

  private void connectAndWrite() {
    try {
      MessageStream<Response> connected = connect();
      if (connected != null) {
        blocking.execute(() -> readAll(connected));
        writeAll(connected);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    } catch (IOException e) {
      end(failure(Reason.CONNECTION_LOST, "it broke while writing: " + e.getMessage(), e));
    }
  }

  private @Nullable MessageStream<Response> connect() throws InterruptedException {
    do {
      try {
        SocketChannel channel = address.connect();
        MessageStream<Response> connected = new MessageStream<>(channel, decoder);
        synchronized (lock) {
          if (end == null) {
            stream = connected;
            return connected;
          }
        }
        connected.close();
        return null;
      } catch (IOException e) {
        LOG.log(
            Level.ERROR,
            "abci.socketClient failed to connect to {0}.  Retrying after {1}s... connection={2} err={3}",
            address,
            RETRY_SECONDS,
            name,
            e.getMessage());
      }
    } while (!ending.await(RETRY_SECONDS, TimeUnit.SECONDS));
    return null;
  }

  private void writeAll(MessageStream<Response> connected)
      throws IOException, InterruptedException {
    while (true) {
      Optional<Outstanding<?>> next = outgoing.take();
      boolean isFlushed = false;
      for (int i = 0; next != null && i < MAX_BATCH; i++) {
        if (next.isEmpty()) {
          return;
        }
        write(connected, next.get());
        isFlushed = next.get().message().hasFlush();
        next = i + 1 < MAX_BATCH ? outgoing.poll() : null;
      }
      if (!isFlushed) {
        write(connected, Outstanding.of(AbciMethod.FLUSH, RequestFlush.getDefaultInstance()));
      }
      connected.flush();
    }
  }

  private void write(MessageStream<Response> connected, Outstanding<?> request) throws IOException {
    AbciException failure;
    synchronized (lock) {
      failure = end;
      if (failure == null) {
        sent.add(request); // before it is on its way, or the answer could come first
      }
    }
    if (failure == null) {
      connected.write(request.message());
    } else {
      request.fail(failure);
    }
  }

  private void readAll(MessageStream<Response> connected) {
    try {
      Optional<Response> response = connected.read();
      while (response.isPresent() && take(response.get())) {
        response = connected.read();
      }
      if (response.isEmpty()) {
        end(failure(Reason.CONNECTION_LOST, "the application closed it", null));
      }
    } catch (MalformedMessageException e) {
      end(failure(Reason.PROTOCOL_VIOLATED, "an answer is malformed: " + e.getMessage(), e));
    } catch (IOException e) {
      end(failure(Reason.CONNECTION_LOST, "it broke while reading: " + e.getMessage(), e));
    }
  }

  private boolean take(Response response) {
    if (response.hasException()) {
      String error = response.getException().getError();
      end(failure(Reason.APPLICATION_FAILED, "the application failed: " + error, null));
      return false;
    }
    Outstanding<?> request;
    synchronized (lock) {
      request = sent.poll();
    }
    if (request == null || !request.take(response)) {
      String expected = request == null ? "no request" : "the request " + request.method();
      AbciException failure =
          failure(
              Reason.PROTOCOL_VIOLATED,
              "unexpected response %s to %s".formatted(response.getValueCase(), expected),
              null);
      if (request != null) {
        request.fail(failure);
      }
      end(failure);
      return false;
    }
    return true;
  }

  private AbciException failure(Reason reason, String detail, @Nullable Throwable cause) {
    return new AbciException(
        reason,
        "%s connection to the application at %s ended: %s".formatted(name, address, detail),
        cause);
  }

  private void end(AbciException failure) {
    List<Outstanding<?>> waiting = new ArrayList<>();
    MessageStream<Response> open;
    synchronized (lock) {
      if (end != null) {
        return;
      }
      end = failure;
      open = stream;
      waiting.addAll(sent);
      sent.clear();
      for (Optional<Outstanding<?>> next = outgoing.poll(); next != null; next = outgoing.poll()) {
        next.ifPresent(waiting::add);
      }
      outgoing.add(Optional.empty()); // wakes the writer
    }
    ending.countDown();
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "The connection to the application did not close", e);
      }
    }
    if (failure.reason() != Reason.CLOSED) {
      lost.accept(failure);
    }
    waiting.forEach(request -> request.fail(failure));
  }
}
