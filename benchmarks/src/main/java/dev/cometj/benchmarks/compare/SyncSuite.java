package dev.cometj.benchmarks.compare;

import static dev.cometj.benchmarks.compare.Entrant.GO;
import static dev.cometj.benchmarks.compare.Entrant.JAVA;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Whole nodes that fetch a chain from one Go node.
record SyncSuite() implements Suite {
  private static final String GO_TUNED = "Go, flush 1 ms";
  private static final String GO_WITHOUT_INDEX = "Go, no index";

  @Override
  public String report() {
    return "benchmarks-sync.md";
  }

  @Override
  public String title() {
    return "Block sync, side by side with the original";
  }

  @Override
  public String goalsTitle() {
    return "What block sync is held to";
  }

  @Override
  public List<String> words() {
    return List.of(
        "Each turn is a fresh source, `cometbft` with its default settings, that has the whole chain and no peer, and a fresh",
        "receiver with an empty home: `cometbft`, or `./cometj`, both with the defaults of their programs and the key-value",
        "application in their process. All reactors of both take part; peer exchange is off. \"Flush 1 ms\" sets",
        "`p2p.flush_throttle_timeout` of the receiver, \"no index\" its `tx_index.indexer = \"null\"`, since ours has no index of",
        "transactions yet; \"lifted\" sets `send_rate` and `recv_rate` of both ends to 1 GB/s. The chain comes from",
        "`benchmarks/go/synchain`: blocks without transactions, or with 100 of 1,000 B each.",
        "",
        "The watch asks each receiver for its `/status` every 50 ms. Time and processor time run from the first answer with a",
        "block until the last block but one, which is as far as block sync comes. So the JVM's start is not in them, but all",
        "that its compilers do while it syncs is; \"from start\" has everything. The last block's hash and the application's are",
        "compared with the source's. Source, receiver and watch share two cores. Figures of two programs may be compared only",
        "within a run: so what is claimed is a ratio of medians, with the least and the greatest ratio of single rounds behind",
        "it.");
  }

  /// Nodes are measured as they start.
  @Override
  public double warmUp() {
    return 0;
  }

  @Override
  public List<Case> cases(double seconds, double warmUp) {
    List<Case> cases = new ArrayList<>();
    for (String rates : List.of("default", "lifted")) {
      boolean isLifted = rates.equals("lifted");
      cases.add(empty(4, rates, atLeast(GO, 4), atLeast(GO_TUNED, 1)));
      cases.add(empty(100, rates, atLeast(GO, 2), atLeast(GO_TUNED, 1)));
      for (int validators : List.of(4, 100)) {
        Goal[] goals =
            isLifted
                ? new Goal[] {atLeast(GO, 1.5), atLeast(GO_TUNED, 1)}
                : new Goal[] {atLeast(GO_TUNED, 1)};
        cases.add(full(validators, rates, isLifted, goals));
      }
    }
    return cases;
  }

  private static Goal atLeast(String base, double target) {
    return Goal.atLeast(base, target, target);
  }

  private static Case empty(int validators, String rates, Goal... goals) {
    return new Case(
        "empty-%d-%s".formatted(validators, rates),
        "5,000 empty blocks, %d validators, %s rates".formatted(validators, rates),
        flags(5000, validators, 0, rates),
        List.of(go(GO), go(GO_TUNED, "-flush", "1ms"), java()),
        measures(goals));
  }

  private static Case full(int validators, String rates, boolean hasIndexless, Goal... goals) {
    List<Entrant> entrants = new ArrayList<>(List.of(go(GO), go(GO_TUNED, "-flush", "1ms")));
    if (hasIndexless) {
      entrants.add(go(GO_WITHOUT_INDEX, "-index", "null"));
    }
    entrants.add(java());
    return new Case(
        "100k-%d-%s".formatted(validators, rates),
        "1,000 blocks of 100 kB, %d validators, %s rates".formatted(validators, rates),
        flags(1000, validators, 100, rates),
        entrants,
        measures(goals));
  }

  private static List<String> flags(int blocks, int validators, int txs, String rates) {
    return List.of(
        "-blocks", "" + blocks, "-validators", "" + validators, "-txs", "" + txs, "-rates", rates);
  }

  private static List<Measure> measures(Goal... goals) {
    return List.of(
        Measure.of("blocks_per_s", "blocks a second", goals),
        Measure.of("cpu_ms_per_block", "CPU ms a block"),
        Measure.of("peak_rss_mib", "peak MiB"),
        Measure.of("from_start_s", "s from start"),
        Measure.of("start_cpu_s", "CPU s before the first block"),
        Measure.of("source_cpu_ms_per_block", "the source's CPU ms a block"));
  }

  private static Entrant go(String name, String... flags) {
    return Entrant.alone(name, Program.NODE_GO, List.of(flags));
  }

  private static Entrant java() {
    return Entrant.alone(JAVA, Program.NODE_JAVA, List.of());
  }

  @Override
  public String run(Turn turn, List<String> earlier)
      throws IOException, InterruptedException, TurnFailedException {
    return new SyncTurn(turn).run();
  }
}
