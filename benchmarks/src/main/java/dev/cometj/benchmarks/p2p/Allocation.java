package dev.cometj.benchmarks.p2p;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import org.jspecify.annotations.Nullable;

/// How many bytes the threads of this process have allocated so far.
///
/// @param all by all threads that ever ran
/// @param loops by the event loops of the transport: what sending costs once the caller has made the message
record Allocation(long all, long loops) {
  private static final String LOOP = "cometj-p2p";

  static Allocation now() {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    long loops = 0;
    for (@Nullable ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith(LOOP)) {
        loops += threads.getThreadAllocatedBytes(thread.getThreadId());
      }
    }
    return new Allocation(threads.getTotalThreadAllocatedBytes(), loops);
  }

  Allocation since(Allocation before) {
    return new Allocation(all - before.all, loops - before.loops);
  }
}
