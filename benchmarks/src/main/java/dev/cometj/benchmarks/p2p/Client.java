package dev.cometj.benchmarks.p2p;

import dev.cometj.p2p.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Runs one test against a server of either kind and prints one JSON line for each run.
final class Client {
  private final Options options;
  private final Peers peers;
  private final int size;

  Client(Options options) {
    this.options = options;
    peers = new Peers(options);
    size = options.number("size");
  }

  void run() throws IOException, InterruptedException {
    try (Control control = Control.open(options.text("ctl"))) {
      for (int i = 0; i < options.number("runs"); i++) {
        switch (options.text("test")) {
          case "throughput" -> throughput(control);
          case "bidi" -> bidi(control);
          case "ping" -> ping();
          case "pingload" -> pingUnderLoad(control);
          case "handshake" -> handshake(control);
          case "idle" -> idle(control);
          case "broadcast" -> broadcast(control);
          default -> throw new IllegalArgumentException("unknown test " + options.text("test"));
        }
      }
    }
  }

  private BenchLink connect() {
    BenchLink link =
        new BenchLink(peers.connect().orTimeout(30, TimeUnit.SECONDS).join(), () -> {});
    link.open();
    return link;
  }

  private static long deadline(double seconds) {
    return System.nanoTime() + (long) (seconds * 1e9);
  }

  private Result result() {
    return new Result()
        .text("impl", "java")
        .text("test", options.text("test"))
        .text("transport", options.text("transport"))
        .number("packet", options.number("packet"))
        .number("flush_ms", options.flush().toNanos() / 1e6)
        .number("size", size);
  }

  private static void check(Counters.Stats stats, long sent) {
    if (stats.messages() != sent || stats.disorder() != 0) {
      throw new IllegalStateException(
          "sent %d messages, %d arrived, %d out of order"
              .formatted(sent, stats.messages(), stats.disorder()));
    }
  }

  private long packets() {
    return Math.max(1, Math.ceilDiv(size, options.number("packet")));
  }

  private void throughput(Control control) throws IOException, InterruptedException {
    BenchLink link = connect();
    control.ask("RESET");
    link.blast(size, deadline(options.seconds("warm")));
    control.waitEnds(1);
    Counters.Stats before = control.ask("RESET");
    Allocation allocated = Allocation.now();
    double cpu = Counters.cpuSeconds();
    long sent = link.blast(size, deadline(options.seconds("secs")));
    Counters.Stats stats = control.waitEnds(1);
    allocated = Allocation.now().since(allocated);
    double mine = Counters.cpuSeconds() - cpu;
    double theirs = stats.cpuSeconds() - before.cpuSeconds();
    check(stats, sent);
    result()
        .number("secs", stats.elapsedSeconds())
        .count("msgs", stats.messages())
        .number("msgs_per_s", stats.messages() / stats.elapsedSeconds())
        .number("mb_per_s", stats.bytes() / stats.elapsedSeconds() / 1e6)
        .number("cpu_s_per_gb", (mine + theirs) / (stats.bytes() / 1e9))
        .number("cli_cpu_s", mine)
        .number("srv_cpu_s", theirs)
        .number("alloc_b_per_msg", allocated.all() / (double) sent)
        .number("loop_alloc_b_per_packet", allocated.loops() / (double) (sent * packets()))
        .raw("checksum", Long.toUnsignedString(stats.checksum()))
        .print();
    link.close();
  }

  private void bidi(Control control) throws IOException, InterruptedException {
    BenchLink link = connect();
    control.waitConnections(1);
    double toServer = 0;
    double toClient = 0;
    long checksum = 0;
    long sentByUs = 0;
    long sentByServer = 0;
    for (double seconds : List.of(options.seconds("warm"), options.seconds("secs"))) {
      control.ask("RESET");
      link.counters().reset();
      control.ask("BLAST %d %d".formatted(size, (int) (seconds * 1000)));
      long sent = link.blast(size, deadline(seconds));
      Counters.Stats stats = control.waitEnds(1);
      while (link.counters().ends() < 1) {
        Thread.sleep(1);
      }
      check(stats, sent);
      Counters.Stats back = Counters.stats(List.of(link.counters()), 1, peers.handshakes());
      check(back, back.messages());
      sentByUs = stats.messages();
      sentByServer = back.messages();
      toServer = stats.messages() / stats.elapsedSeconds();
      toClient = back.messages() / back.elapsedSeconds();
      checksum = stats.checksum() + back.checksum();
    }
    result()
        .count("c2s_msgs", sentByUs)
        .count("s2c_msgs", sentByServer)
        .number("c2s_msgs_per_s", toServer)
        .number("s2c_msgs_per_s", toClient)
        .number("msgs_per_s", toServer + toClient)
        .raw("checksum", Long.toUnsignedString(checksum))
        .print();
    link.close();
  }

