package dev.cometj.execution.abci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.cometj.chain.abci.AbciException;
import dev.cometj.chain.abci.AbciException.Reason;
import dev.cometj.chain.abci.Application;
import dev.cometj.execution.abci.socket.MessageStream;
import dev.cometj.execution.kvstore.KvStoreApplication;
import dev.cometj.p2p.HostPort;
import dev.cometj.wire.abci.Request;
import dev.cometj.wire.abci.RequestCheckTx;
import dev.cometj.wire.abci.RequestFinalizeBlock;
import dev.cometj.wire.abci.RequestInfo;
import dev.cometj.wire.abci.RequestListSnapshots;
import dev.cometj.wire.abci.RequestLoadSnapshotChunk;
import dev.cometj.wire.abci.Response;
import dev.cometj.wire.abci.ResponseCheckTx;
import dev.cometj.wire.abci.ResponseEcho;
import dev.cometj.wire.abci.ResponseFlush;
import dev.cometj.wire.abci.ResponseInfo;
import dev.cometj.wire.abci.ResponseLoadSnapshotChunk;
import dev.cometj.wire.decode.UntrustedDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SocketTest {
  private static final ProtocolAddress ANY = ProtocolAddress.parse("tcp://127.0.0.2:0");

  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    blocking.close();
  }

  private ApplicationServer serve(ProtocolAddress address, Application application)
      throws IOException {
    ApplicationServer server = ApplicationServer.start(address, application);
    open.add(server);
    return server;
  }

  private ApplicationConnections connect(ProtocolAddress address) {
    ApplicationConnections connections = ApplicationConnections.overSocket(address, blocking);
    open.addFirst(connections);
    return connections;
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static AbciException failureOf(CompletionStage<?> stage) throws Exception {
    try {
      throw new AssertionError("ended with " + await(stage));
    } catch (ExecutionException e) {
      return (AbciException) e.getCause();
    }
  }

  private static RequestCheckTx check(String transaction) {
    return RequestCheckTx.newBuilder().setTx(ByteString.copyFromUtf8(transaction)).build();
  }

  /// A server that answers each message by a script, and then hangs up.
  private ProtocolAddress scripted(Response... answers) throws IOException {
    ServerSocketChannel listener = ANY.listen();
    open.add(listener);
    blocking.execute(() -> {
      try (SocketChannel channel = listener.accept()) {
        var stream =
            new MessageStream<>(channel, UntrustedDecoder.of(Request.getDefaultInstance()));
        for (Response answer : answers) {
          stream.read();
          stream.write(answer);
          stream.flush();
        }
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
    int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    return new ProtocolAddress.Tcp(new HostPort("127.0.0.2", port));
  }

  @Test
  void fourConnectionsReachOneApplication() throws Exception {
    var connections = connect(serve(ANY, KvStoreApplication.inMemory()).address());
    assertThat(await(connections.query().echo("hello")).getMessage()).isEqualTo("hello");
    assertThat(await(connections.mempool().checkTx(check("a=b"))).getCode()).isZero();
    var block =
        RequestFinalizeBlock.newBuilder().setHeight(1).addTxs(ByteString.copyFromUtf8("a=b"));
    var results = await(connections.consensus().finalizeBlock(block.build()));
    assertThat(results.getAppHash())
        .isEqualTo(ByteString.copyFrom(new byte[] {2, 0, 0, 0, 0, 0, 0, 0}));
    await(connections.consensus().commit());
    assertThat(
            await(connections.query().info(RequestInfo.getDefaultInstance())).getLastBlockHeight())
        .isEqualTo(1);
    assertThat(
            await(connections.snapshot().listSnapshots(RequestListSnapshots.getDefaultInstance()))
                .getSnapshotsCount())
        .isZero();
  }

  @Test
  void aSocketInTheFileSystemWorksAndAStaleFileIsReplaced(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("app.sock");
    ProtocolAddress address = ProtocolAddress.parse("unix://" + file);
    address.listen().close(); // leaves its file behind, as a killed server does
    assertThat(file).exists();
    var server = serve(address, KvStoreApplication.inMemory());
    assertThat(await(connect(address).query().echo("x")).getMessage()).isEqualTo("x");
    assertThatThrownBy(() -> ApplicationServer.start(address, KvStoreApplication.inMemory()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on unix://");
    server.close();
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void thousandsOfCallsInARowKeepTheirOrder() throws Exception {
    var seen = new ArrayList<String>();
    var connections =
        connect(
            serve(
                    ANY,
                    new Application() {
                      @Override
                      public ResponseCheckTx checkTx(RequestCheckTx request) {
                        seen.add(request.getTx().toStringUtf8());
                        return ResponseCheckTx.newBuilder().setData(request.getTx()).build();
                      }
                    })
                .address());
    List<CompletionStage<ResponseCheckTx>> answers = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      answers.add(connections.mempool().checkTx(check("tx" + i)));
    }
    await(connections.mempool().flush());
    for (int i = 0; i < answers.size(); i++) {
      assertThat(await(answers.get(i)).getData().toStringUtf8()).isEqualTo("tx" + i);
      assertThat(seen.get(i)).isEqualTo("tx" + i);
    }
  }

  @Test
  void largeAnswersArrive() throws Exception {
    ByteString chunk = ByteString.copyFrom(new byte[16_000_000]);
    var connections =
        connect(
            serve(
                    ANY,
                    new Application() {
                      @Override
                      public ResponseLoadSnapshotChunk loadSnapshotChunk(
                          RequestLoadSnapshotChunk request) {
                        return ResponseLoadSnapshotChunk.newBuilder().setChunk(chunk).build();
                      }
                    })
                .address());
    var answer =
        connections.snapshot().loadSnapshotChunk(RequestLoadSnapshotChunk.getDefaultInstance());
    assertThat(await(answer).getChunk()).isEqualTo(chunk);
  }

  @Test
  void callsWaitForAnApplicationThatIsNotThereYet() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
      port = free.getLocalPort();
    }
    ProtocolAddress address = new ProtocolAddress.Tcp(new HostPort("127.0.0.2", port));
    var answer = connect(address).query().echo("early");
    serve(address, KvStoreApplication.inMemory());
    assertThat(await(answer).getMessage()).isEqualTo("early");
  }

  @Test
  @DisplayName("F18 an application that fails ends every call with one clear line")
  void anApplicationThatFailsEndsTheConnection() throws Exception {
    var connections =
        connect(
            serve(
                    ANY,
                    new Application() {
                      @Override
                      public ResponseInfo info(RequestInfo request) {
                        throw new IllegalStateException("boom");
                      }
                    })
                .address());
    var failure = failureOf(connections.query().info(RequestInfo.getDefaultInstance()));
    assertThat(failure.reason()).isEqualTo(Reason.APPLICATION_FAILED);
    assertThat(failure)
        .hasMessageContaining("query connection to the application at tcp://127.0.0.2:")
        .hasMessageContaining("boom");
    assertThat(await(connections.lost())).isSameAs(failure);
    assertThat(failureOf(connections.query().echo("again"))).isSameAs(failure);
  }

  @Test
  @DisplayName("F18 an application that dies ends the calls that wait for it")
  void anApplicationThatDiesEndsTheConnection() throws Exception {
    var reached = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var server =
        serve(
            ANY,
            new Application() {
              @Override
              public ResponseInfo info(RequestInfo request) {
                reached.countDown();
                try {
                  release.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                return ResponseInfo.getDefaultInstance();
              }
            });
    var connections = connect(server.address());
    var answer = connections.query().info(RequestInfo.getDefaultInstance());
    reached.await();
    blocking.execute(server::close);
    assertThat(failureOf(answer).reason()).isEqualTo(Reason.CONNECTION_LOST);
    release.countDown();
    assertThat(await(connections.lost()).getMessage()).doesNotContain("\n");
  }

  @Test
  void anAnswerToAnotherRequestEndsTheConnection() throws Exception {
    var address =
        scripted(Response.newBuilder().setCheckTx(ResponseCheckTx.getDefaultInstance()).build());
    var failure = failureOf(connect(address).query().echo("x"));
    assertThat(failure.reason()).isEqualTo(Reason.PROTOCOL_VIOLATED);
    assertThat(failure).hasMessageContaining("CHECK_TX").hasMessageContaining("ECHO");
  }

  @Test
  void anAnswerThatNobodyAskedForEndsTheConnection() throws Exception {
    var flush = Response.newBuilder().setFlush(ResponseFlush.getDefaultInstance()).build();
    var echo = Response.newBuilder().setEcho(ResponseEcho.newBuilder().setMessage("x")).build();
    ServerSocketChannel listener = ANY.listen();
    open.add(listener);
    blocking.execute(() -> {
      try (SocketChannel channel = listener.accept()) {
        var stream =
            new MessageStream<>(channel, UntrustedDecoder.of(Request.getDefaultInstance()));
        stream.write(echo);
        stream.write(flush);
        stream.write(flush);
        stream.flush();
        Optional<Request> next = stream.read();
        while (next.isPresent()) {
          next = stream.read();
        }
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
    int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    var connections = connect(new ProtocolAddress.Tcp(new HostPort("127.0.0.2", port)));
    connections.query().echo("x");
    assertThat(await(connections.lost()).reason()).isEqualTo(Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void whatWaitsFailsWhenTheNodeCloses() throws Exception {
    var connections =
        ApplicationConnections.overSocket(ProtocolAddress.parse("127.0.0.2:1"), blocking);
    var answer = connections.query().echo("never");
    connections.close();
    assertThat(failureOf(answer).reason()).isEqualTo(Reason.CLOSED);
    assertThat(connections.lost().toCompletableFuture()).isNotDone();
  }

  @Test
  void aRequestOfNoKindGetsAnException() throws Exception {
    var server = serve(ANY, KvStoreApplication.inMemory());
    try (SocketChannel channel = server.address().connect()) {
      var stream = new MessageStream<>(channel, UntrustedDecoder.of(Response.getDefaultInstance()));
      stream.write(Request.getDefaultInstance());
      stream.flush();
      assertThat(stream.read().orElseThrow().getException().getError())
          .isEqualTo("unknown request from client");
      assertThat(stream.read()).isEmpty();
    }
  }

  @Test
  void addressesAreReadAsTheOriginalReadsThem() {
    assertThat(ProtocolAddress.parse("127.0.0.1:26658")).hasToString("tcp://127.0.0.1:26658");
    assertThat(ProtocolAddress.parse("tcp://[::1]:5")).hasToString("tcp://[::1]:5");
    assertThat(ProtocolAddress.parse("unix:///run/a.sock"))
        .isEqualTo(new ProtocolAddress.Unix(Path.of("/run/a.sock")));
    for (String wrong : List.of("udp://127.0.0.1:1", "unix://", "tcp://127.0.0.1", "kvstore")) {
      assertThatThrownBy(() -> ProtocolAddress.parse(wrong)).hasMessageContaining(wrong);
    }
  }
}
