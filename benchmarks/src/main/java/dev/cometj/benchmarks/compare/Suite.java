package dev.cometj.benchmarks.compare;

import java.util.List;

/// Cases that make one report.
sealed interface Suite permits ChainSuite, MempoolSuite, SendPathSuite, SyncSuite {
  static Suite named(String name) {
    return switch (name) {
      case "p2p" -> new SendPathSuite();
      case "chain" -> new ChainSuite();
      case "sync" -> new SyncSuite();
      case "mempool" -> new MempoolSuite();
      default ->
          throw new IllegalArgumentException("no suite " + name + ": p2p, chain, sync or mempool");
    };
  }

  /// The report's file under `docs`.
  String report();

  /// The report's first line.
  String title();

  /// The report's second title.
  String goalsTitle();

  /// How it is measured, line by line.
  List<String> words();

  /// How long a JVM warms up in this suite if the command line does not say, in seconds.
  double warmUp();

  /// Make the cases.
  ///
  /// @param seconds how long to measure
  /// @param warmUp how long a JVM warms up
  List<Case> cases(double seconds, double warmUp);

  /// Let an entrant do a case.
  ///
  /// @param earlier the result lines that others had for the same case
  /// @return the result line
  String run(Turn turn, List<String> earlier)
      throws java.io.IOException, InterruptedException, TurnFailedException;
}
