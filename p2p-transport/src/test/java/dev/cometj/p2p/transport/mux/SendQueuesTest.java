package dev.cometj.p2p.transport.mux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.spi.Metrics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SendQueuesTest {
  private static final int MIB = 1 << 20;

  private static Channel<byte[]> channel(int id, int capacity) {
    return TestChannels.channel(id).sendQueueCapacity(capacity).build();
  }

  @Test
  @DisplayName("PR-06 a queue takes exactly its capacity and refuses at once then")
  void capacityIsExact() {
    for (int capacity : new int[] {1, 2, 3, 10, 100, 1000}) {
      SendRig rig = new SendRig(SendRig.unlimited(), channel(1, capacity));
      for (int i = 0; i < capacity; i++) {
        assertThat(rig.offer(1, 10)).isEqualTo(SendResult.QUEUED);
      }
      assertThat(rig.offer(1, 10)).isEqualTo(SendResult.QUEUE_FULL);
      rig.drain();
      assertThat(rig.packets()).hasSize(capacity);
      assertThat(rig.offer(1, 10)).isEqualTo(SendResult.QUEUED);
    }
  }

  @Test
  @DisplayName("PR-05 who waits for room is told once there is some, in order")
  void waitersAreToldInOrder() {
    SendRig rig = new SendRig(SendRig.unlimited(), channel(1, 1), channel(2, 1));
    List<String> told = new ArrayList<>();
    rig.offer(1, 10);
    rig.queues.whenWritable(1, () -> told.add("first"));
    rig.queues.whenWritable(1, () -> told.add("second"));
    assertThat(rig.waiterWakes).isZero();
    rig.queues.runWaiters();
    assertThat(told).isEmpty();

    rig.queues.whenWritable(2, () -> told.add("other channel"));
    assertThat(rig.waiterWakes).isEqualTo(1);
    rig.queues.runWaiters();
    assertThat(told).containsExactly("other channel");

    rig.drain();
    assertThat(told).containsExactly("other channel", "first", "second");
    rig.drain();
    assertThat(told).hasSize(3);
  }

  @Test
  void aWaiterThatSendsAtOnceKeepsTheOrder() {
    SendRig rig = new SendRig(SendRig.unlimited(), channel(1, 1));
    List<SendResult> results = new ArrayList<>();
    rig.offer(1, 100);
    rig.queues.whenWritable(1, () -> results.add(rig.offer(1, 200)));
    rig.queues.whenWritable(1, () -> results.add(rig.offer(1, 300)));
    rig.drain();
    assertThat(results).containsExactly(SendResult.QUEUED, SendResult.QUEUED);
    assertThat(rig.packets().stream().map(SendRig.Seen::dataBytes)).containsExactly(100, 200, 300);
  }

  @Test
  void aChannelThatEitherSideLacksIsRefusedAndHoldsNobodyUp() {
    SendRig rig = new SendRig(SendRig.unlimited(), channel(1, 1));
    List<String> told = new ArrayList<>();
    assertThat(rig.offer(2, 1)).isEqualTo(SendResult.CHANNEL_UNSUPPORTED);
    assertThat(rig.offer(999, 1)).isEqualTo(SendResult.CHANNEL_UNSUPPORTED);
    rig.queues.whenWritable(2, () -> told.add("told"));
    rig.queues.runWaiters();
    assertThat(told).hasSize(1);
  }

  @Test
  void theStreamsThreadIsWokenOnceForManyMessages() {
    SendRig rig = new SendRig(SendRig.unlimited(), channel(1, 100), channel(2, 100));
    for (int i = 0; i < 50; i++) {
      rig.offer(1 + i % 2, 10);
    }
    assertThat(rig.drainWakes).isEqualTo(1);
    rig.drain();
    rig.offer(1, 10);
    assertThat(rig.drainWakes).isEqualTo(2);
  }

  @Test
  @DisplayName("W2 one peer's queues hold 8 MiB and the message that crosses it (better: in bytes)")
  void peerBudget() {
    SendRig rig = new SendRig(SendRig.unlimited(), channel(1, 1000));
    rig.stream.block(true);
    Payload block = SendRig.payload(3 * MIB, 1);
    assertThat(rig.offer(1, block)).isEqualTo(SendResult.QUEUED);
    assertThat(rig.offer(1, block)).isEqualTo(SendResult.QUEUED);
    assertThat(rig.offer(1, block)).isEqualTo(SendResult.QUEUED);
    assertThat(rig.offer(1, block)).isEqualTo(SendResult.QUEUE_FULL);
    assertThat(rig.queues.pendingBytes()).isEqualTo(9 * MIB);

    List<String> told = new ArrayList<>();
    rig.queues.whenWritable(1, () -> told.add("room"));
    rig.stream.block(false);
    while (told.isEmpty()) {
      assertThat(rig.queues.pendingBytes()).isGreaterThan(6 * MIB);
      rig.drain();
    }
    assertThat(rig.offer(1, block)).isEqualTo(SendResult.QUEUED);
  }

  @Test
  void bulkThatFillsTheQueuesKeepsNoSmallMessageOfAnotherChannelOut() {
    SendRig rig = new SendRig(SendRig.unlimited(), channel(1, 1000), channel(2, 1000));
    rig.stream.block(true);
    Payload block = SendRig.payload(3 * MIB, 1);
    while (rig.offer(1, block).isQueued()) {}

    for (int vote = 0; vote < 4; vote++) {
      assertThat(rig.offer(2, 16 * 1024)).isEqualTo(SendResult.QUEUED);
    }
    assertThat(rig.offer(2, 16 * 1024)).isEqualTo(SendResult.QUEUE_FULL);
    assertThat(rig.offer(2, 16 * 1024 + 1)).isEqualTo(SendResult.QUEUE_FULL);
  }

  @Test
  @DisplayName("W2 all queues together hold the node's budget and one message (better: in bytes)")
  void nodeBudget() {
    MuxSettings settings = SendRig.unlimited();
    SendBudget budget = new SendBudget(settings.nodeQueueBytes());
    Payload block = SendRig.payload(4 * MIB, 1);
    List<SendRig> rigs = new ArrayList<>();
    int taken = 0;
    for (int i = 0; i < 20; i++) {
      SendRig rig = new SendRig(settings, budget, Metrics.none(), channel(1, 1000));
      rigs.add(rig);
      for (int message = 0; message < 3; message++) {
        taken += rig.offer(1, block).isQueued() ? 1 : 0;
      }
    }
    assertThat(taken).isEqualTo(32);
    assertThat(budget.usedBytes()).isEqualTo(128L * MIB);

    // A peer with nothing in its own queue has to wait for the others, and is told.
    SendRig last = new SendRig(settings, budget, Metrics.none(), channel(1, 1000));
    rigs.add(last);
    List<String> told = new ArrayList<>();
    last.queues.whenWritable(1, () -> told.add("room"));
    last.queues.runWaiters();
    assertThat(told).isEmpty();
    rigs.getFirst().queues.refuse();
    rigs.getFirst().queues.end();
    assertThat(last.waiterWakes).isEqualTo(2);
    last.queues.runWaiters();
    assertThat(told).hasSize(1);
    assertThat(last.offer(1, block)).isEqualTo(SendResult.QUEUED);

    rigs.stream().skip(1).forEach(rig -> rig.queues.end());
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  @DisplayName("PR-08 after the refusal nothing is taken, and all that was taken is sent")
  void refusalIsExact() {
    SendRig rig = new SendRig(SendRig.unlimited(), channel(1, 10));
    rig.offer(1, 5000);
    rig.offer(1, 0);
    rig.queues.refuse();
    assertThat(rig.offer(1, 10)).isEqualTo(SendResult.PEER_STOPPED);
    assertThat(rig.mux.isSpent()).isFalse();
    rig.drain();
    assertThat(rig.mux.isSpent()).isTrue();
    assertThat(rig.packets().stream().filter(SendRig.Seen::eof)).hasSize(2);
  }

  @Test
  void theEndGivesEverythingBackAndTellsWhoWaits() {
    SendRig rig = new SendRig(SendRig.unlimited(), channel(1, 2));
    List<String> told = new ArrayList<>();
    rig.offer(1, MIB);
    rig.offer(1, MIB);
    rig.queues.whenWritable(1, () -> told.add("ended"));
    rig.queues.refuse();
    rig.queues.end();
    assertThat(told).hasSize(1);
    assertThat(rig.budget.usedBytes()).isZero();
    assertThat(rig.queues.pendingBytes()).isZero();
    assertThat(rig.offer(1, 1)).isEqualTo(SendResult.PEER_STOPPED);
  }
}
