package dev.cometj.benchmarks.compare;

import static dev.cometj.benchmarks.compare.Entrant.GO;

import dev.cometj.benchmarks.p2p.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What blocks go through: signatures, hashes, encoding, commits, and the store.
record ChainSuite() implements Suite {
  private static final double WARM_UP_OF_GO = 1;

  @Override
  public String report() {
    return "benchmarks-chain.md";
  }

  @Override
  public String title() {
    return "Blocks, side by side with the original";
  }

  @Override
  public String goalsTitle() {
    return "What is held to the original";
  }

  @Override
  public List<String> words() {
    return List.of(
        "Each turn is a fresh process: CometBFT's own packages behind the Go program in `benchmarks/go/chain`, or ours",
        "behind `benchmarks/chain`, started as a node is. Turns alternate. Both work on the same inputs, and what comes out",
        "(signatures, roots, bytes, hashes) is compared here. Figures of two programs may be compared only within a run: so",
        "what is claimed is a ratio of medians, with the least and the greatest ratio of single rounds behind it.",
        "",
        "Keys were seen before, as those of validators are. A block of 1 MB has 1,000 transactions of 1,024 B, one of 10 kB has",
        "10; both have a commit of 100 validators. Encoding starts from the parts of a block, decoding ends with all that",
        "`ValidateBasic` checks. Blocks are saved one after the other, each durable before the next, in the database that a node",
        "has by default (goleveldb; RocksDB), and loaded in no order, from the page cache. Cases on one thread are so for the",
        "work; collectors and compilers have threads of their own, whose time is in the CPU time.");
  }

  /// The JVM compiles the arithmetic of signatures last, some seven seconds after it has begun.
  @Override
  public double warmUp() {
    return 10;
  }

  @Override
  public List<Case> cases(double seconds, double warmUp) {
    return new Build(seconds, warmUp).all();
  }

  @Override
  public String run(Turn turn, List<String> earlier)
      throws IOException, InterruptedException, TurnFailedException {
    String line = turn.alone();
    String digest = Json.parse(line).text("digest");
    for (String other : earlier) {
      if (!Json.parse(other).text("digest").equals(digest)) {
        throw new TurnFailedException(
            "it yields %s, but %s yields otherwise".formatted(line, other));
      }
    }
    return line;
  }

  /// Makes the cases.
  private record Build(double seconds, double warmUp) {
    private static final String MICROS = "µs";
    private static final String PER_SECOND = "a second";

    List<Case> all() {
      List<Case> cases = new ArrayList<>();
      cases.add(onOneThread("ed25519-single", "Verify one signature", "single", 100, goal(1.3)));
      cases.add(onOneThread("ed25519-batch-1", "Verify a batch of 1", "batch", 1));
      cases.add(onOneThread("ed25519-batch-64", "Verify a batch of 64", "batch", 64));
      cases.add(
          onOneThread("ed25519-batch-1024", "Verify a batch of 1,024", "batch", 1024, goal(1.5)));
      cases.add(
          onAllCores(
              "ed25519-batch-1024-all", "Verify a batch of 1,024", "batch-parts", 1024, goal(1)));
      cases.add(onAllCores("commit-4", "VerifyCommit, 4 validators", "commit", 4));
      cases.add(onAllCores("commit-100", "VerifyCommit, 100 validators", "commit", 100, goal(1)));
      cases.add(onAllCores("commit-175", "VerifyCommit, 175 validators", "commit", 175, goal(1)));
      cases.add(ofBlock("merkle-1000", "Merkle root of 1,000 transactions", "merkle"));
      cases.add(ofBlock("encode-1m", "Encode a block of 1 MB", "encode"));
      cases.add(ofBlock("decode-1m", "Decode and check a block of 1 MB", "decode"));
      cases.add(ofBlock("encode-decode-1m", "Encode and decode a block of 1 MB", "both", goal(1)));
      cases.add(stored("save-10k", "Save blocks of 10 kB", "save", 10, 1500, atLeast(1.5)));
      cases.add(stored("save-1m", "Save blocks of 1 MB", "save", 1000, 150, atLeast(1.5)));
      cases.add(stored("load-10k", "Load blocks of 10 kB", "load", 10, 1500));
      cases.add(stored("load-1m", "Load blocks of 1 MB", "load", 1000, 100));
      return cases;
    }

    private static Goal goal(double limit) {
      return Goal.atMost(GO, limit, limit);
    }

    private static Goal atLeast(double limit) {
      return Goal.atLeast(GO, limit, limit);
    }

    private Case onOneThread(String name, String title, String test, int count, Goal... goals) {
      return new Case(
          name,
          title + ", on one thread; µs a signature",
          timed(test, "-n", "" + count),
          List.of(go(), java(), javaWithoutVector()),
          costs(goals));
    }

    private Case onAllCores(String name, String title, String test, int count, Goal... goals) {
      return new Case(
          name,
          title + (test.equals("commit") ? "" : ", on all cores; µs a signature"),
          timed(test, "-n", "" + count),
          List.of(go(), java(), javaWithoutVector()),
          costs(goals));
    }

    private Case ofBlock(String name, String title, String test, Goal... goals) {
      return new Case(
          name, title + ", on one thread", timed(test), List.of(go(), java()), costs(goals));
    }

    private Case stored(String name, String title, String test, int txs, int count, Goal... goals) {
      List<Measure> measures = new ArrayList<>();
      measures.add(Measure.of("per_s", PER_SECOND, goals));
      measures.addAll(costs());
      return new Case(
          name,
          title,
          timed(test, "-n", "" + count, "-txs", "" + txs, "-dir", "benchmarks/target/blocks"),
          List.of(go(), java()),
          measures);
    }

    private static List<Measure> costs(Goal... goals) {
      return List.of(
          Measure.of("op_us", MICROS, goals),
          Measure.of("cpu_op_us", "CPU µs"),
          Measure.of("alloc_b_per_op", "B allocated"));
    }

    private List<String> timed(String test, String... more) {
      List<String> flags = new ArrayList<>(List.of("-test", test, "-secs", "" + seconds));
      flags.addAll(List.of(more));
      return flags;
    }

    private Entrant go() {
      return Entrant.alone(GO, Program.CHAIN_GO, warm(Math.min(WARM_UP_OF_GO, warmUp)));
    }

    private Entrant java() {
      return Entrant.alone(Entrant.JAVA, Program.CHAIN_JAVA, warm(warmUp));
    }

    private Entrant javaWithoutVector() {
      return Entrant.alone(
          Entrant.JAVA_WITHOUT_VECTOR, Program.CHAIN_JAVA_WITHOUT_VECTOR, warm(warmUp));
    }

    private static List<String> warm(double seconds) {
      return List.of("-warm", "" + seconds);
    }
  }
}
