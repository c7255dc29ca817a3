package dev.cometj.p2p.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.spi.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Makes, sends and compares the messages of the contracts.
final class Messages {
  private static final int MANY = 2_000;

  private Messages() {}

  static Payload of(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Payload.of(bytes);
  }

  /// Make a message that differs from those of other numbers.
  static Payload random(int number, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(number).nextBytes(bytes);
    return Payload.of(bytes);
  }

  /// Make messages of lengths from 0 up to a longest one.
  static List<Payload> random(int count, int longest, int seed) {
    SplittableRandom lengths = new SplittableRandom(seed);
    List<Payload> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(random(seed + i, lengths.nextInt(longest + 1)));
    }
    return messages;
  }

  /// Offer until the queue is full and stays so, which must happen: nothing is read at the other end.
  ///
  /// @return how many were queued
  static int fill(ContractWorld world, Link link, Channel<?> channel, int length) {
    int count = 0;
    for (int fruitless = 0; fruitless < 3; fruitless++) {
      while (offer(link, channel, random(count, length))) {
        fruitless = 0;
        count++;
        assertThat(count).as("messages queued while nobody reads them").isLessThan(MANY);
      }
      world.pass(Duration.ofSeconds(1));
    }
    return count;
  }

  private static boolean offer(Link link, Channel<?> channel, Payload message) {
    SendResult result = link.offer(channel.id(), message);
    assertThat(result).isIn(SendResult.QUEUED, SendResult.QUEUE_FULL);
    return result.isQueued();
  }

  /// Compare one by one, so that a failure names the first message that differs.
  static void assertSame(List<Payload> actual, List<Payload> expected) {
    for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
      assertThat(actual.get(i))
          .as("message %d of %d", i, expected.size())
          .isEqualTo(expected.get(i));
    }
    assertThat(actual).hasSameSizeAs(expected);
  }
}
