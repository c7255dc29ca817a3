package dev.cometj.benchmarks.compare;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What can be put at either end of a turn, or works alone.
enum Program {
  GO("benchmarks/target/p2p-go", "on"),
  JAVA("benchmarks/p2p", "on"),
  JAVA_WITHOUT_VECTOR("benchmarks/p2p", "off"),
  CHAIN_GO("benchmarks/target/chain-go", "on"),
  CHAIN_JAVA("benchmarks/chain", "on"),
  CHAIN_JAVA_WITHOUT_VECTOR("benchmarks/chain", "off"),
  NODE_GO("benchmarks/target/cometbft", "on"),
  NODE_JAVA("cometj", "on"),
  /// Makes chains; not compared with anything.
  SYNCHAIN("benchmarks/target/synchain", "on"),
  MEMPOOL_GO("benchmarks/target/mempool-go", "on"),
  MEMPOOL_JAVA("benchmarks/mempool", "on"),
  MEMPOOL_JAVA_WITHOUT_VECTOR("benchmarks/mempool", "off"),
  NODE("benchmarks/node", "on"),
  RPC_LOAD("benchmarks/target/rpc-load", "on");

  private final String path;
  private final String vector;

  Program(String path, String vector) {
    this.path = path;
    this.vector = vector;
  }

  ProcessBuilder command(Path root, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(root.resolve(path).toString());
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(words).directory(new File(root.toString()));
    builder.environment().put("COMETJ_BENCHMARK_VECTOR", vector);
    return builder;
  }
}
