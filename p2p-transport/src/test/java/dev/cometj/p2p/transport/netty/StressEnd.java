package dev.cometj.p2p.transport.netty;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkHandler;
import dev.cometj.p2p.transport.mux.TestChannels;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// One end of a link under stress: producers that send until it ends, and an account of what the other end's sent.
final class StressEnd implements LinkHandler {
  static final List<Channel<?>> CHANNELS =
      List.of(
          TestChannels.channel(1).sendQueueCapacity(1).build(),
          TestChannels.channel(2).priority(5).sendQueueCapacity(50).build());
  static final int PRODUCERS = 2;

  final Link link;
  final List<String> faults = new ArrayList<>();
  final CountDownLatch ended = new CountDownLatch(1);
  final AtomicInteger ends = new AtomicInteger();
  final AtomicInteger sent = new AtomicInteger();
  final int[][] next = new int[CHANNELS.size()][PRODUCERS];
  private final List<Producer> producers = new ArrayList<>();

  StressEnd(Link link) {
    this.link = link;
  }

  void start(long seed) {
    link.open(this);
    for (int i = 0; i < PRODUCERS; i++) {
      Producer producer = new Producer(i, seed + i);
      producers.add(producer);
      producer.start();
    }
  }

  void awaitEnd() throws InterruptedException {
    if (!ended.await(60, TimeUnit.SECONDS)) {
      faults.add("the link did not end");
    }
    for (Producer producer : producers) {
      producer.join(60_000);
      if (producer.isAlive()) {
        faults.add("a producer hangs");
      }
    }
  }

  /// How many messages of a producer on a channel were taken.
  int queued(int place, int producer) {
    return producers.get(producer).queued[place];
  }

  @Override
  public void received(int channelId, ByteBuffer message) {
    int producer = message.getInt();
    int number = message.getInt();
    int[] expected = next[channelId - 1];
    if (expected[producer] != number) {
      faults.add("channel %d: %d instead of %d".formatted(channelId, number, expected[producer]));
    }
    expected[producer] = number + 1;
    while (message.hasRemaining()) {
      if (message.get() != (byte) number) {
        faults.add("message %d is damaged".formatted(number));
        return;
      }
    }
  }

  @Override
  public void closed(StopReason reason) {
    ends.incrementAndGet();
    ended.countDown();
  }

  private final class Producer extends Thread {
    private final int number;
    private final SplittableRandom random;
    private final int[] queued = new int[CHANNELS.size()];

    Producer(int number, long seed) {
      super("producer " + number);
      setDaemon(true);
      this.number = number;
      random = new SplittableRandom(seed);
    }

    @Override
    public void run() {
      while (true) {
        int place = random.nextInt(CHANNELS.size());
        SendResult result = link.offer(place + 1, message(queued[place]));
        if (result == SendResult.PEER_STOPPED) {
          return;
        }
        if (result == SendResult.QUEUED) {
          queued[place]++;
          sent.incrementAndGet();
        } else if (random.nextInt(16) != 0) {
          Semaphore room = new Semaphore(0);
          link.whenWritable(place + 1, room::release);
          room.acquireUninterruptibly();
        }
      }
    }

    private Payload message(int counter) {
      int size = random.nextInt(8) == 0 ? random.nextInt(40_000) : random.nextInt(200);
      ByteBuffer bytes = ByteBuffer.allocate(8 + size).putInt(number).putInt(counter);
      while (bytes.hasRemaining()) {
        bytes.put((byte) counter);
      }
      return Payload.of(bytes.array());
    }
  }
}
