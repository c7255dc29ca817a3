package dev.cometj.p2p.switching.peer;

import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.spi.Cancellable;
import dev.cometj.p2p.spi.Link;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The sending side of one channel of one connection: the link's bounded queue, and in front of it those who wait for
/// room. Usable from any thread.
///
/// While nobody waits a send is one call of the link. Whoever finds the queue full waits in line; as long as somebody
/// does, everybody else stands behind, so that the order of the calls is the order on the wire. The lock guards the
/// line; nothing foreign but the link's `offer`, which never blocks, is called under it.
///
/// What stands in line is memory, too, and a peer that asks and never reads makes reactors add to it. So the lines of all
/// channels of a connection together hold 8 MiB, and the message that crosses it; whoever comes then is sent away at once.
final class ChannelOutlet {
  /// How long a send waits for room: `defaultSendTimeout` of Go's `p2p/conn/connection.go`.
  static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);

  /// How many bytes may stand in line on all channels of a connection.
  static final long LINE_BYTES = 8 << 20;

  private final Link link;
  private final int channelId;
  private final AtomicLong waitingBytes;
  private final boolean supported;
  private final Deque<Waiter> line = new ArrayDeque<>();
  private volatile boolean anybodyWaits;
  private boolean armed;
  private boolean ended;

  private static final class Waiter {
    private final FacetOwner owner;
    private final Outgoing message;
    private final CompletableFuture<SendResult> result = new CompletableFuture<>();
    private @Nullable Cancellable timeout;

    private Waiter(FacetOwner owner, Outgoing message) {
      this.owner = owner;
      this.message = message;
    }

    private int bytes() {
      return message.payload().length();
    }

    private void end(SendResult how) {
      Cancellable timer = timeout;
      if (timer != null) {
        timer.cancel();
      }
      owner.mailbox().execute(() -> result.complete(message.counted(how)));
    }
  }

  /// Make an outlet.
  ///
  /// @param waitingBytes how many bytes stand in line; shared by all outlets of a connection
  ChannelOutlet(Link link, int channelId, AtomicLong waitingBytes) {
    this.link = link;
    this.channelId = channelId;
    this.waitingBytes = waitingBytes;
    this.supported = link.remoteInfo().hasChannel(channelId);
  }

  boolean isSupported() {
    return supported;
  }

  SendResult trySend(Outgoing message) {
    return anybodyWaits
        ? SendResult.QUEUE_FULL
        : message.counted(link.offer(channelId, message.payload()));
  }

  CompletionStage<SendResult> send(FacetOwner owner, Outgoing message) {
    if (!anybodyWaits) {
      SendResult result = link.offer(channelId, message.payload());
      if (result != SendResult.QUEUE_FULL) {
        return Ended.stage(message.counted(result));
      }
    }
    return waitInLine(owner, message);
  }

  private CompletionStage<SendResult> waitInLine(FacetOwner owner, Outgoing message) {
    Waiter waiter = new Waiter(owner, message);
    boolean arm;
    synchronized (this) {
      if (ended) {
        return Ended.stage(SendResult.PEER_STOPPED);
      }
      if (waitingBytes.get() >= LINE_BYTES) {
        return Ended.stage(SendResult.QUEUE_FULL);
      }
      line.add(waiter);
      waitingBytes.addAndGet(waiter.bytes());
      anybodyWaits = true;
      waiter.timeout = owner.mailbox().schedule(SEND_TIMEOUT, () -> expire(waiter));
      arm = !armed;
      armed = true;
    }
    if (arm) {
      link.whenWritable(channelId, this::drain);
    }
    return waiter.result.minimalCompletionStage();
  }

  private void drain() {
    List<Waiter> served = new ArrayList<>();
    List<SendResult> results = new ArrayList<>();
    boolean rearm;
    synchronized (this) {
      armed = false;
      for (Waiter first = line.peek(); first != null; first = line.peek()) {
        SendResult result = link.offer(channelId, first.message.payload());
        if (result == SendResult.QUEUE_FULL) {
          break;
        }
        line.remove();
        waitingBytes.addAndGet(-first.bytes());
        served.add(first);
        results.add(result);
      }
      anybodyWaits = !line.isEmpty();
      rearm = anybodyWaits;
      armed = rearm;
    }
    for (int i = 0; i < served.size(); i++) {
      served.get(i).end(results.get(i));
    }
    if (rearm) {
      link.whenWritable(channelId, this::drain);
    }
  }

  private void expire(Waiter waiter) {
    boolean waited;
    synchronized (this) {
      waited = line.remove(waiter);
      if (waited) {
        waitingBytes.addAndGet(-waiter.bytes());
      }
      anybodyWaits = !line.isEmpty();
    }
    if (waited) {
      waiter.end(SendResult.TIMED_OUT);
    }
  }

  /// End all that wait; nobody waits here any more.
  void end() {
    List<Waiter> left;
    synchronized (this) {
      ended = true;
      left = List.copyOf(line);
      line.clear();
      left.forEach(waiter -> waitingBytes.addAndGet(-waiter.bytes()));
      anybodyWaits = false;
    }
    left.forEach(waiter -> waiter.end(SendResult.PEER_STOPPED));
  }
}
