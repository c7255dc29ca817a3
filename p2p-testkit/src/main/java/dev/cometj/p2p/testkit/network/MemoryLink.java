package dev.cometj.p2p.testkit.network;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.ConnectionStatus;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkHandler;
import dev.cometj.p2p.spi.Mailbox;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// One end of a connection that carries whole messages.
///
/// A message waits in its channel's lane until the window has room and the channel is the one that has sent least
/// for its priority; then it travels, and waits in the inbox until the handler may read.
final class MemoryLink implements Link {
  /// What a link knows of its ends.
  record Ends(NetAddress address, NodeInfo remoteInfo, boolean outbound) {}

  private record Received(int channelId, Payload message) {}

  /// How many bytes may be under way or unread in one direction, plus the message that crosses it.
  private static final int WINDOW = 64 * 1024;

  /// What a message counts besides its bytes.
  private static final int OVERHEAD = 16;

  private final MemoryTransport transport;
  private final Mailbox mailbox;
  private final MemoryHandshake handshake;
  private final Ends ends;
  private final Map<Integer, MemoryLane> lanes = new LinkedHashMap<>();
  private final Queue<Received> inbox = new ArrayDeque<>(2);
  private final MemoryFlow sent;
  private final MemoryFlow received;
  private final CompletableFuture<Void> flushed = new CompletableFuture<>();
  private @Nullable LinkHandler handler;
  private @Nullable StopReason reason;
  private @Nullable String remoteEnd;
  private long unacknowledged;
  private boolean flushing;
  private boolean pumping;
  private boolean reading;
  private boolean paused;
  private boolean told;

  MemoryLink(MemoryTransport transport, Mailbox mailbox, MemoryHandshake handshake, Ends ends) {
    this.transport = transport;
    this.mailbox = mailbox;
    this.handshake = handshake;
    this.ends = ends;
    this.sent = new MemoryFlow(transport.node());
    this.received = new MemoryFlow(transport.node());
    for (Channel<?> channel : transport.context().channels()) {
      lanes.put(channel.id(), new MemoryLane(channel));
    }
  }

  boolean isBetween(IpAddress a, IpAddress b) {
    IpAddress local = handshake.localIp();
    IpAddress remote = handshake.remoteIp();
    return (local.equals(a) && remote.equals(b)) || (local.equals(b) && remote.equals(a));
  }

  @Override
  public NodeInfo remoteInfo() {
    return ends.remoteInfo;
  }

  @Override
  public NetAddress socketAddress() {
    return ends.address;
  }

  @Override
  public boolean isOutbound() {
    return ends.outbound;
  }

  @Override
  public void open(LinkHandler to) {
    if (handler != null) {
      throw new IllegalStateException("the link is open already");
    }
    handler = to;
    mailbox.execute(reason == null ? this::read : this::tell);
  }

  @Override
  public SendResult offer(int channelId, Payload message) {
    MemoryLane lane = lanes.get(channelId);
    if (reason != null || flushing) {
      return SendResult.PEER_STOPPED;
    }
    if (lane == null || !ends.remoteInfo.hasChannel(channelId)) {
      return SendResult.CHANNEL_UNSUPPORTED;
    }
    if (!lane.hasRoom()) {
      return SendResult.QUEUE_FULL;
    }
    lane.queue().add(message);
    pumpSoon(Duration.ZERO);
    return SendResult.QUEUED;
  }

  @Override
  public void whenWritable(int channelId, Runnable action) {
    MemoryLane lane = lanes.get(channelId);
    if (lane == null || reason != null || lane.hasRoom()) {
      mailbox.execute(action);
    } else {
      lane.waiting().add(action);
    }
  }

  @Override
  public void pauseReading() {
    paused = true;
  }

  @Override
  public void resumeReading() {
    paused = false;
    readSoon();
  }

  @Override
  public void expect(int channelId, long bytes) {
    // Nothing is cut early here: budgets are the standard transport's.
  }

  @Override
  public ConnectionStatus status() {
    return new ConnectionStatus(
        sent.age(),
        sent.status(),
        received.status(),
        lanes.values().stream().map(lane -> lane.status(sent.age())).toList());
  }

