/// The Java side of the side-by-side programs: the same command line and result keys as the Go program in
/// `benchmarks/go`, over the transport's own classes (no NodeInfo is exchanged, as the contract of the programs says).
@org.jspecify.annotations.NullMarked
package dev.cometj.benchmarks.p2p;
