package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.spi.Mailbox;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/// One direction of a connection: packets arrive in order, each after its latency, in the receiver's mailbox.
final class Wire {
  private record Packet(long arrival, Runnable task) {}

  private final NetworkConditions conditions;
  private final IpAddress from;
  private final IpAddress to;
  private final Mailbox receiver;
  private final Queue<Packet> packets = new ArrayDeque<>(4);
  private long busyUntil;
  private long lastArrival;
  private boolean armed;

  Wire(NetworkConditions conditions, IpAddress from, IpAddress to, Mailbox receiver) {
    this.conditions = conditions;
    this.from = from;
    this.to = to;
    this.receiver = receiver;
  }

  /// Send something.
  ///
  /// @param bytes its size, which takes time where bandwidth is limited
  /// @param task runs in the receiver's mailbox when it arrives
  /// @return how long the sender is busy with it
  Duration send(long bytes, Runnable task) {
    long now = conditions.nanos();
    busyUntil = Math.max(busyUntil, now) + conditions.transmissionNanos(bytes);
    lastArrival = Math.max(lastArrival, busyUntil + conditions.drawLatency(from, to));
    packets.add(new Packet(lastArrival, task));
    arm(lastArrival - now);
    return Duration.ofNanos(busyUntil - now);
  }

  /// Forget everything under way.
  void drop() {
    packets.clear();
  }

  /// Go on after a cut.
  void release() {
    if (!packets.isEmpty()) {
      arm(conditions.drawLatency(from, to));
    }
  }

  private void arm(long delayNanos) {
    if (!armed) {
      armed = true;
      receiver.schedule(Duration.ofNanos(delayNanos), this::arrive);
    }
  }

  private void arrive() {
    armed = false;
    if (packets.isEmpty()) {
      return;
    }
    if (conditions.isCut(from, to)) {
      conditions.stall(this);
      return;
    }
    long early = packets.element().arrival - conditions.nanos();
    if (early > 0) {
      arm(early);
      return;
    }
    Packet packet = packets.remove();
    Packet next = packets.peek();
    if (next != null) {
      arm(Math.max(0, next.arrival - conditions.nanos()));
    }
    packet.task.run();
  }
}
