package dev.cometj.practice;

import dev.cometj.crypto.Ed25519PrivateKey;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The node that practises, as a process of its own. Used by one thread.
final class Receiver implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final long KEY_SEED = -2;
  private static final long PAUSE_MILLIS = 50;
  private static final Pattern HEIGHT = Pattern.compile("\"latest_block_height\":\"(\\d+)\"");
  private static final List<String> ROUTES =
      List.of(
          "/status",
          "/block?height=%d",
          "/block_results?height=%d",
          "/validators?height=%d",
          "/commit?height=%d",
          "/header?height=%d",
          "/blockchain?minHeight=1&maxHeight=%d",
          "/net_info",
          "/abci_info",
          "/abci_query?data=%%22key%d.0%%22",
          "/num_unconfirmed_txs",
          "/health");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI rpc;
  private final Deadline deadline;

  private Receiver(Process process, URI rpc, Deadline deadline) {
    this.process = process;
    this.rpc = rpc;
    this.deadline = deadline;
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /// Starts it.
  ///
  /// @param program the command line, without sub-command
  /// @param home its home, with the genesis file
  /// @param source the address of the node that has the chain
  static Receiver start(List<String> program, Path home, String source, Deadline deadline)
      throws IOException {
    int port = freePort();
    Files.writeString(
        home.resolve("config/config.toml"),
        """
        proxy_app = "kvstore"
        [rpc]
        laddr = "tcp://127.0.0.1:%d"
        [p2p]
        laddr = "tcp://127.0.0.1:0"
        persistent_peers = "%s"
        addr_book_strict = false
        allow_duplicate_ip = true
        """
            .formatted(port, source));
    Files.writeString(
        home.resolve("config/node_key.json"),
        """
        {"priv_key":{"type":"tendermint/PrivKeyEd25519","value":"%s"}}\
        """
            .formatted(
                Base64.getEncoder()
                    .encodeToString(Ed25519PrivateKey.generate(new Random(KEY_SEED)).encode())));
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("start", "--home", home.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start();
    return new Receiver(process, URI.create("http://127.0.0.1:" + port), deadline);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Waits until it has a block, by asking.
  void fetchUntil(long height) throws IOException, InterruptedException {
    while (height() < height) {
      pause();
    }
  }

  private void pause() throws InterruptedException {
    if (process.waitFor(
        Math.min(PAUSE_MILLIS, deadline.left().toMillis()), TimeUnit.MILLISECONDS)) {
      throw new PracticeException("it ended with status " + process.exitValue());
    }
  }

  /// The height it tells, or 0 while it starts.
  private long height() throws IOException, InterruptedException {
    String status;
    try {
      status = get("/status");
    } catch (ConnectException e) {
      return 0;
    }
    Matcher matcher = HEIGHT.matcher(status);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  /// Asks for everything that it knows, and hands transactions in.
  void answer(int questions) throws IOException, InterruptedException {
    for (int i = 0; i < questions; i++) {
      String route = ROUTES.get(i % ROUTES.size());
      check(get(route.formatted(1 + i)));
      check(submit(i, "tx%d=%s".formatted(i, "v".repeat(i))));
    }
  }

  private String get(String route) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(rpc.resolve(route)));
  }

  private String submit(int id, String tx) throws IOException, InterruptedException {
    String text = Base64.getEncoder().encodeToString(tx.getBytes(StandardCharsets.US_ASCII));
    return send(
        HttpRequest.newBuilder(rpc)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"jsonrpc":"2.0","id":%d,"method":"broadcast_tx_sync","params":{"tx":"%s"}}\
                    """
                        .formatted(id, text))));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.timeout(ANSWER).build(), BodyHandlers.ofString()).body();
  }

  private static void check(String answer) {
    if (answer.contains("\"error\":")) {
      throw new PracticeException("it answered " + answer.strip());
    }
  }

  /// Asks it to end, and waits until it has, which is when the JVM has written down what it noted.
  void end() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
      throw new PracticeException("it did not end");
    }
  }

  @Override
  public void close() {
    kill();
    client.close();
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
