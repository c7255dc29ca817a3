package dev.cometj.p2p.transport.link;

import dev.cometj.p2p.ConnectionStatus;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.transport.mux.FlowMonitor;
import dev.cometj.p2p.transport.mux.InboundMux;
import dev.cometj.p2p.transport.mux.KeepAlive;
import dev.cometj.p2p.transport.mux.LinkFaultException;
import dev.cometj.p2p.transport.mux.MuxSettings;
import dev.cometj.p2p.transport.mux.OutboundMux;
import dev.cometj.p2p.transport.mux.RateLimit;
import dev.cometj.p2p.transport.mux.SendQueues;
import dev.cometj.p2p.transport.mux.TrafficCounters;
import dev.cometj.p2p.transport.secret.BrokenStreamException;
import dev.cometj.p2p.transport.secret.Session;
import dev.cometj.p2p.transport.secret.StreamDecoder;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Drives the multiplexer by the events of one stream and one timer; `MConnection` of Go's `p2p/conn/connection.go`.
///
/// 1. Nothing is read or sent before [#begin], except that flushing sends what is queued.
/// 2. Whoever ends the link sets the reason and closes the stream; the stream's last event is what cleans up. So there is
///    one way out, and nothing comes after it.
/// 3. Events that come from within a feed or a drain are seen to when that is over.
/// 4. A drain that has more to send goes on after the stream has seen to what the network has brought: however fast the
///    network takes what we send, reading does not wait for it.
/// 5. One timer serves keep-alive, stalled writes, the gauge, and giving memory back. It is set to what is due next, for a
///    quiet peer the next ping. Only a rate that is used up has a timer of its own.
///
/// All runs on the stream's thread, except what is marked.
final class LinkDriver implements ByteStream.Handler {
  private static final System.Logger LOGGER = System.getLogger(LinkDriver.class.getName());

  /// How often the gauge of waiting bytes is set while it is not 0; `metricsTickerDuration` of Go's `p2p/peer.go`. Buffers
  /// that grew are looked at as often.
  private static final long HOUSEKEEPING = Duration.ofSeconds(10).toNanos();

  /// A network byte counts for the receive rate as this part of a packet's byte. Frames of a single small packet, which
  /// the original sends, stay far below the rate then, but frames without any packet are no way around it.
  private static final int FRAME_ALLOWANCE = 4;

  private final ByteStream stream;
  private final LinkState state;
  private final NodeRuntime runtime;
  private final MuxSettings settings;
  private final long start;
  private final SendQueues queues;
  private final OutboundMux outbound;
  private final InboundMux inbound;
  private final FlowMonitor sendMonitor;
  private final FlowMonitor receiveMonitor;
  private final TrafficCounters counters;
  private final StreamDecoder decoder;
  private final ReadBuffer readBuffer;
  private final ReadGate gate;
  private final RateLimit receiveRate;
  private final WriteStall stall;
  private final LinkTimer timer;

  // What runs for each batch is made once.
  private final Runnable drain = this::drain;
  private final Runnable drainDue = this::drainDue;
  private final Runnable runWaiters;

  /// Written by any thread, which then asks the stream's thread to look at it.
  private volatile boolean pauseAsked;

  private @Nullable ByteBuffer leftover;
  private @Nullable KeepAlive keepAlive;
  private long feedTime;
  private boolean working;
  private boolean networkIsFull;
  private boolean drainAgain;
  private boolean drainIsDue;
  private boolean sendTimer;
  private boolean closingAfterFlush;
  private boolean flushDone;
  private boolean streamClosed;
  private @Nullable Throwable streamFault;
  private boolean housekeeping;
  private long housekeepingDue;

  LinkDriver(Links links, ByteStream stream, Session session, LinkState state) {
    this.stream = stream;
    this.state = state;
    runtime = links.runtime();
    settings = links.settings();
    decoder = session.decoder();
    leftover = session.leftover();
    start = runtime.nanoTime();
    Instant startTime = runtime.wallClock().instant();
    sendMonitor = new FlowMonitor(startTime, start);
    receiveMonitor = new FlowMonitor(startTime, start);
    counters =
        new TrafficCounters(
            links.metrics(), session.remoteInfo().id().toString(), links.channels());
    queues =
        new SendQueues(
            links.channels(),
            session.remoteInfo()::hasChannel,
            settings.peerQueueBytes(),
            links.sendBudget(),
            new Waking());
    runWaiters = queues::runWaiters;
    outbound =
        new OutboundMux(queues, session.encoder(), stream, settings, sendMonitor, counters, start);
    inbound =
        new InboundMux(
            links.channels(),
            settings,
            links.reassemblyBudget(),
            new Reading(),
            receiveMonitor,
            counters,
            start);
    readBuffer = new ReadBuffer(decoder);
    gate = new ReadGate(stream);
    receiveRate = new RateLimit(settings.receiveRate(), settings.maxPacketBytes(), start);
    stall = new WriteStall(settings.writeStallTimeout().toNanos());
    timer = new LinkTimer(stream, this::timerFired);
  }

