package dev.cometj.benchmarks.mempool;

import com.sun.management.OperatingSystemMXBean;
import dev.cometj.chain.Tx;
import dev.cometj.chain.service.TxIntake;
import dev.cometj.chain.service.WaitingTxs;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.execution.component.ApplicationProvider;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.NodeSigner;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.switching.AssembledNode;
import dev.cometj.p2p.switching.SwitchAssembly;
import dev.cometj.p2p.switching.SystemRuntime;
import dev.cometj.p2p.transport.netty.TcpTransportProvider;
import dev.cometj.reactor.mempool.MempoolReactorProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/// `mempool -listen ADDRESS [-peer ID@ADDRESS] [flags]`: passes transactions from one mempool to another. Without a peer it
/// takes `-n` transactions, prints a line and ends; with one it holds them, dials, and ends on SIGTERM with a line. The Go
/// program `benchmarks/go/mempool` has the same command line and prints the same keys, and each can be at either end.
public final class Gossip {
  private static final double NANOS_PER_MICRO = 1000;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String LIFTED = Long.toString(1L << 40);

  private final Map<String, String> flags;
  private final int count;
  private final int size;

  private Gossip(Map<String, String> flags) {
    this.flags = flags;
    this.count = Integer.parseInt(flags.getOrDefault("-n", "200000"));
    this.size = Integer.parseInt(flags.getOrDefault("-size", "250"));
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> flags = new HashMap<>();
    List<String> words = Arrays.asList(args);
    for (int i = 0; i + 1 < words.size(); i += 2) {
      flags.put(words.get(i), words.get(i + 1));
    }
    new Gossip(flags).run();
    System.exit(0);
  }

  private void run() throws Exception {
    Ed25519PrivateKey key = Ed25519PrivateKey.generate(new SecureRandom());
    Around around = new Around();
    String peer = flags.getOrDefault("-peer", "");
    AssembledNode node = assemble(key, around);
    node.start().toCompletableFuture().join();
    if (peer.isEmpty()) {
      System.err.println("listening " + node.id() + "@" + flags.get("-listen"));
      receive(around.waiting());
    } else {
      send(node, around.intake(), peer);
    }
  }

  private AssembledNode assemble(Ed25519PrivateKey key, Around around) {
    Map<String, String> settings = new HashMap<>();
    settings.put("p2p.laddr", "tcp://" + flags.get("-listen"));
    settings.put("p2p.allow_duplicate_ip", "true");
    settings.put("p2p.send_rate", LIFTED);
    settings.put("p2p.recv_rate", LIFTED);
    settings.put("p2p.flush_throttle_timeout", flags.getOrDefault("-flush", "100ms"));
    settings.put("mempool.size", Integer.toString(count + 1));
    settings.put("mempool.cache_size", Integer.toString(count + 1));
    settings.put("proxy_app", "noop");
    return SwitchAssembly.of(Settings.of(Path.of("."), settings), new SystemRuntime(), new Key(key))
        .network("bench")
        .moniker("cometj")
        .version("0.38.26")
        .transport(new TcpTransportProvider())
        .reactor(new MempoolReactorProvider())
        .component(new ApplicationProvider())
        .component(around)
        .assemble();
  }

  private record Key(Ed25519PrivateKey key) implements NodeSigner {
    @Override
    public byte[] publicKey() {
      return key.publicKey().bytes();
    }

    @Override
    public byte[] sign(byte[] message) {
      return key.sign(message);
    }
  }

  // Polls, as the Go program does: it is the watch, not what is measured.
  private void receive(WaitingTxs waiting) throws InterruptedException {
    while (waiting.count().txs() == 0) {
      Thread.sleep(0, 100_000);
    }
    long begin = System.nanoTime();
    long before = cpu();
    while (waiting.count().txs() < count) {
      Thread.sleep(1);
    }
    report("receive", System.nanoTime() - begin, cpu() - before);
  }

  private void send(AssembledNode node, TxIntake intake, String peer) throws InterruptedException {
    fill(intake);
    System.gc();
    long begin = System.nanoTime();
    long before = cpu();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> report("send", System.nanoTime() - begin, cpu() - before)));
    node.network().dial(NetAddress.parse(peer));
    new CountDownLatch(1).await();
  }

  private void fill(TxIntake intake) {
    CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    for (int i = 0; i < count; i++) {
      byte[] tx = new byte[size];
      ByteBuffer.wrap(tx).order(ByteOrder.LITTLE_ENDIAN).putLong(i);
      last = intake.submit(new Tx(Bytes.wrap(tx))).verdict().toCompletableFuture();
      if (i % 1000 == 0) {
        last.join();
      }
    }
    last.join();
  }

  private void report(String role, long nanos, long cpuNanos) {
    System.out.printf(
        Locale.ROOT,
        "{\"impl\":\"cometj\",\"role\":\"%s\",\"txs\":%d,\"size\":%d,\"secs\":%.4f,\"txs_per_s\":%.0f,"
            + "\"cpu_us_per_tx\":%.3f,\"rss_kib\":%d}%n",
        role,
        count,
        size,
        nanos / NANOS_PER_SECOND,
        count / (nanos / NANOS_PER_SECOND),
        cpuNanos / NANOS_PER_MICRO / count,
        peakKib());
  }

  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static long peakKib() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }

  /// Takes the mempool's services.
  private static final class Around implements ComponentProvider, Component {
    private final CompletableFuture<Services> services = new CompletableFuture<>();

    TxIntake intake() {
      return services.join().need(TxIntake.class);
    }

    WaitingTxs waiting() {
      return services.join().need(WaitingTxs.class);
    }

    @Override
    public String name() {
      return "AROUND";
    }

    @Override
    public Set<Class<?>> needs() {
      return Set.of(TxIntake.class, WaitingTxs.class);
    }

    @Override
    public Component create(ComponentContext context) {
      return this;
    }

    @Override
    public CompletionStage<Void> start(Services others) {
      services.complete(others);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> stop() {
      return CompletableFuture.completedStage(null);
    }
  }
}
