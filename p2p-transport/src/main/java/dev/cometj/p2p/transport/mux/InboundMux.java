package dev.cometj.p2p.transport.mux;

import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.transport.secret.PlaintextSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Turns plain bytes into messages, under limits; `recvRoutine` of Go's `p2p/conn/connection.go`.
///
/// 1. The owner brackets each feed of the decoder by [#begin] and [#end]; between them the decoder calls [#take]. Clock,
///    meters and rates are looked at once per feed.
/// 2. Limits are judged by a packet's header, before any of its data is kept. A message that comes in one packet within
///    one run is copied once, into an array of its size. Others grow in a buffer that is charged to the node's
///    [ReassemblyBudget] as it grows.
/// 3. Pings are answered once per feed. Pings, pongs and packets with next to no data are cheap, but not free: see
///    [FloodGuard].
/// 4. A fault ends the reading; what was complete before it has been delivered.
///
/// Used by the stream's thread, except [#expect] and what [ReassemblyBudget] asks.
public final class InboundMux implements PlaintextSink {
  /// What comes of reading.
  public interface Receiver {
    /// Take a message.
    ///
    /// @param channelId 0..255, a channel of ours
    /// @param message its bytes, owned by the receiver
    void message(int channelId, ByteBuffer message);

    /// Answer a ping soon.
    void pingReceived();

    /// Learn that a pong came.
    void pongReceived();

    /// End the link from another thread, to make room for others.
    ///
    /// @param reason why
    void evict(StopReason reason);
  }

  private static final double CONTROLS_PER_SECOND = 20;
  private static final double CONTROLS_BURST = 1000;
  private static final double EMPTIES_PER_SECOND = 1000;
  private static final double EMPTIES_BURST = 10_000;

  /// A message of one packet this small is not charged to the budget: there is at most one for each channel.
  private static final int UNCHARGED_BYTES = 16 * 1024;

  /// A packet that does not end its message and has less data than this is as good as empty. Whoever cuts messages so
  /// small makes us work for nothing.
  private static final int TINY_BYTES = 16;

  /// Less than this in a while is a trickle.
  private static final int PROGRESS_BYTES = 16 * 1024;

  private static final VarHandle HELD;
  private static final VarHandle PROGRESS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      HELD = lookup.findVarHandle(InboundMux.class, "held", long.class);
      PROGRESS = lookup.findVarHandle(InboundMux.class, "progress", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ChannelTable table;
  private final ReceiveLane[] lanes;
  private final PacketReader reader;
  private final Receiver receiver;
  private final ReassemblyBudget budget;
  private final FlowMonitor monitor;
  private final TrafficCounters counters;
  private final FloodGuard controls;
  private final FloodGuard empties;
  private final Holder holder = new Holder();

  // Others read these two, and need not see the newest values.
  private long held;
  private long progress;

  private int progressBytes;
  private long now;
  private long fedBytes;
  private int touched;
  private @Nullable LinkFaultException fault;
  private boolean stopped;

  /// The link, as the budget sees it.
  private final class Holder implements ReassemblyBudget.Holder {
    @Override
    public long heldBytes() {
      return (long) HELD.getOpaque(InboundMux.this);
    }

    @Override
    public long lastProgress() {
      return (long) PROGRESS.getOpaque(InboundMux.this);
    }

    @Override
    public void evict(StopReason reason) {
      receiver.evict(reason);
    }
  }

  /// Make the receiving side of a link.
  ///
  /// @param table the channels we serve
  /// @param settings sizes
  /// @param budget what all links share
  /// @param receiver gets what is read
  /// @param monitor is told how much was read
  /// @param counters are told too
  /// @param now the time
  public InboundMux(
      ChannelTable table,
      MuxSettings settings,
      ReassemblyBudget budget,
      Receiver receiver,
      FlowMonitor monitor,
      TrafficCounters counters,
      long now) {
    this.table = table;
    this.budget = budget;
    this.receiver = receiver;
    this.monitor = monitor;
    this.counters = counters;
    this.now = now;
    progress = now;
    lanes = new ReceiveLane[table.size()];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new ReceiveLane(table.at(i));
    }
    controls = new FloodGuard("pings or pongs", CONTROLS_PER_SECOND, CONTROLS_BURST, now);
    empties =
        new FloodGuard("packets with next to no data", EMPTIES_PER_SECOND, EMPTIES_BURST, now);
    reader = new PacketReader(settings.maxPacketBytes(), new Packets());
    budget.register(holder);
  }

