/// What blocks go through, measured part by part: the Java side of `benchmarks/compare -suite chain`.
@NullMarked
package dev.cometj.benchmarks.chain;

import org.jspecify.annotations.NullMarked;
