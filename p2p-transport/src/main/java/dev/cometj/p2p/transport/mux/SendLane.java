package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Payload;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import org.jctools.queues.atomic.MpscGrowableAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/// One channel of one peer: what both sides of [SendQueues] only read, so that neither disturbs the other's cache.
///
/// The queue is made by the first producer, since most channels of most peers never carry anything. It grows up to its
/// final size and allocates nothing any more then. It is larger than the capacity, which [SendQueues] counts exactly,
/// and so it never refuses.
final class SendLane {
  private static final int LEAST_QUEUE = 2;
  private static final int LEAST_MAXIMUM = 4;
  private static final VarHandle QUEUE;

  static {
    try {
      QUEUE = MethodHandles.lookup().findVarHandle(SendLane.class, "queue", Queue.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int channelId;
  private final int priority;
  private final int capacity;
  private volatile @Nullable Queue<Payload> queue;

  SendLane(Channel<?> channel) {
    channelId = channel.id();
    priority = channel.priority();
    capacity = channel.sendQueueCapacity();
  }

  int channelId() {
    return channelId;
  }

  int priority() {
    return priority;
  }

  int capacity() {
    return capacity;
  }

  /// Add a message, having claimed a place for it. Any thread.
  void add(Payload message) {
    Queue<Payload> target = queue;
    if (target == null) {
      target = makeQueue();
    }
    if (!target.offer(message)) {
      throw new IllegalStateException("a claimed place is missing");
    }
  }

  @SuppressWarnings("unchecked")
  private Queue<Payload> makeQueue() {
    Queue<Payload> made =
        new MpscGrowableAtomicArrayQueue<>(LEAST_QUEUE, Math.max(LEAST_MAXIMUM, capacity));
    Queue<Payload> seen = (Queue<Payload>) QUEUE.compareAndExchange(this, null, made);
    return seen == null ? made : seen;
  }

  /// Take the next message. The stream's thread only.
  @Nullable Payload take() {
    Queue<Payload> source = queue;
    return source == null ? null : source.poll();
  }

  /// Tell whether there is nothing, nor a message whose producer is just adding it. The stream's thread only.
  boolean isEmpty() {
    Queue<Payload> source = queue;
    return source == null || source.isEmpty();
  }
}