  /// Change how much of answers may be received on a solicited channel; others are not concerned. Any thread.
  ///
  /// @param channelId 0..255
  /// @param bytes added to what is expected; negative to take back
  public void expect(int channelId, long bytes) {
    int at = table.place(channelId);
    if (at >= 0) {
      lanes[at].expect(bytes);
    }
  }

  /// Begin a feed.
  ///
  /// @param time the time
  public void begin(long time) {
    now = time;
    fedBytes = 0;
  }

  @Override
  public boolean take(byte[] bytes, int offset, int length) {
    fedBytes += length;
    try {
      reader.accept(bytes, offset, offset + length);
    } catch (LinkFaultException e) {
      fault = e;
      stop();
    }
    return !stopped;
  }

  /// End a feed.
  ///
  /// @return how many plain bytes it gave
  public long end() {
    monitor.add(fedBytes, now);
    for (int rest = touched; rest != 0; rest &= rest - 1) {
      int at = Integer.numberOfTrailingZeros(rest);
      counters.received(at, lanes[at].takeCountedBytes());
    }
    touched = 0;
    return fedBytes;
  }

  /// Tell what the peer did wrong.
  ///
  /// @return the fault that ended the reading, or null if there is none
  public @Nullable LinkFaultException fault() {
    return fault;
  }

  /// Deliver nothing more, from within the receiver too: the link is ending.
  public void stop() {
    stopped = true;
    reader.stop();
  }

  /// Forget everything, because the link has ended.
  public void release() {
    stop();
    budget.unregister(holder);
    for (ReceiveLane lane : lanes) {
      lane.drop();
    }
    long before = held;
    HELD.setOpaque(this, 0L);
    budget.changed(holder, before, 0, now);
  }

  private void hold(long change) throws LinkFaultException {
    long before = held;
    HELD.setOpaque(this, before + change);
    if (change > 0 && before == 0) {
      PROGRESS.setOpaque(this, now);
    }
    if (!budget.changed(holder, before, before + change, now)) {
      throw LinkFaultException.limit("incomplete messages of all peers, and most of this one's");
    }
  }

  /// Count what came for a message that is kept. Trickles do not pass for progress.
  private void progressed(int bytes) {
    progressBytes += bytes;
    if (progressBytes >= PROGRESS_BYTES) {
      progressBytes = 0;
      PROGRESS.setOpaque(this, now);
    }
  }

  /// What the packet reader finds.
  private final class Packets implements PacketSink {
    private int place;
    private boolean eof;

    @Override
    public void ping() throws LinkFaultException {
      if (controls.admit(now)) {
        receiver.pingReceived();
      }
    }

    @Override
    public void pong() throws LinkFaultException {
      if (controls.admit(now)) {
        receiver.pongReceived();
      }
    }

    @Override
    public void begin(int channelId, int dataBytes, boolean last) throws LinkFaultException {
      place = table.place(channelId);
      if (place < 0) {
        throw LinkFaultException.violation("packet on unknown channel " + channelId);
      }
      if (dataBytes == 0 || (dataBytes < TINY_BYTES && !last)) {
        empties.admit(now);
      }
      eof = last;
      ReceiveLane lane = lanes[place];
      lane.announce(dataBytes);
      if (lane.isDiscarding()) {
        lane.drop();
        recharge(lane, 0);
      } else if (dataBytes > lane.room()) {
        makeRoom(lane, dataBytes);
      }
    }

    private void makeRoom(ReceiveLane lane, int dataBytes) throws LinkFaultException {
      if (eof && lane.isAtStart() && dataBytes <= UNCHARGED_BYTES) {
        lane.resize(dataBytes);
      } else {
        int capacity = lane.capacityFor(dataBytes);
        recharge(lane, capacity);
        lane.resize(capacity);
      }
    }

    private void recharge(ReceiveLane lane, int bytes) throws LinkFaultException {
      int change = lane.recharge(bytes);
      if (change != 0) {
        hold(change);
      }
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {
      lanes[place].append(bytes, offset, length);
      progressed(length);
    }

    @Override
    public void end() throws LinkFaultException {
      if (!eof) {
        return;
      }
      ReceiveLane lane = lanes[place];
      boolean keep = !lane.isDiscarding();
      int length = lane.length();
      byte[] message = lane.restart();
      recharge(lane, 0);
      if (keep) {
        lane.count(length);
        touched |= 1 << place;
        receiver.message(lane.channelId(), ByteBuffer.wrap(message, 0, length));
      }
    }
  }
}
