package dev.cometj.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A node's process, and what can be seen of it from outside.
final class RunningNode implements AutoCloseable {
  private static final Pattern HEIGHT = Pattern.compile("\"latest_block_height\":\\s*\"(\\d+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\\s*\"([0-9a-f]{40})\"");
  private static final long ENDING_SECONDS = 20;
  private static final double TICKS_PER_SECOND = 100;
  private static final int USER_TIME = 11;
  private static final double KIB_PER_MIB = 1024;

  private final Process process;
  private final HttpClient client;
  private final int p2pPort;
  private final int rpcPort;

  private RunningNode(Process process, HttpClient client, int p2pPort, int rpcPort) {
    this.process = process;
    this.client = client;
    this.p2pPort = p2pPort;
    this.rpcPort = rpcPort;
  }

  /// Start one on free ports of the loopback address.
  ///
  /// @param log where its output goes
  static RunningNode start(
      Path root, Program program, String command, NodeHome home, Path log, HttpClient client)
      throws IOException {
    int p2pPort = freePort();
    int rpcPort = freePort();
    home.setText("p2p", "laddr", "tcp://127.0.0.1:" + p2pPort);
    home.setText("rpc", "laddr", "tcp://127.0.0.1:" + rpcPort);
    Process process =
        program
            .command(root, List.of(command, "--home", home.folder().toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new RunningNode(process, client, p2pPort, rpcPort);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// What others dial.
  String address() throws IOException, InterruptedException {
    Matcher id = ID.matcher(get("/status"));
    if (!id.find()) {
      throw new IOException("the node does not tell its id");
    }
    return id.group(1) + "@127.0.0.1:" + p2pPort;
  }

  /// The last block that it has; -1 if it does not answer yet.
  long height() throws InterruptedException {
    try {
      Matcher height = HEIGHT.matcher(get("/status"));
      return height.find() ? Long.parseLong(height.group(1)) : -1;
    } catch (IOException e) {
      return -1;
    }
  }

  String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rpcPort + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// The processor time that it has used, in seconds.
  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]))
        / TICKS_PER_SECOND;
  }

  /// The most memory that it had.
  double peakMebibytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB;
      }
    }
    throw new IOException("the kernel does not tell how much memory was used");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