  // Any thread.

  SendQueues queues() {
    return queues;
  }

  InboundMux inbound() {
    return inbound;
  }

  ConnectionStatus status() {
    long now = runtime.nanoTime();
    return new ConnectionStatus(
        Duration.ofNanos(now - start),
        sendMonitor.status(now),
        receiveMonitor.status(now),
        outbound.channels(now));
  }

  void askToPause(boolean wanted) {
    pauseAsked = wanted;
    stream.execute(this::pauseOrResume);
  }

  void close(StopReason reason) {
    if (state.end(reason)) {
      queues.refuse();
      stream.close();
    }
  }

  // The stream's thread: reading.

  void begin() {
    if (state.isEnding()) {
      return;
    }
    long now = runtime.nanoTime();
    KeepAlive alive = new KeepAlive(settings, now);
    keepAlive = alive;
    if (gate.isClosedFor(ReadGate.ASKED)) {
      alive.readingPaused(now);
    }
    ByteBuffer rest = leftover;
    leftover = null;
    if (rest != null && rest.hasRemaining()) {
      byte[] plain = new byte[rest.remaining()];
      rest.get(plain);
      feed(() -> inbound.take(plain, 0, plain.length), 0);
    }
    if (!state.isEnding()) {
      gate.open(ReadGate.NOT_OPEN);
      drain();
      schedule(now);
    }
  }

  private void pauseOrResume() {
    boolean wanted = pauseAsked;
    if (state.isEnding() || wanted == gate.isClosedFor(ReadGate.ASKED)) {
      return;
    }
    long now = runtime.nanoTime();
    KeepAlive alive = keepAlive;
    if (wanted) {
      gate.close(ReadGate.ASKED);
      if (alive != null) {
        alive.readingPaused(now);
      }
    } else {
      gate.open(ReadGate.ASKED);
      if (alive != null) {
        alive.readingResumed(now);
      }
    }
    schedule(now);
  }

  @Override
  public void received(ByteBuffer bytes) {
    if (!state.isEnding()) {
      int sealed = bytes.remaining();
      readBuffer.expect(sealed);
      feed(() -> decoder.feed(bytes, inbound), sealed / FRAME_ALLOWANCE);
    }
  }

  /// Something that gives the inbound half plain bytes.
  private interface Feed {
    void run() throws BrokenStreamException;
  }

  private void feed(Feed source, int leastCount) {
    long now = runtime.nanoTime();
    feedTime = now;
    working = true;
    inbound.begin(now);
    try {
      source.run();
    } catch (BrokenStreamException e) {
      close(new StopReason.Malformed(String.valueOf(e.getMessage())));
    }
    long count = inbound.end();
    working = false;
    LinkFaultException fault = inbound.fault();
    if (fault != null) {
      close(fault.reason());
    }
    limitReading(Math.max(count, leastCount), now);
    if (drainAgain && !streamClosed) {
      drainAgain = false;
      drain();
    } else {
      afterWork(now);
    }
  }

  private void limitReading(long count, long now) {
    receiveRate.spend(count);
    if (!gate.isClosedFor(ReadGate.RATE) && receiveRate.allowance(now) <= 0 && !state.isEnding()) {
      gate.close(ReadGate.RATE);
      stream.schedule(Duration.ofNanos(receiveRate.waitNanos()), this::readOn);
    }
  }

  private void readOn() {
    if (!state.isEnding()) {
      receiveRate.allowance(runtime.nanoTime());
      gate.open(ReadGate.RATE);
    }
  }

  // The stream's thread: sending.

  @Override
  public void drained() {
    if (stall.isWaiting()) {
      stall.taken(stream.pendingBytes(), runtime.nanoTime());
    }
    if (networkIsFull) {
      drainAfterReading();
    }
  }

  private void drainAfterReading() {
    if (!drainIsDue) {
      drainIsDue = true;
      stream.executeAfterReading(drainDue);
    }
  }

  private void drainDue() {
    drainIsDue = false;
    drain();
  }

  private void drain() {
    if (working) {
      drainAgain = true;
      return;
    }
    boolean flushing = state.isFlushing();
    if (state.isEnding() || closingAfterFlush || (keepAlive == null && !flushing)) {
      return;
    }
    long now = runtime.nanoTime();
    working = true;
    OutboundMux.Pause pause = OutboundMux.Pause.IDLE;
    try {
      pause = outbound.drain(now);
    } catch (BrokenStreamException e) {
      close(new StopReason.LinkFailure(String.valueOf(e.getMessage())));
    }
    working = false;
    networkIsFull = pause == OutboundMux.Pause.NETWORK;
    switch (pause) {
      case IDLE -> finishFlush(flushing);
      case NETWORK -> {}
      case RATE -> waitForRate();
      case TURN -> drainAfterReading();
    }
    stall.written(stream.pendingBytes(), now);
    if (stall.isWaiting()) {
      timer.within(stall.nanosLeft(now), now);
    }
    if (drainAgain) {
      drainAgain = false;
      stream.execute(drain);
    }
    afterWork(now);
  }

