package dev.cometj.benchmarks.compare;

import static dev.cometj.benchmarks.compare.Entrant.GO;
import static dev.cometj.benchmarks.compare.Entrant.JAVA;
import static dev.cometj.benchmarks.compare.Entrant.JAVA_WITHOUT_VECTOR;

import dev.cometj.benchmarks.mempool.Content;
import dev.cometj.benchmarks.p2p.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What transactions go through before they are in a block: RPC, the mempool, and gossip.
record MempoolSuite() implements Suite {
  @Override
  public String report() {
    return "benchmarks-mempool.md";
  }

  @Override
  public String title() {
    return "Transactions, side by side with the original";
  }

  @Override
  public String goalsTitle() {
    return "What mempool and RPC are held to";
  }

  @Override
  public List<String> words() {
    return List.of(
        "Each turn is a fresh pair of processes, and turns alternate. Both implementations warm up with as many transactions,",
        "or as long, as the other. Figures of two programs may be compared only within a run: so what is claimed is a ratio of",
        "medians, with the least and the greatest ratio of single rounds behind it.",
        "",
        "**Gossip**: one node holds all transactions, another dials it and takes them; each is a Switch, a transport and a",
        "mempool reactor with rates lifted and an application that takes everything (`benchmarks/go/mempool`,",
        "`benchmarks/mempool`). The receiver measures from the end of the warm-up to the last transaction, and the checksum of",
        "all that arrived is verified here. Where the two implementations are at either end, the column of ours is the mixed",
        "pair, and the original's a pair of its own.",
        "",
        "**RPC**: whole nodes, started as their users do (`benchmarks/node`), without peers and with the application `noop`. One",
        "client (`benchmarks/go/rpcload`), the same for both, posts `broadcast_tx_sync` over 16 connections, each of which waits",
        "for its answer, checks code and hash, and asks again. Every 4,000 transactions it checks that so many are in the",
        "mempool, and flushes it, so that settings are the default ones. The processor time is that of the node alone.");
  }

  /// The JVM's compiler is done with a whole node after some ten seconds of requests.
  @Override
  public double warmUp() {
    return 12;
  }

  @Override
  public List<Case> cases(double seconds, double warmUp) {
    return new Build(seconds, warmUp).all();
  }

  @Override
  public String run(Turn turn, List<String> earlier)
      throws IOException, InterruptedException, TurnFailedException {
    String line = turn.overNetwork();
    Json result = Json.parse(line);
    if (result.text("test").equals("gossip")) {
      long expected = Content.checksum((int) result.whole("all_txs"), (int) result.whole("size"));
      if (expected != result.whole("checksum")) {
        throw new TurnFailedException(
            "the checksum is %s instead of %s"
                .formatted(result.text("checksum"), Long.toUnsignedString(expected)));
      }
    }
    return line;
  }

  /// Makes the cases.
  private record Build(double seconds, double warmUp) {
    private static final String RATE = "transactions/s";
    private static final Measure WARMED_UP =
        Measure.of("warm_txs", "transactions before, which are not measured");
    private static final int WARM_PER_SECOND = 40_000;
    private static final int MEASURED_PER_SECOND = 100_000;

    List<Case> all() {
      List<Case> cases = new ArrayList<>();
      cases.add(
          gossip(
              "gossip",
              "From one implementation to itself",
              List.of(
                  pair(GO, Program.MEMPOOL_GO, Program.MEMPOOL_GO),
                  pair(JAVA, Program.MEMPOOL_JAVA, Program.MEMPOOL_JAVA),
                  pair(
                      JAVA_WITHOUT_VECTOR,
                      Program.MEMPOOL_JAVA_WITHOUT_VECTOR,
                      Program.MEMPOOL_JAVA_WITHOUT_VECTOR)),
              Goal.atLeast(GO, 1.5, 1.5)));
      cases.add(
          gossip(
              "gossip-to-go",
              "From ours to Go, beside Go to Go",
              List.of(
                  pair(GO, Program.MEMPOOL_GO, Program.MEMPOOL_GO),
                  pair(JAVA, Program.MEMPOOL_GO, Program.MEMPOOL_JAVA)),
              Goal.atLeast(GO, 1, 1)));
      cases.add(
          gossip(
              "gossip-from-go",
              "From Go to ours, beside Go to Go",
              List.of(
                  pair(GO, Program.MEMPOOL_GO, Program.MEMPOOL_GO),
                  pair(JAVA, Program.MEMPOOL_JAVA, Program.MEMPOOL_GO))));
      cases.add(intake());
      return cases;
    }

    private Entrant pair(String name, Program receiver, Program sender) {
      return new Entrant(
          name,
          sender,
          receiver,
          List.of(
              "-warm-txs",
              txs(warmUp * WARM_PER_SECOND),
              "-n",
              txs(seconds * MEASURED_PER_SECOND)));
    }

    private Case gossip(String name, String title, List<Entrant> entrants, Goal... goals) {
      return new Case(
          name,
          title + ", transactions of 250 B",
          List.of("-size", "250"),
          entrants,
          List.of(
              Measure.of("txs_per_s", RATE, goals),
              Measure.of("cpu_us_per_tx", "CPU µs per transaction, both ends"),
              Measure.of("srv_cpu_us_per_tx", "of the sender"),
              Measure.of("cli_cpu_us_per_tx", "of the receiver"),
              WARMED_UP));
    }

    private static String txs(double count) {
      return Long.toString(Math.round(count));
    }

    private Entrant node(String name, String implementation) {
      return new Entrant(
          name,
          Program.NODE,
          Program.RPC_LOAD,
          List.of("-impl", implementation, "-warm", "" + warmUp));
    }

    private Case intake() {
      return new Case(
          "rpc",
          "broadcast_tx_sync, transactions of 250 B, 16 connections",
          List.of("-size", "250", "-secs", "" + seconds),
          List.of(node(GO, "go"), node(JAVA, "java")),
          List.of(
              Measure.of(
                  "srv_cpu_us_per_tx", "CPU µs of the node per tx", Goal.atMost(GO, 0.7, 0.7)),
              Measure.of("txs_per_s", RATE),
              Measure.of("p50_us", "p50 of an answer, µs"),
              Measure.of("p99_us", "p99 of an answer, µs"),
              WARMED_UP));
    }
  }
}
