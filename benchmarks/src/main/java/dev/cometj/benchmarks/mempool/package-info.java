/// Passing transactions on, side by side with the original: `benchmarks/mempool`, and `go/mempool` beside it.
package dev.cometj.benchmarks.mempool;