  @Override
  public CompletionStage<Void> flushAndClose() {
    if (reason == null) {
      flushing = true;
      pumpSoon(Duration.ZERO);
    }
    return flushed.copy();
  }

  @Override
  public void close(StopReason why) {
    if (reason == null) {
      handshake.toOtherLink(0, there -> there.remoteEnded("closed by the remote node"));
      end(why);
    }
  }

  /// Break the connection; both sides learn it at once.
  void reset() {
    MemoryLink there = handshake.otherLink();
    end(new StopReason.LinkFailure("connection reset"));
    if (there != null) {
      there.end(new StopReason.LinkFailure("connection reset"));
    }
  }

  /// The process at this end is gone; the other side will learn it.
  void abandon() {
    handshake.toOtherLink(
        0, there -> there.end(new StopReason.LinkFailure("connection reset by the remote host")));
  }

  /// The other side has closed; what it sent before is still read.
  void remoteEnded(String how) {
    remoteEnd = how;
    readSoon();
  }

  private void pumpSoon(Duration delay) {
    if (!pumping) {
      pumping = true;
      mailbox.schedule(delay, this::pump);
    }
  }

  private void pump() {
    pumping = false;
    if (reason != null) {
      return;
    }
    Duration age = sent.age();
    Optional<MemoryLane> next = nextLane(age);
    while (next.isPresent() && unacknowledged < WINDOW && !pumping) {
      Payload message = next.get().take(age);
      int channelId = next.get().channel().id();
      unacknowledged += message.length() + OVERHEAD;
      sent.add(message.length());
      Duration busy =
          handshake.toOtherLink(
              message.length() + OVERHEAD, there -> there.arrived(channelId, message));
      next.get().releaseWaiting(mailbox);
      if (!busy.isZero()) {
        pumpSoon(busy);
      }
      next = nextLane(age);
    }
    if (flushing && next.isEmpty()) {
      close(new StopReason.Requested("flushed and closed"));
    }
  }

  private Optional<MemoryLane> nextLane(Duration age) {
    return lanes.values().stream()
        .filter(lane -> !lane.queue().isEmpty())
        .min(Comparator.comparingDouble(lane -> lane.share(age)));
  }

  private void arrived(int channelId, Payload message) {
    if (reason == null) {
      inbox.add(new Received(channelId, message));
      readSoon();
    }
  }

  private void readSoon() {
    if (!reading) {
      reading = true;
      mailbox.execute(this::read);
    }
  }

  /// Let the handler read one message.
  private void read() {
    reading = false;
    if (handler == null || paused || reason != null) {
      return;
    }
    Received next = inbox.poll();
    if (next != null) {
      deliver(handler, next);
    }
    if (!inbox.isEmpty()) {
      readSoon();
    } else if (remoteEnd != null) {
      end(new StopReason.LinkFailure(remoteEnd));
    }
  }

  private void deliver(LinkHandler to, Received next) {
    int length = next.message.length();
    received.add(length);
    handshake.toOtherLink(0, there -> there.acknowledged(length + OVERHEAD));
    MemoryLane lane = lanes.get(next.channelId);
    int limit = lane == null ? -1 : lane.channel().maxMessageBytes();
    if (length > limit) {
      close(
          new StopReason.LimitExceeded(
              "a message of %d bytes on channel 0x%02x, at most %d are allowed"
                  .formatted(length, next.channelId, limit)));
      return;
    }
    // Not at the start of its array, so that a reader who ignores the position finds out.
    byte[] array = new byte[length + 1];
    next.message.copyTo(0, array, 1, length);
    to.received(next.channelId, ByteBuffer.wrap(array, 1, length));
  }

  private void acknowledged(int bytes) {
    boolean wasFull = unacknowledged >= WINDOW;
    unacknowledged -= bytes;
    if (wasFull && reason == null) {
      pumpSoon(Duration.ZERO);
    }
  }

  private void end(StopReason why) {
    if (reason != null) {
      return;
    }
    reason = why;
    inbox.clear();
    transport.down(this);
    lanes.values().forEach(lane -> lane.drop(mailbox));
    mailbox.execute(() -> flushed.complete(null));
    mailbox.execute(this::tell);
  }

  private void tell() {
    if (handler != null && reason != null && !told) {
      told = true;
      handler.closed(reason);
    }
  }
}
