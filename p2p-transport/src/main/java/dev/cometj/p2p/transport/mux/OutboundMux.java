package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.ChannelStatus;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.transport.secret.BrokenStreamException;
import dev.cometj.p2p.transport.secret.StreamEncoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stream thread's side of [SendQueues]: cuts messages into packets, the channel next that has sent least for its
/// priority, and hands them to the network in batches; `sendRoutine` of Go's `p2p/conn/connection.go`.
///
/// 1. [#drain] goes on until the queues are empty, the network has enough (the watermark), the rate is used up, or it
///    has had its turn. Whatever it has laid into frames is with the network when it returns: nothing waits for a flush.
/// 2. A batch is as much as the encoder holds. The encoder is small for a quiet peer and grows under load.
/// 3. A channel's weight is `recentlySent / priority`, as a quotient of two `float`s; the first channel in the order
///    announced wins a tie. `recentlySent` counts packets with their length, and loses a fifth every two seconds since
///    the link began, rounded down. The loss is made up for when the next look is taken, so a quiet link has no timer.
/// 4. Pings and pongs go ahead of all channels, but not past the watermark, or a peer that never reads could make us
///    collect them.
///
/// Used by the stream's thread, except where said otherwise.
public final class OutboundMux {
  /// Why a drain stopped.
  public enum Pause {
    /// Everything is sent. The next message wakes the drain.
    IDLE,
    /// The network has enough: drain again when it has taken some.
    NETWORK,
    /// The rate is used up: drain again after [#rateWaitNanos].
    RATE,
    /// There is more, but others shall have their turn: drain again soon.
    TURN
  }

  private static final long FADE_INTERVAL = Duration.ofSeconds(2).toNanos();
  private static final double FADE = 0.8;

  /// How many sealed bytes one drain may hand over before others get their turn.
  private static final int TURN_BYTES = 1 << 20;

  private static final int LARGEST_ENCODER = 64 * 1024 - 1024;
  private static final int GROWTH = 4;

  private static final VarHandle RECENTLY_SENT = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle ACTIVE;

