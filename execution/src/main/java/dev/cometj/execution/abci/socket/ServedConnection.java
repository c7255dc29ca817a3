package dev.cometj.execution.abci.socket;

import dev.cometj.chain.abci.Application;
import dev.cometj.execution.abci.call.AbciMethod;
import dev.cometj.execution.abci.call.WholeMessages;
import dev.cometj.wire.abci.Request;
import dev.cometj.wire.abci.Response;
import dev.cometj.wire.abci.ResponseException;
import dev.cometj.wire.decode.MalformedMessageException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/// One connection of a node to an application that this process serves; `handleRequests` and `handleResponses` of Go's
/// `abci/server/socket_server.go`.
///
/// Answers are held back until the node flushes, or the buffer is full. A call that fails is answered with an
/// exception, and the connection ends: a node cannot go on without the answer.
///
/// @param name for the log
/// @param application whom to call
/// @param lock held during each call, shared by all connections
/// @param stream the connection
public record ServedConnection(
    String name, Application application, Lock lock, MessageStream<Request> stream)
    implements Runnable {
  private static final Logger LOG = System.getLogger(ServedConnection.class.getPackageName());

  /// Serve until the node or a failure ends the connection. Blocks.
  @Override
  public void run() {
    try (stream) {
      Optional<Request> request = stream.read();
      while (request.isPresent() && serve(request.get())) {
        request = stream.read();
      }
      LOG.log(Level.INFO, "Connection closed connection={0}", name);
    } catch (IOException | MalformedMessageException e) {
      LOG.log(Level.ERROR, "Connection failed connection={0} err={1}", name, e.getMessage());
    }
  }

  private boolean serve(Request request) throws IOException {
    Response response = answer(request);
    stream.write(response);
    if (response.hasFlush() || response.hasException()) {
      stream.flush();
    }
    return !response.hasException();
  }

  private Response answer(Request request) {
    Optional<AbciMethod<?, ?>> method = AbciMethod.of(request);
    if (method.isEmpty()) {
      return exception("unknown request from client");
    }
    lock.lock();
    try {
      return method.get().serve(application, WholeMessages.complete(request));
    } catch (
        Throwable
            e) { // the application's failure, of whatever kind, goes to the node that has to halt
      LOG.log(Level.ERROR, "The application failed in " + method.get(), e);
      return exception(e.toString());
    } finally {
      lock.unlock();
    }
  }

  private static Response exception(String error) {
    return Response.newBuilder()
        .setException(ResponseException.newBuilder().setError(error))
        .build();
  }
}
