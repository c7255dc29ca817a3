package dev.cometj.benchmarks.compare;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One receiver's turn: a source and a receiver are started, and the receiver's height is watched until it has all.
final class SyncTurn {
  private static final String LIFTED = "1000000000";
  private static final int WATCH_MILLIS = 50;
  private static final long LIMIT_NANOS = 180_000_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Path root;
  private final Program program;
  private final Map<String, String> flags = new HashMap<>();
  private final Path work;
  private final long blocks;

  SyncTurn(Turn turn) {
    root = turn.root();
    program = turn.entrant().client();
    List<String> words = turn.flags();
    for (int i = 0; i < words.size(); i += 2) {
      flags.put(words.get(i), words.get(i + 1));
    }
    work = root.resolve("benchmarks/target/sync");
    blocks = Long.parseLong(flag("-blocks"));
  }

  private String flag(String name) {
    return flags.getOrDefault(name, "");
  }

  String run() throws IOException, InterruptedException, TurnFailedException {
    Path chain = chain();
    NodeHome from = new NodeHome(chain.resolve("source"));
    NodeHome to = new NodeHome(work.resolve("receiver"));
    from.forgetConsensus();
    to.copyOf(new NodeHome(chain.resolve("receiver")));
    configure(from);
    configure(to);
    if (!flag("-flush").isEmpty()) {
      to.setText("p2p", "flush_throttle_timeout", flag("-flush"));
    }
    if (!flag("-index").isEmpty()) {
      to.setText("tx_index", "indexer", flag("-index"));
    }
    try (HttpClient client = HttpClient.newHttpClient();
        RunningNode source = start(Program.NODE_GO, from, "source", client)) {
      await(source, blocks);
      to.setText("p2p", "persistent_peers", source.address());
      long begin = System.nanoTime();
      try (RunningNode receiver = start(program, to, "receiver", client)) {
        return watch(source, receiver, begin);
      }
    }
  }

  private RunningNode start(Program what, NodeHome home, String name, HttpClient client)
      throws IOException {
    String command = what == Program.NODE_JAVA ? "start" : "node";
    return RunningNode.start(root, what, command, home, work.resolve(name + ".log"), client);
  }

  /// Makes the chain unless an earlier turn did.
  private Path chain() throws IOException, InterruptedException, TurnFailedException {
    String name = String.join("-", "chain", flag("-blocks"), flag("-validators"), flag("-txs"));
    Path chain = work.resolve(name);
    if (!Files.exists(chain)) {
      Files.createDirectories(work);
      List<String> arguments =
          List.of(
              "-home",
              chain.toString(),
              "-blocks",
              flag("-blocks"),
              "-validators",
              flag("-validators"),
              "-txs",
              flag("-txs"));
      Process process = Program.SYNCHAIN.command(root, arguments).inheritIO().start();
      if (process.waitFor() != 0) {
        throw new TurnFailedException("the chain could not be made");
      }
    }
    return chain;
  }

  private void configure(NodeHome home) throws IOException {
    home.set("p2p", "pex", "false");
    home.set("p2p", "allow_duplicate_ip", "true");
    home.set("p2p", "addr_book_strict", "false");
    boolean isLifted = flag("-rates").equals("lifted");
    home.set("p2p", "send_rate", isLifted ? LIFTED : "5120000");
    home.set("p2p", "recv_rate", isLifted ? LIFTED : "5120000");
  }

  private static long await(RunningNode node, long height)
      throws InterruptedException, TurnFailedException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (true) {
      long has = node.height();
      if (has >= height) {
        return has;
      }
      if (!node.isAlive()) {
        throw new TurnFailedException("a node ended at height " + has);
      }
      if (System.nanoTime() - end > 0) {
        throw new TurnFailedException("a node was too slow: it came to height " + has);
      }
      Thread.sleep(WATCH_MILLIS);
    }
  }

  private String watch(RunningNode source, RunningNode receiver, long begin)
      throws IOException, InterruptedException, TurnFailedException {
    long first = await(receiver, 1);
    long firstNanos = System.nanoTime();
    double firstCpu = receiver.cpuSeconds();
    double sourceCpu = source.cpuSeconds();
    long last = await(receiver, blocks - 1);
    long lastNanos = System.nanoTime();
    double cpu = receiver.cpuSeconds() - firstCpu;
    double seconds = (lastNanos - firstNanos) / NANOS_PER_SECOND;
    double count = last - first;
    compare(source, receiver);
    return String.format(
        Locale.ROOT,
        "{\"blocks_per_s\":%.2f,\"cpu_ms_per_block\":%.4f,\"peak_rss_mib\":%.1f,\"from_start_s\":%.3f,"
            + "\"start_cpu_s\":%.2f,\"source_cpu_ms_per_block\":%.4f,\"first\":%d,\"last\":%d,\"sync_s\":%.3f}",
        count / seconds,
        cpu * MILLIS_PER_SECOND / count,
        receiver.peakMebibytes(),
        (lastNanos - begin) / NANOS_PER_SECOND,
        firstCpu,
        (source.cpuSeconds() - sourceCpu) * MILLIS_PER_SECOND / count,
        first,
        last,
        seconds);
  }

  /// What came of the last block of all must be the same on both sides.
  private void compare(RunningNode source, RunningNode receiver)
      throws IOException, InterruptedException, TurnFailedException {
    String query = "?height=" + (blocks - 1);
    same(source, receiver, "/block" + query, "hash");
    same(source, receiver, "/block_results" + query, "app_hash");
  }

  private static void same(RunningNode source, RunningNode receiver, String path, String key)
      throws IOException, InterruptedException, TurnFailedException {
    String expected = field(source.get(path), key);
    // A node answers for a block as soon as it is stored, and for its results a moment later.
    String actual = field(receiver.get(path), key);
    for (int i = 0; i < 100 && actual.isEmpty(); i++) {
      Thread.sleep(WATCH_MILLIS);
      actual = field(receiver.get(path), key);
    }
    if (expected.isEmpty() || !expected.equals(actual)) {
      throw new TurnFailedException(
          "%s of %s is '%s', but the source's '%s'".formatted(key, path, actual, expected));
    }
  }

  private static String field(String answer, String key) {
    Matcher matcher = Pattern.compile("\"" + key + "\":\\s*\"([^\"]*)\"").matcher(answer);
    return matcher.find() ? matcher.group(1) : "";
  }
}
