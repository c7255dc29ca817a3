package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.spi.Link;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Sends many messages on a channel, as fast as the link has room for them.
final class Feeder {
  private final ContractWorld world;
  private final Link link;
  private final Channel<?> channel;
  private final Queue<Payload> left;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean refused;

  Feeder(ContractWorld world, Link link, Channel<?> channel, Iterable<Payload> messages) {
    this.world = world;
    this.link = link;
    this.channel = channel;
    this.left = new ConcurrentLinkedQueue<>();
    messages.forEach(left::add);
  }

  void start() {
    feed();
  }

  private void feed() {
    if (!busy.compareAndSet(false, true)) {
      throw new AssertionError("a wish to be told of room was granted twice");
    }
    boolean waits = offerWhatFits();
    busy.set(false);
    if (waits) {
      link.whenWritable(channel.id(), this::feed);
    }
    world.changed();
  }

  /// @return true if the queue is full
  private boolean offerWhatFits() {
    for (Payload next = left.peek(); next != null; next = left.peek()) {
      SendResult result = link.offer(channel.id(), next);
      if (result == SendResult.QUEUE_FULL) {
        return true;
      }
      if (!result.isQueued()) {
        refused = true;
        left.clear();
        return false;
      }
      left.remove();
    }
    return false;
  }

  boolean isDone() {
    return left.isEmpty() && !refused;
  }
}
