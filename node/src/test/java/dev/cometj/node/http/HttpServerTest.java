package dev.cometj.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {
  private static final HttpLimits LIMITS =
      new HttpLimits(0, 1000, 100, 250, Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final HttpService echo =
      query ->
          HttpReply.of(
              200, "text/plain", query.method() + " " + query.path() + " [" + query.body() + "]");
  private HttpServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  @DisplayName("requests on one connection are answered in order, pipelined ones too")
  void keepAlive() throws IOException {
    start(LIMITS, echo);
    try (Socket client = connect()) {
      send(client, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
      send(
          client,
          "POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhiGET /c%20d?x=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      String all = readAll(client);

      assertThat(all).containsSubsequence("GET /a []", "POST /b [hi]", "GET /c d []");
      assertThat(all).contains("Content-Type: text/plain", "Date: ", "Connection: close");
    }
  }

  @Test
  @DisplayName("HEAD gets the headers of GET and no body")
  void head() throws IOException {
    start(LIMITS, echo);
    String reply = exchange("HEAD /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(reply).contains("Content-Length: 10").endsWith("\r\n\r\n");
  }

  @Test
  @DisplayName("a body over the limit is refused, announced or not, and the connection ends")
  void bodyLimit() throws IOException {
    start(LIMITS, echo);
    String body = "x".repeat(101);
    assertThat(exchange("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
    assertThat(
            exchange(
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n"
                    + body
                    + "\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
    assertThat(
            exchange(
                "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 100\r\n\r\n"
                    + body.substring(1)))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  @DisplayName("all unfinished bodies together are limited, and the room comes back")
  void allBodies() throws IOException {
    start(LIMITS, echo);
    String head = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 100\r\n\r\n";
    try (Socket first = connect();
        Socket second = connect();
        Socket third = connect()) {
      send(first, head + "x".repeat(99));
      send(second, head + "x".repeat(99));
      waitForBytes(198);
      send(third, head + "x".repeat(99));
      assertThat(readAll(third)).startsWith("HTTP/1.1 503 ");
      send(first, "y");
      assertThat(readAll(first)).startsWith("HTTP/1.1 200 ");
      send(second, "y");
      assertThat(readAll(second)).startsWith("HTTP/1.1 200 ");
    }
    assertThat(exchange(head + "x".repeat(100))).startsWith("HTTP/1.1 200 ");
  }

  /// Bytes arrive some time after they were sent: another request that is answered has come later.
  private void waitForBytes(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      exchange("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      if (i > 3) {
        return;
      }
    }
  }

  @Test
  @DisplayName("headers over the limit and what is no HTTP are refused")
  void badHeads() throws IOException {
    start(LIMITS, echo);
    assertThat(exchange("GET / HTTP/1.1\r\nX: " + "y".repeat(2000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
    assertThat(exchange("GET /" + "y".repeat(2000) + " HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
    assertThat(exchange("what is this\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(exchange("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  @DisplayName("who is slow to ask, or to go on, is cut off")
  void slowClients() throws IOException {
    start(new HttpLimits(0, 1000, 100, 250, Duration.ofMillis(200), Duration.ofMinutes(1)), echo);
    for (String part : List.of("", "GET / HT", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab")) {
      assertThat(exchange(part)).as("'%s'", part).isEmpty();
    }
    try (Socket client = connect()) {
      send(client, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(readAll(client)).contains("GET /a []"); // and the idle connection ends
    }
  }

  @Test
  @DisplayName("connections over the limit wait until another one ends")
  void connectionLimit() throws Exception {
    start(new HttpLimits(2, 1000, 100, 250, Duration.ofMinutes(1), Duration.ofMinutes(1)), echo);
    String ask = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    try (Socket first = connect();
        Socket second = connect();
        Socket third = connect()) {
      send(first, ask);
      readUntil(first, "[]");
      send(second, ask);
      readUntil(second, "[]");
      send(third, ask);
      third.setSoTimeout(300);
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> readUntil(third, "[]"));
      first.shutdownOutput();
      first.shutdownInput();
      third.setSoTimeout(10_000);
      assertThat(readUntil(third, "[]")).contains("GET /a []");
    }
  }

  @Test
  @DisplayName("a service that throws is answered with 500 and does not end the connection")
  void faults() throws IOException {
    start(
        LIMITS,
        query -> {
          if (query.path().equals("/bad")) {
            throw new IllegalStateException("a fault");
          }
          return echo.answer(query);
        });
    assertThat(
            exchange(
                "GET /bad HTTP/1.1\r\nHost: x\r\n\r\nGET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .containsSubsequence("HTTP/1.1 500 ", "GET /a []")
        .doesNotContain("a fault");
  }

  @Test
  @DisplayName("a service may block without holding up others")
  void blocking() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    start(
        LIMITS,
        query -> {
          if (query.path().equals("/slow")) {
            awaitQuietly(release);
          }
          return echo.answer(query);
        });
    try (Socket slow = connect()) {
      send(slow, "GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(exchange("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
          .contains("GET /a []");
      release.countDown();
      assertThat(readAll(slow)).contains("GET /slow []");
    }
  }

  @Test
  @DisplayName("a busy port is a failure that names it, and nothing stays open")
  void busyPort() throws Exception {
    start(LIMITS, echo);
    InetSocketAddress busy = address();
    assertThatExceptionOfType(HttpServer.BindFailure.class)
        .isThrownBy(() ->
            HttpServer.start(
                "t",
                List.of(new InetSocketAddress(busy.getAddress(), 0), busy),
                LIMITS,
                Optional.empty(),
                echo))
        .withMessageContaining("127.0.0.1:" + busy.getPort())
        .withMessageContaining("in use");
  }

  @Test
  @DisplayName("a path of the file system serves as well")
  void unixSocket(@TempDir Path folder) throws Exception {
    UnixDomainSocketAddress path = UnixDomainSocketAddress.of(folder.resolve("s"));
    server = HttpServer.start("t", List.of(path), LIMITS, Optional.empty(), echo);
    try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      client.connect(path);
      client.write(
          ByteBuffer.wrap(
              "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer reply = ByteBuffer.allocate(1000);
      while (client.read(reply) >= 0) {
        assertThat(reply.hasRemaining()).isTrue();
      }
      assertThat(new String(reply.array(), 0, reply.position(), StandardCharsets.US_ASCII))
          .contains("GET /a []");
    }
    server.close();
    assertThat(path.getPath()).doesNotExist();
  }

  private void start(HttpLimits limits, HttpService service) {
    try {
      server =
          HttpServer.start(
              "test",
              List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)),
              limits,
              Optional.empty(),
              service);
    } catch (HttpServer.BindFailure e) {
      throw new AssertionError(e);
    }
  }

  private InetSocketAddress address() {
    return (InetSocketAddress) server.addresses().getFirst();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(address().getAddress(), address().getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private String exchange(String request) throws IOException {
    try (Socket client = connect()) {
      send(client, request);
      return readAll(client);
    }
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  private static String readAll(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  private static String readUntil(Socket client, String end) throws IOException {
    InputStream in = client.getInputStream();
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith(end)) {
      int c = in.read();
      if (c < 0) {
        return text.toString();
      }
      text.append((char) c);
    }
    return text.toString();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
