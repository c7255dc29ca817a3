package dev.cometj.benchmarks.mempool;

import dev.cometj.chain.Tx;
import dev.cometj.chain.service.TxIntake;
import dev.cometj.chain.service.WaitingTxs;
import dev.cometj.crypto.Bytes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// Passes transactions from one mempool to another. `server` holds them, listens, and ends on SIGTERM; `client -addr
/// ID@ADDRESS -ctl PID` dials it, takes them, prints a line and ends. The first `-warm-txs` are not measured, the `-n`
/// after them are. The Go program `benchmarks/go/mempool` has the same command line and prints the same keys, and each can
/// be at either end.
public final class Gossip {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MICROS_PER_SECOND = 1e6;
  private static final String OWN = "self";

  private final Map<String, String> flags;
  private final int warm;
  private final int all;
  private final int size;

  private Gossip(Map<String, String> flags) {
    this.flags = flags;
    this.warm = number("-warm-txs", 100_000);
    this.all = warm + number("-n", 100_000);
    this.size = number("-size", 250);
  }

  private int number(String flag, int usual) {
    String value = flags.get(flag);
    return value == null ? usual : Integer.parseInt(value);
  }

  public static void main(String[] args) throws Exception {
    List<String> words = Arrays.asList(args);
    Map<String, String> flags = new HashMap<>();
    for (int i = 1; i + 1 < words.size(); i += 2) {
      flags.put(words.get(i), words.get(i + 1));
    }
    new Gossip(flags).run(words.getFirst().equals("server"));
    System.exit(0);
  }

  private void run(boolean isServer) throws Exception {
    PoolNode node = PoolNode.start(all + 1, flags.getOrDefault("-flush", "100ms"));
    if (isServer) {
      fill(node.intake());
      System.err.printf(
          "listening on %s, control on %d%n", node.address(), ProcessHandle.current().pid());
      new CountDownLatch(1).await();
    } else {
      node.dial(flags.getOrDefault("-addr", ""));
      receive(node.waiting(), flags.getOrDefault("-ctl", ""));
    }
  }

  private void fill(TxIntake intake) {
    CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    for (int i = 0; i < all; i++) {
      last = intake.submit(new Tx(Bytes.wrap(Content.of(i, size)))).verdict().toCompletableFuture();
      if (i % 1000 == 0) {
        last.join();
      }
    }
    last.join();
  }

  // Polls, as the Go program does: it is the watch, not what is measured.
  private void receive(WaitingTxs waiting, String server) throws InterruptedException {
    while (waiting.count().txs() < Math.max(warm, 1)) {
      Thread.sleep(1);
    }
    int first = waiting.count().txs();
    long begin = System.nanoTime();
    double serverBefore = ProcessTime.of(server);
    double before = ProcessTime.of(OWN);
    while (waiting.count().txs() < all) {
      Thread.sleep(1);
    }
    double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
    double serverTime = ProcessTime.of(server) - serverBefore;
    double time = ProcessTime.of(OWN) - before;
    long checksum = 0;
    List<Tx> arrived = waiting.first(-1).toCompletableFuture().join();
    for (Tx tx : arrived) {
      checksum += Content.checksum(tx.bytes().toByteArray());
    }
    int txs = all - first;
    System.out.printf(
        Locale.ROOT,
        "{\"impl\":\"cometj\",\"test\":\"gossip\",\"size\":%d,\"warm_txs\":%d,\"all_txs\":%d,"
            + "\"checksum\":%d,\"txs\":%d,\"secs\":%.4f,\"txs_per_s\":%.0f,\"cpu_us_per_tx\":%.3f,"
            + "\"srv_cpu_us_per_tx\":%.3f,\"cli_cpu_us_per_tx\":%.3f}%n",
        size,
        first,
        arrived.size(),
        checksum,
        txs,
        seconds,
        txs / seconds,
        (serverTime + time) * MICROS_PER_SECOND / txs,
        serverTime * MICROS_PER_SECOND / txs,
        time * MICROS_PER_SECOND / txs);
  }
}
