/// Runs the Go program and ours in turns and writes what came of it. The cases and what they are held to stand in
/// [dev.cometj.benchmarks.compare.Cases].
@org.jspecify.annotations.NullMarked
package dev.cometj.benchmarks.compare;
