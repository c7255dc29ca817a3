package dev.cometj.p2p.transport.mux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.spi.Metrics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SendBudgetTest {
  private static final int MIB = 1 << 20;
  private static final int LITTLE = (int) SendBudget.LITTLE;
  private final SendBudget budget = new SendBudget(16 * MIB);
  private final List<String> told = new ArrayList<>();

  private SendRig rig() {
    return new SendRig(
        SendRig.unlimited(),
        budget,
        Metrics.none(),
        TestChannels.channel(1).sendQueueCapacity(1000).build());
  }

  private SendRig full() {
    SendRig rig = rig();
    while (rig.offer(1, MIB).isQueued()) {}
    return rig;
  }

  @Test
  @DisplayName(
      "W2 a quarter of the node's budget is kept for peers that have little waiting (better)")
  void aShareIsKept() {
    SendRig first = full();
    SendRig second = full();
    assertThat(budget.usedBytes()).isEqualTo(12 * MIB);
    SendRig honest = rig();
    assertThat(honest.offer(1, LITTLE)).isEqualTo(SendResult.QUEUED);
    assertThat(honest.offer(1, 20_000)).isEqualTo(SendResult.QUEUE_FULL);
    assertThat(first.offer(1, 1)).isEqualTo(SendResult.QUEUE_FULL);
    assertThat(second.offer(1, 1)).isEqualTo(SendResult.QUEUE_FULL);
    honest.drain();
    assertThat(honest.offer(1, 1)).isEqualTo(SendResult.QUEUED);
  }

  @Test
  @DisplayName("W2 who waits for the budget is told when there is room for him, not before")
  void waiters() {
    SendRig large = full();
    SendRig alsoLarge = full();
    List<SendRig> small = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      small.add(rig());
      small.get(i).offer(1, MIB);
    }
    assertThat(budget.usedBytes()).isEqualTo(16 * MIB);
    SendRig honest = rig();
    wait(honest, "honest");
    wait(alsoLarge, "large");
    assertThat(told).isEmpty();

    small.getFirst().drain();
    assertThat(honest.waiterWakes).isEqualTo(2);
    assertThat(alsoLarge.waiterWakes).isEqualTo(1);
    honest.queues.runWaiters();
    assertThat(told).containsExactly("honest");

    while (large.drain() == OutboundMux.Pause.TURN) {}
    assertThat(alsoLarge.waiterWakes).isEqualTo(2);
    alsoLarge.queues.runWaiters();
    assertThat(told).containsExactly("honest", "large");
  }

  private void wait(SendRig rig, String name) {
    rig.queues.whenWritable(1, () -> told.add(name));
    rig.queues.runWaiters();
  }
}