  static {
    try {
      ACTIVE = MethodHandles.lookup().findVarHandle(OutboundMux.class, "active", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final SendQueues queues;
  private final StreamEncoder encoder;
  private final ByteStream stream;
  private final FlowMonitor monitor;
  private final TrafficCounters counters;
  private final RateLimit rate;
  private final PacketWriter writer = new PacketWriter();
  private final int payloadBytes;
  private final int largestPacket;
  private final int watermark;
  private final long start;

  /// The messages being cut, by place; `active` has a bit for each that is there.
  private final @Nullable Payload[] current;

  private final int[] sent;
  private final int[] taken;
  private final long[] takenBytes;
  private int touched;

  // Others read these two, and need not see the newest values.
  private int active;
  private final long[] recentlySent;

  private volatile long fades;
  private int encoderBytes;
  private long batchBytes;
  private long largestBatch;
  private long batchData;
  private boolean pingDue;
  private boolean pongDue;
  private boolean stopped;

  /// Make the sending side of a link.
  ///
  /// @param queues what to send
  /// @param encoder where packets are laid
  /// @param stream where they go
  /// @param settings rates and sizes
  /// @param monitor gets what was sent
  /// @param counters get it too
  /// @param now the time
  public OutboundMux(
      SendQueues queues,
      StreamEncoder encoder,
      ByteStream stream,
      MuxSettings settings,
      FlowMonitor monitor,
      TrafficCounters counters,
      long now) {
    this.queues = queues;
    this.encoder = encoder;
    this.stream = stream;
    this.monitor = monitor;
    this.counters = counters;
    payloadBytes = settings.packetPayloadBytes();
    largestPacket = settings.maxDelimitedBytes();
    watermark = settings.watermarkBytes();
    rate = new RateLimit(settings.sendRate(), 2 * largestPacket, now);
    start = now;
    current = new Payload[queues.size()];
    sent = new int[queues.size()];
    taken = new int[queues.size()];
    takenBytes = new long[queues.size()];
    recentlySent = new long[queues.size()];
    resize(leastEncoder());
  }

  /// Ask for a ping with the next drain.
  public void requestPing() {
    pingDue = true;
  }

  /// Ask for a pong with the next drain. However many pings came, one pong answers them.
  public void requestPong() {
    pongDue = true;
  }

  /// Send what may be sent now.
  ///
  /// @param now the time
  /// @return what to wait for
  /// @throws BrokenStreamException if the encoder has come to its end
  public Pause drain(long now) throws BrokenStreamException {
    fade(now);
    int turn = TURN_BYTES;
    while (!stopped) {
      if (stream.pendingBytes() >= watermark) {
        return Pause.NETWORK;
      }
      control();
      boolean empty = fill(rate.allowance(now));
      boolean full = encoder.room() < largestPacket;
      turn -= flush(now);
      if (empty) {
        if (queues.sleep()) {
          return Pause.IDLE;
        }
      } else if (!full) {
        return Pause.RATE;
      } else if (turn <= 0) {
        return Pause.TURN;
      }
      if (full) {
        grow();
      }
    }
    return Pause.IDLE;
  }

  /// Send nothing more: the link is ending.
  public void stop() {
    stopped = true;
  }

  private void control() {
    if (pongDue) {
      pongDue = false;
      writer.pong(encoder);
      batchBytes += PacketWriter.CONTROL_BYTES;
    }
    if (pingDue) {
      pingDue = false;
      writer.ping(encoder);
      batchBytes += PacketWriter.CONTROL_BYTES;
    }
  }

  /// Lay packets until there are no more, the encoder is full, or the allowance is used up.
  ///
  /// @return true if there are no more
  private boolean fill(long allowance) {
    long left = allowance - batchBytes;
    while (encoder.room() >= largestPacket) {
      int place = pick();
      if (place < 0) {
        return true;
      }
      if (left <= 0) {
        return false;
      }
      left -= packet(place);
    }
    return false;
  }

  /// Choose the channel of the next packet; Go's `selectChannelToGossipOn`.
  ///
  /// @return its place, or -1 if there is nothing to send
  private int pick() {
    for (int fresh = queues.readyLanes() & ~active; fresh != 0; fresh &= fresh - 1) {
      advance(Integer.numberOfTrailingZeros(fresh));
    }
    if ((active & active - 1) == 0) {
      return active == 0 ? -1 : Integer.numberOfTrailingZeros(active);
    }
    int least = -1;
    float leastRatio = Float.MAX_VALUE;
    for (int rest = active; rest != 0; rest &= rest - 1) {
      int place = Integer.numberOfTrailingZeros(rest);
      float ratio = (float) recentlySent[place] / (float) queues.lane(place).priority();
      if (ratio < leastRatio) {
        leastRatio = ratio;
        least = place;
      }
    }
    return least;
  }

  private void advance(int place) {
    SendLane lane = queues.lane(place);
    Payload message = lane.take();
    if (message == null) {
      if (queues.clear(place)) {
        return;
      }
      message = lane.take();
      if (message == null) {
        return;
      }
    }
    current[place] = message;
    sent[place] = 0;
    taken[place]++;
    takenBytes[place] += message.length();
    ACTIVE.setOpaque(this, active | 1 << place);
    touched |= 1 << place;
  }

  private int packet(int place) {
    Payload message = current[place];
    if (message == null) {
      throw new IllegalStateException("no message at " + place);
    }
    int from = sent[place];
    int rest = message.length() - from;
    int length = Math.min(rest, payloadBytes);
    boolean last = length == rest;
    int bytes =
        writer.message(encoder, queues.lane(place).channelId(), message, from, length, last);
    RECENTLY_SENT.setOpaque(recentlySent, place, recentlySent[place] + bytes);
    batchBytes += bytes;
    batchData += length;
    if (last) {
      current[place] = null;
      ACTIVE.setOpaque(this, active & ~(1 << place));
    } else {
      sent[place] = from + length;
    }
    return bytes;
  }

  /// Seal the batch, hand it to the network, and give back what it took from budgets.
  ///
  /// @return how much went to the network
  private int flush(long now) throws BrokenStreamException {
    if (encoder.isEmpty()) {
      return 0;
    }
    ByteBuffer sealed = encoder.drain();
    int size = sealed.remaining();
    stream.write(sealed);
    monitor.add(batchBytes, now);
    rate.spend(batchBytes);
    largestBatch = Math.max(largestBatch, batchBytes);
    batchBytes = 0;
    for (int rest = touched; rest != 0; rest &= rest - 1) {
      int place = Integer.numberOfTrailingZeros(rest);
      counters.sent(place, takenBytes[place]);
      queues.releasePlaces(place, taken[place]);
      taken[place] = 0;
      takenBytes[place] = 0;
    }
    touched = 0;
    long data = batchData;
    batchData = 0;
    queues.releaseBytes(data);
    return size;
  }

  /// Set what a channel has sent recently, for tests that begin in the middle.
  void presetRecentlySent(int place, long bytes) {
    RECENTLY_SENT.setOpaque(recentlySent, place, bytes);
  }

  private void fade(long now) {
    long due = (now - start) / FADE_INTERVAL;
    long times = due - fades;
    if (times > 0) {
      for (int place = 0; place < recentlySent.length; place++) {
        RECENTLY_SENT.setOpaque(recentlySent, place, faded(recentlySent[place], times));
      }
      fades = due;
    }
  }

  private static long faded(long value, long times) {
    long result = value;
    for (long rest = times; rest > 0 && result > 0; rest--) {
      result = (long) ((double) result * FADE);
    }
    return result;
  }

  /// Tell how long to wait after [Pause#RATE].
  ///
  /// @return nanoseconds
  public long rateWaitNanos() {
    return rate.waitNanos();
  }

  /// Tell whether all that was queued is with the network and nothing can come any more; only after
  /// [SendQueues#refuse] and a drain.
  ///
  /// @return true if so
  public boolean isSpent() {
    return active == 0 && queues.isSpent();
  }

  private void grow() {
    if (encoderBytes < LARGEST_ENCODER) {
      resize(Math.min(LARGEST_ENCODER, encoderBytes * GROWTH));
    }
  }

  /// Give memory back if no batch since the last call needed it.
  ///
  /// @return true if there is more to give back later
  public boolean settle() {
    if (isLarge() && largestBatch <= leastEncoder() && encoder.isEmpty()) {
      resize(leastEncoder());
    }
    largestBatch = 0;
    return isLarge();
  }

  /// Tell whether the encoder has grown.
  ///
  /// @return true if so
  public boolean isLarge() {
    return encoderBytes > leastEncoder();
  }

  private int leastEncoder() {
    return largestPacket + 2 * PacketWriter.CONTROL_BYTES;
  }

  private void resize(int bytes) {
    encoderBytes = Math.max(bytes, leastEncoder());
    encoder.resize(encoderBytes);
  }

  /// Look at the channels. Any thread.
  ///
  /// @param now the time
  /// @return one entry for each channel, in order
  public List<ChannelStatus> channels(long now) {
    long times = Math.max(0, (now - start) / FADE_INTERVAL - fades);
    List<ChannelStatus> channels = new ArrayList<>();
    for (int place = 0; place < queues.size(); place++) {
      SendLane lane = queues.lane(place);
      long recent = (long) RECENTLY_SENT.getOpaque(recentlySent, place);
      channels.add(
          new ChannelStatus(
              lane.channelId(),
              lane.capacity(),
              queues.claimed(place) + (((int) ACTIVE.getOpaque(this) >>> place) & 1),
              lane.priority(),
              faded(recent, times)));
    }
    return channels;
  }
}