  /// Round trips, one at a time. The next message leaves from the handler of the last one, as a reactor would send it.
  private static double[] roundTrips(BenchLink link, int bytes, int samples)
      throws InterruptedException {
    double[] micros = new double[samples];
    long[] sentAt = new long[1];
    AtomicInteger next = new AtomicInteger();
    AtomicReference<String> failure = new AtomicReference<>("");
    CountDownLatch done = new CountDownLatch(1);
    Runnable send =
        () -> {
          byte[] message = new byte[bytes];
          sentAt[0] = System.nanoTime();
          ByteBuffer.wrap(message)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(0, next.get())
              .putLong(8, Counters.now());
          link.sendSoon(Peers.ECHO, Payload.of(message));
        };
    link.onEcho(message -> {
      int number = next.get();
      long came = message.order(ByteOrder.LITTLE_ENDIAN).getLong(message.position());
      if (came != number || message.remaining() != bytes) {
        failure.set(
            "echo %d of %d bytes came back for %d of %d"
                .formatted(came, message.remaining(), number, bytes));
        done.countDown();
        return;
      }
      micros[number] = (System.nanoTime() - sentAt[0]) / 1e3;
      if (next.incrementAndGet() < samples) {
        send.run();
      } else {
        done.countDown();
      }
    });
    send.run();
    if (!done.await(30 + samples, TimeUnit.SECONDS) || !failure.get().isEmpty()) {
      throw new IllegalStateException("echoes did not come back: " + failure.get());
    }
    Arrays.sort(micros);
    return micros;
  }

