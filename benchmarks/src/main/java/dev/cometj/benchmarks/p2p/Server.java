package dev.cometj.benchmarks.p2p;

import dev.cometj.p2p.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// Takes connections, counts what arrives, echoes, and answers on the control port.
final class Server {
  private final Options options;
  private final Peers peers;
  private final Set<BenchLink> links = ConcurrentHashMap.newKeySet();

  Server(Options options) {
    this.options = options;
    peers = new Peers(options);
  }

  void run() throws IOException, InterruptedException {
    HostPort address =
        peers.listen(made -> {
          BenchLink[] self = new BenchLink[1];
          BenchLink link = new BenchLink(made, () -> links.remove(self[0]));
          self[0] = link;
          links.add(link);
          link.open();
        });
    HostPort wanted = HostPort.parse(options.text("ctl"));
    try (ServerSocket control =
        new ServerSocket(wanted.port(), 50, InetAddress.getByName(wanted.host()))) {
      System.err.printf(
          "listening on %s, control on %s:%d, %s%n",
          address, wanted.host(), control.getLocalPort(), peers.cipher());
      Thread.ofPlatform().daemon().start(() -> accept(control));
      new CountDownLatch(1).await();
    }
  }

  private void accept(ServerSocket control) {
    while (true) {
      try {
        Socket socket = control.accept();
        Thread.ofPlatform().daemon().start(() -> answer(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket socket) {
    try (socket;
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        PrintStream out =
            new PrintStream(socket.getOutputStream(), true, StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.strip().split("\\s+", -1);
        switch (words[0]) {
          case "RESET" -> {
            links.forEach(link -> link.counters().reset());
            peers.handshakes().set(0);
          }
          case "GC" -> collectGarbage();
          case "BLAST" -> blast(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
          default -> {}
        }
        out.println(stats().toJson());
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("control: " + e.getMessage());
    }
  }

  private static void collectGarbage() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
  }

  private Counters.Stats stats() {
    return Counters.stats(
        links.stream().map(BenchLink::counters).toList(), links.size(), peers.handshakes());
  }

  private void blast(int size, int millis) {
    long until = System.nanoTime() + millis * 1_000_000L;
    for (BenchLink link : links) {
      Thread.ofPlatform().daemon().start(() -> link.blast(size, until));
    }
  }
}
