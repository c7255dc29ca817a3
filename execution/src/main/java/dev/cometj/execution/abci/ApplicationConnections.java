package dev.cometj.execution.abci;

import dev.cometj.chain.abci.AbciException;
import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.abci.Application;
import dev.cometj.chain.abci.ConsensusConnection;
import dev.cometj.chain.abci.MempoolConnection;
import dev.cometj.chain.abci.QueryConnection;
import dev.cometj.chain.abci.SnapshotConnection;
import dev.cometj.execution.abci.call.Caller;
import dev.cometj.execution.abci.call.CallerConsensus;
import dev.cometj.execution.abci.call.CallerMempool;
import dev.cometj.execution.abci.call.CallerQuery;
import dev.cometj.execution.abci.call.CallerSnapshot;
import dev.cometj.execution.abci.local.ApplicationTurns;
import dev.cometj.execution.abci.local.Lane;
import dev.cometj.execution.abci.local.LocalCaller;
import dev.cometj.execution.abci.local.OpenedOnce;
import dev.cometj.execution.abci.socket.SocketCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/// The connections of a node to its application; the `ClientCreator` of Go's `proxy/client.go` together with its
/// `proxy/multi_app_conn.go`. Usable from any thread.
public final class ApplicationConnections implements AppConnections, AutoCloseable {
  private final ConsensusConnection consensus;
  private final MempoolConnection mempool;
  private final QueryConnection query;
  private final SnapshotConnection snapshot;
  private final CompletableFuture<AbciException> lost;
  private final Runnable close;

  private ApplicationConnections(
      Function<Lane, Caller> callers, CompletableFuture<AbciException> lost, Runnable close) {
    consensus = new CallerConsensus(callers.apply(Lane.CONSENSUS));
    mempool = new CallerMempool(callers.apply(Lane.MEMPOOL));
    query = new CallerQuery(callers.apply(Lane.QUERY));
    snapshot = new CallerSnapshot(callers.apply(Lane.SNAPSHOT));
    this.lost = lost;
    this.close = close;
  }

  /// Join an application in this process. One call at a time is let in, of all four connections together; those of
  /// consensus go first.
  ///
  /// @param application the application, which is closed with the connections
  /// @param blocking where it is called
  /// @return the connections
  public static ApplicationConnections inProcess(Application application, Executor blocking) {
    return local(new OpenedOnce(application), false, blocking);
  }

  /// Join an application in this process that can take calls of several connections at once, as one behind a socket has
  /// to. One call at a time is let in by each connection; the original's `_connsync`.
  ///
  /// @param application the application, which is closed with the connections
  /// @param blocking where it is called
  /// @return the connections
  public static ApplicationConnections inProcessByConnection(
      Application application, Executor blocking) {
    return local(new OpenedOnce(application), true, blocking);
  }

  /// Join an application in this process that is opened by the first call to it.
  ///
  /// @param open opens the application; may block, and may throw, which fails the call
  /// @param isByConnection whether each connection is let in by itself, or all take turns
  /// @param blocking where it is opened and called
  /// @return the connections
  public static ApplicationConnections inProcess(
      Supplier<? extends Application> open, boolean isByConnection, Executor blocking) {
    return local(new OpenedOnce(open), isByConnection, blocking);
  }

  private static ApplicationConnections local(
      OpenedOnce application, boolean isByConnection, Executor blocking) {
    ApplicationTurns shared = new ApplicationTurns(blocking);
    AtomicBoolean isClosed = new AtomicBoolean();
    return new ApplicationConnections(
        lane -> {
          ApplicationTurns own = isByConnection ? new ApplicationTurns(blocking) : shared;
          return new LocalCaller(application, own, lane, isClosed);
        },
        new CompletableFuture<>(),
        () -> {
          if (!isClosed.getAndSet(true)) {
            shared.take(Lane.CONSENSUS, application::close);
          }
        });
  }

  /// Join an application behind a socket.
  ///
  /// @param address where it listens
  /// @param blocking gives the threads that read and write, two for each connection
  /// @return the connections
  public static ApplicationConnections overSocket(ProtocolAddress address, Executor blocking) {
    CompletableFuture<AbciException> lost = new CompletableFuture<>();
    List<SocketCaller> callers = new ArrayList<>();
    return new ApplicationConnections(
        lane -> {
          String name = lane.name().toLowerCase(Locale.ROOT);
          SocketCaller caller = new SocketCaller(name, address, blocking, lost::complete);
          callers.add(caller);
          return caller;
        },
        lost,
        () -> callers.forEach(SocketCaller::close));
  }

  @Override
  public ConsensusConnection consensus() {
    return consensus;
  }

  @Override
  public MempoolConnection mempool() {
    return mempool;
  }

  @Override
  public QueryConnection query() {
    return query;
  }

  @Override
  public SnapshotConnection snapshot() {
    return snapshot;
  }

  @Override
  public CompletionStage<AbciException> lost() {
    return lost.minimalCompletionStage();
  }

  /// Close the connections. What waits fails; an application in this process is closed behind the call that may run right
  /// now, unless connections are let in by themselves. Does not wait.
  @Override
  public void close() {
    close.run();
  }
}
