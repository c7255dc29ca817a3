package dev.cometj.benchmarks.p2p;

import dev.cometj.p2p.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// The client's end of a server's control port.
final class Control implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader lines;
  private final PrintStream out;

  private Control(Socket socket) throws IOException {
    this.socket = socket;
    lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.US_ASCII);
  }

  static Control open(String address) throws IOException {
    HostPort parsed = HostPort.parse(address);
    return new Control(new Socket(parsed.host(), parsed.port()));
  }

  Counters.Stats ask(String line) throws IOException {
    out.println(line);
    String answer = lines.readLine();
    if (answer == null) {
      throw new IOException("the server has gone");
    }
    return Counters.Stats.parse(answer);
  }

  Counters.Stats waitEnds(long ends) throws IOException, InterruptedException {
    long limit = System.nanoTime() + 60_000_000_000L;
    while (true) {
      Counters.Stats stats = ask("STATS");
      if (stats.ends() >= ends) {
        return stats;
      }
      if (System.nanoTime() - limit > 0) {
        throw new IllegalStateException(
            "%d of %d runs ended within a minute".formatted(stats.ends(), ends));
      }
      Thread.sleep(2);
    }
  }

  /// Wait until the server has so many peers: its end of a handshake may be behind ours, and whom it does not have yet
  /// it sends nothing.
  void waitConnections(long count) throws IOException, InterruptedException {
    long limit = System.nanoTime() + 60_000_000_000L;
    while (ask("STATS").connections() < count) {
      if (System.nanoTime() - limit > 0) {
        throw new IllegalStateException("no " + count + " connections within a minute");
      }
      Thread.sleep(2);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