  private void waitForRate() {
    if (!sendTimer) {
      sendTimer = true;
      stream.schedule(
          Duration.ofNanos(outbound.rateWaitNanos()),
          () -> {
            sendTimer = false;
            drain();
          });
    }
  }

  private void finishFlush(boolean flushing) {
    if (!flushing) {
      return;
    }
    if (!outbound.isSpent()) {
      stream.execute(drain);
      return;
    }
    closingAfterFlush = true;
    stream.closeAfterFlush(() -> {
      flushDone = true;
      state.completeFlush();
    });
  }

  /// See to what came up during a feed or a drain.
  private void afterWork(long now) {
    if (streamClosed) {
      finish();
    } else if (!housekeeping && needsHousekeeping()) {
      housekeeping = true;
      housekeepingDue = now + HOUSEKEEPING;
      timer.within(HOUSEKEEPING, now);
    }
  }

  private boolean needsHousekeeping() {
    return outbound.isLarge() || readBuffer.isLarge() || queues.pendingBytes() > 0;
  }

  // The stream's thread: time.

  private void timerFired() {
    if (state.isEnding()) {
      return;
    }
    long now = runtime.nanoTime();
    if (stall.isWaiting() && stall.nanosLeft(now) <= 0) {
      close(
          new StopReason.TimedOut(
              "nothing could be written for " + settings.writeStallTimeout().toSeconds() + " s"));
      return;
    }
    if (keepAlive != null && !stayAlive(keepAlive.due(now))) {
      return;
    }
    if (housekeeping && now - housekeepingDue >= 0) {
      keepHouse(now);
    }
    schedule(now);
  }

  private boolean stayAlive(int due) {
    if ((due & KeepAlive.TIMED_OUT) != 0) {
      close(new StopReason.TimedOut("no pong within " + settings.pongTimeout().toSeconds() + " s"));
      return false;
    }
    if ((due & KeepAlive.SEND_PING) != 0) {
      outbound.requestPing();
    }
    if ((due & KeepAlive.SEND_PONG) != 0) {
      outbound.requestPong();
    }
    if (due != 0) {
      drain();
    }
    return true;
  }

  private void keepHouse(long now) {
    counters.pending(queues.pendingBytes());
    boolean largeWrites = outbound.settle();
    boolean largeReads = readBuffer.settle();
    housekeeping = largeWrites || largeReads || counters.isPendingShown();
    housekeepingDue = now + HOUSEKEEPING;
  }

  private void schedule(long now) {
    if (keepAlive != null) {
      timer.within(keepAlive.nanosUntilDue(now), now);
    }
    if (stall.isWaiting()) {
      timer.within(Math.max(0, stall.nanosLeft(now)), now);
    }
    if (housekeeping) {
      timer.within(Math.max(0, housekeepingDue - now), now);
    }
  }

  // The stream's thread: the end.

  @Override
  public void closed(@Nullable Throwable cause) {
    streamClosed = true;
    streamFault = cause;
    if (!working) {
      finish();
    }
  }

  private void finish() {
    if (state.hasEnded()) {
      return;
    }
    timer.stop();
    outbound.stop();
    inbound.release();
    counters.pending(0);
    queues.refuse();
    queues.end();
    state.ended(reasonOfStream());
  }

  private StopReason reasonOfStream() {
    if (streamFault != null) {
      return new StopReason.LinkFailure(String.valueOf(streamFault.getMessage()));
    }
    return flushDone
        ? new StopReason.Requested("flushed and closed")
        : new StopReason.LinkFailure("the peer closed the connection");
  }

  /// How producers reach the stream's thread.
  private final class Waking implements SendQueues.Consumer {
    @Override
    public void wakeToDrain() {
      stream.execute(drain);
    }

    @Override
    public void wakeWaiters() {
      stream.execute(runWaiters);
    }
  }

  /// What comes of reading.
  private final class Reading implements InboundMux.Receiver {
    @Override
    public void message(int channelId, ByteBuffer message) {
      try {
        if (!state.deliver(channelId, message)) {
          inbound.stop();
        }
      } catch (RuntimeException e) {
        LOGGER.log(Level.ERROR, "a message of " + stream.remote() + " could not be handled", e);
        inbound.stop();
        close(new StopReason.OwnFault("handling a message: " + e));
      }
    }

    @Override
    public void pingReceived() {
      outbound.requestPong();
      drainAgain = true;
    }

    @Override
    public void pongReceived() {
      stall.pongReceived(feedTime);
      if (keepAlive != null) {
        keepAlive.pongReceived();
      }
    }

    @Override
    public void evict(StopReason reason) {
      close(reason);
    }
  }
}
