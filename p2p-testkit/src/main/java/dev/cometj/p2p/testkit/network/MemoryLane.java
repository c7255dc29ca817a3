package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.ChannelStatus;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.spi.Mailbox;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// The sending side of one channel of a [MemoryLink].
final class MemoryLane {
  private static final Duration DECAY_PERIOD = Duration.ofSeconds(2);
  private static final double DECAY = 0.8;

  private final Channel<?> channel;
  private final Queue<Payload> queue = new ArrayDeque<>(2);
  private final List<Runnable> waiting = new ArrayList<>(1);
  private double recentlySent;
  private long decays;

  MemoryLane(Channel<?> channel) {
    this.channel = channel;
  }

  Channel<?> channel() {
    return channel;
  }

  Queue<Payload> queue() {
    return queue;
  }

  List<Runnable> waiting() {
    return waiting;
  }

  boolean hasRoom() {
    return queue.size() < channel.sendQueueCapacity();
  }

  Payload take(Duration age) {
    Payload message = queue.remove();
    decay(age);
    recentlySent += message.length();
    return message;
  }

  /// Tell how much the channel has sent for its priority.
  double share(Duration age) {
    decay(age);
    return recentlySent / channel.priority();
  }

  void releaseWaiting(Mailbox mailbox) {
    waiting.forEach(mailbox::execute);
    waiting.clear();
  }

  void drop(Mailbox mailbox) {
    queue.clear();
    releaseWaiting(mailbox);
  }

  ChannelStatus status(Duration age) {
    decay(age);
    return new ChannelStatus(
        channel.id(),
        channel.sendQueueCapacity(),
        queue.size(),
        channel.priority(),
        (long) recentlySent);
  }

  private void decay(Duration age) {
    long periods = age.dividedBy(DECAY_PERIOD);
    recentlySent *= Math.pow(DECAY, (double) (periods - decays));
    decays = periods;
  }
}
