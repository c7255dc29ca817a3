package dev.cometj.benchmarks.compare;

import dev.cometj.benchmarks.p2p.Json;
import java.io.IOException;
import java.util.List;

/// The send path.
record SendPathSuite() implements Suite {
  @Override
  public String report() {
    return "benchmarks.md";
  }

  @Override
  public String title() {
    return "The send path, side by side with the original";
  }

  @Override
  public String goalsTitle() {
    return "What the send path is held to";
  }

  @Override
  public List<String> words() {
    return List.of(
        "Each turn is a fresh server and a fresh client over loopback TCP, both of the same implementation unless a",
        "case says otherwise: CometBFT's own `p2p/conn` behind the Go program in `benchmarks/go`, or our transport",
        "(secret connection, packets, priorities, budgets and rates) behind `benchmarks/p2p`. Turns alternate. Rates",
        "are lifted on both sides. Both ends check length, order and number of the messages, and the checksum of what",
        "arrived is verified here. Figures of two programs may be compared only within a run: so what is claimed is a",
        "ratio of medians, with the least and the greatest ratio of single rounds behind it.");
  }

  @Override
  public double warmUp() {
    return 4;
  }

  @Override
  public List<Case> cases(double seconds, double warmUp) {
    return new Cases(seconds, warmUp).all();
  }

  @Override
  public String run(Turn turn, List<String> earlier)
      throws IOException, InterruptedException, TurnFailedException {
    String line = turn.overNetwork();
    Arrivals.check(Json.parse(line));
    return line;
  }
}
