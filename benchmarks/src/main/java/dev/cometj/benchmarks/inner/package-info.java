/// What the parts of the send path cost, each for itself, by JMH. Run by `benchmarks/jmh`.
@org.jspecify.annotations.NullMarked
package dev.cometj.benchmarks.inner;