  private static String percentiles(double[] sorted) {
    return String.format(
        Locale.ROOT,
        "{\"p50_us\":%.3f,\"p99_us\":%.3f,\"p999_us\":%.3f,\"max_us\":%.3f}",
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 0.999),
        at(sorted, 1));
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) (quantile * (sorted.length - 1))];
  }

  private void ping() throws InterruptedException {
    BenchLink link = connect();
    int bytes = size > 24 && size != 1024 ? size : 128;
    int samples = options.number("n");
    long warm = deadline(options.seconds("warm"));
    do {
      roundTrips(link, bytes, samples / 10 + 1);
    } while (System.nanoTime() - warm < 0);
    double[] micros = roundTrips(link, bytes, samples);
    result().number("samples", samples).raw("rtt", percentiles(micros)).print();
    link.close();
  }

  private void pingUnderLoad(Control control) throws IOException, InterruptedException {
    BenchLink link = connect();
    control.ask("RESET");
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Long> bulk = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          long number = 0;
          while (!stop.get()
              && !link.isClosed()
              && link.send(Peers.BULK, BenchLink.numbered(size, number))) {
            number++;
          }
          link.end();
          bulk.complete(number);
        });
    Thread.sleep((long) (options.seconds("warm") * 1000));
    int samples = options.number("n");
    double[] micros = roundTrips(link, 128, samples);
    stop.set(true);
    long sent = bulk.join();
    Counters.Stats stats = control.waitEnds(1);
    check(stats, sent);
    result()
        .number("samples", samples)
        .raw("rtt", percentiles(micros))
        .count("bulk_msgs", stats.messages())
        .number("bulk_mb_per_s", stats.bytes() / stats.elapsedSeconds() / 1e6)
        .raw("checksum", Long.toUnsignedString(stats.checksum()))
        .print();
    link.close();
  }

  private void handshake(Control control) throws IOException {
    int total = options.number("n");
    long warm = deadline(options.seconds("warm"));
    do {
      dial(total / 10 + 1);
    } while (System.nanoTime() - warm < 0);
    Counters.Stats before = control.ask("RESET");
    double cpu = Counters.cpuSeconds();
    long start = System.nanoTime();
    dial(total);
    double seconds = (System.nanoTime() - start) / 1e9;
    Counters.Stats stats = control.ask("STATS");
    result()
        .number("per_s", total / seconds)
        .number("cli_cpu_us", (Counters.cpuSeconds() - cpu) / total * 1e6)
        .number("srv_cpu_us", (stats.cpuSeconds() - before.cpuSeconds()) / total * 1e6)
        .print();
  }

  private void dial(int total) {
    AtomicInteger left = new AtomicInteger(total);
    List<CompletableFuture<Void>> dialers = new ArrayList<>();
    for (int i = 0; i < options.number("par"); i++) {
      CompletableFuture<Void> dialer = new CompletableFuture<>();
      dialers.add(dialer);
      dialNext(left, dialer);
    }
    dialers.forEach(CompletableFuture::join);
  }

  private void dialNext(AtomicInteger left, CompletableFuture<Void> done) {
    if (left.getAndDecrement() <= 0) {
      done.complete(null);
      return;
    }
    var _ =
        peers
            .connect()
            .whenComplete((link, failure) -> {
              if (failure != null) {
                done.completeExceptionally(failure);
              } else {
                new BenchLink(link, () -> {}).close();
                dialNext(left, done);
              }
            });
  }

  private void idle(Control control) throws IOException, InterruptedException {
    Counters.Stats before = control.ask("GC");
    long rssBefore = Counters.rssKib();
    int threadsBefore = Thread.activeCount();
    int total = options.number("n");
    List<BenchLink> links = new ArrayList<>();
    for (int i = 0; i < total; i++) {
      links.add(connect());
    }
    Thread.sleep((long) (options.seconds("warm") * 1000));
    Counters.Stats full = control.ask("STATS");
    double cpu = Counters.cpuSeconds();
    long start = System.nanoTime();
    Thread.sleep((long) (options.seconds("secs") * 1000));
    Counters.Stats after = control.ask("STATS");
    double mine = Counters.cpuSeconds() - cpu;
    double seconds = (System.nanoTime() - start) / 1e9;
    long rss = Counters.rssKib();
    Counters.Stats collected = control.ask("GC");
    System.gc();
    long rssCollected = Counters.rssKib();
    result()
        .number("srv_rss_kib_per_peer", (after.rssKib() - before.rssKib()) / (double) total)
        .number("srv_rss_gc_kib_per_peer", (collected.rssKib() - before.rssKib()) / (double) total)
        .number("srv_threads_per_peer", (after.threads() - before.threads()) / (double) total)
        .number("srv_idle_cpu", (after.cpuSeconds() - full.cpuSeconds()) / seconds)
        .number("cli_rss_kib_per_peer", (rss - rssBefore) / (double) total)
        .number("cli_rss_gc_kib_per_peer", (rssCollected - rssBefore) / (double) total)
        .number("cli_threads_per_peer", (Thread.activeCount() - threadsBefore) / (double) total)
        .number("cli_idle_cpu", mine / seconds)
        .print();
    links.forEach(BenchLink::close);
  }

  private void broadcast(Control control) throws IOException, InterruptedException {
    List<BenchLink> links = new ArrayList<>();
    for (int i = 0; i < options.number("peers"); i++) {
      links.add(connect());
    }
    round(control, links, options.seconds("warm"));
    Counters.Stats before = control.ask("RESET");
    double cpu = Counters.cpuSeconds();
    Counters.Stats stats = round(control, links, options.seconds("secs"));
    double used = Counters.cpuSeconds() - cpu + stats.cpuSeconds() - before.cpuSeconds();
    result()
        .count("peers", links.size())
        .count("msgs", stats.messages())
        .number("msgs_per_s", stats.messages() / stats.elapsedSeconds())
        .number("cpu_s_per_gb", used / (stats.bytes() / 1e9))
        .raw("checksum", Long.toUnsignedString(stats.checksum()))
        .print();
    links.forEach(BenchLink::close);
  }

  private Counters.Stats round(Control control, List<BenchLink> links, double seconds)
      throws IOException, InterruptedException {
    control.ask("RESET");
    long until = deadline(seconds);
    long number = 0;
    while (System.nanoTime() - until < 0) {
      Payload message = BenchLink.numbered(size, number);
      for (BenchLink link : links) {
        link.send(Peers.BULK, message);
      }
      number++;
    }
    links.forEach(BenchLink::end);
    Counters.Stats stats = control.waitEnds(links.size());
    check(stats, number * links.size());
    return stats;
  }

  /// The fields of a result line, in order.
  private static final class Result {
    private final StringBuilder json = new StringBuilder("{");

    Result text(String name, String value) {
      return raw(name, "\"" + value + "\"");
    }

    Result number(String name, double value) {
      return raw(
          name, String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.6f", value));
    }

    Result count(String name, long value) {
      return raw(name, Long.toString(value));
    }

    Result raw(String name, String value) {
      json.append(json.length() > 1 ? "," : "")
          .append('"')
          .append(name)
          .append("\":")
          .append(value);
      return this;
    }

    void print() {
      System.out.println(json.append('}'));
      System.out.flush();
    }
  }
}
