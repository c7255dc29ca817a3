package dev.cometj.p2p.transport.link;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.LinkHandler;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.network.SimulatedInternet;
import dev.cometj.p2p.testkit.network.SimulatedStreamNetwork;
import dev.cometj.p2p.testkit.reactor.RecordingMetrics;
import dev.cometj.p2p.transport.mux.ChannelTable;
import dev.cometj.p2p.transport.mux.MuxSettings;
import dev.cometj.p2p.transport.secret.PlainDecoder;
import dev.cometj.p2p.transport.secret.PlainEncoder;
import dev.cometj.p2p.transport.secret.Session;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Two hosts in virtual time with one stream between them: a link of ours at one end, and at the other a second link or
/// raw bytes that the test writes. No frames are sealed.
final class LinkRig {
  static final IpAddress HERE = IpAddress.parse("10.0.0.1").orElseThrow();
  static final IpAddress THERE = IpAddress.parse("10.0.0.2").orElseThrow();

  final VirtualWorld world = VirtualWorld.create();
  final SimulatedInternet internet = new SimulatedInternet(world);
  final MuxSettings settings;
  final List<Channel<?>> channels;
  final RecordingMetrics metrics = new RecordingMetrics();
  final Links links;
  final End end;
  final ByteStream otherStream;

  private final VirtualNode node;

  LinkRig(MuxSettings settings, Channel<?>... channels) {
    this(settings, ByteBuffer.allocate(0), channels);
  }

  LinkRig(MuxSettings settings, ByteBuffer leftover, Channel<?>... channels) {
    this.settings = settings;
    this.channels = List.of(channels);
    node = world.node("node");
    links = new Links(settings, new ChannelTable(this.channels), node, metrics);
    SimulatedStreamNetwork here = internet.streams(node, HERE.toString());
    SimulatedStreamNetwork there = internet.streams(world.node("other"), THERE.toString());
    CompletableFuture<ByteStream> accepted = new CompletableFuture<>();
    HostPort at =
        world.await(
            there.listen(new HostPort(THERE.toString(), 26656), accepted::complete, e -> {}),
            Duration.ofSeconds(1));
    ByteStream stream = world.await(here.connect(at, Duration.ofSeconds(1)), Duration.ofSeconds(1));
    otherStream = world.await(accepted, Duration.ofSeconds(1));
    end = new End(links, stream, info(2, this.channels), leftover, true);
    world.settle();
  }

  /// Make the other end a link, too.
  End otherLink() {
    return otherLink(settings);
  }

  End otherLink(MuxSettings with) {
    Links others =
        new Links(with, new ChannelTable(channels), world.node("other"), new RecordingMetrics());
    End other = new End(others, otherStream, info(1, channels), ByteBuffer.allocate(0), false);
    world.settle();
    return other;
  }

  /// Make the other end raw bytes.
  Raw raw() {
    Raw raw = new Raw(otherStream);
    world.settle();
    return raw;
  }

  void run(Duration time) {
    world.runFor(time);
  }

  long nanoTime() {
    return node.nanoTime();
  }

  static NodeInfo info(int number, List<Channel<?>> channels) {
    return new NodeInfo(
        new ProtocolVersions(ProtocolVersions.P2P, ProtocolVersions.BLOCK, 0),
        new NodeId("%040d".formatted(number)),
        "tcp://10.0.0.1:26656",
        "chain",
        "0.38.26",
        channels.stream().map(Channel::id).toList(),
        "node",
        "on",
        "");
  }

  /// One end as a link, with all it received.
  static final class End implements LinkHandler {
    record Received(int channelId, byte[] message) {}

    private final StreamLink[] made = new StreamLink[1];

    final List<Received> received = new ArrayList<>();
    final List<StopReason> closed = new ArrayList<>();
    boolean pauseAtOnce;
    @Nullable RuntimeException failure;

    End(Links links, ByteStream stream, NodeInfo remote, ByteBuffer leftover, boolean outbound) {
      // As after a handshake: the stream is open, but paused.
      stream.execute(() -> {
        Session session =
            new Session(
                remote,
                new NetAddress(remote.id(), THERE, 26656),
                outbound,
                new PlainEncoder(64),
                new PlainDecoder(),
                leftover);
        made[0] = links.create(stream, session);
        stream.pauseReading();
        stream.open(made[0].handler());
      });
    }

    StreamLink link() {
      return made[0];
    }

    void open() {
      link().open(this);
    }

    SendResult offer(int channelId, int size) {
      return link().offer(channelId, Payload.of(new byte[size]));
    }

    @Override
    public void received(int channelId, ByteBuffer message) {
      if (failure != null) {
        throw failure;
      }
      byte[] copy = new byte[message.remaining()];
      message.get(copy);
      received.add(new Received(channelId, copy));
      if (pauseAtOnce) {
        link().pauseReading();
      }
    }

    @Override
    public void closed(StopReason reason) {
      closed.add(reason);
    }
  }

  /// One end as raw bytes.
  static final class Raw implements ByteStream.Handler {
    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    final ByteStream stream;
    boolean closed;

    Raw(ByteStream stream) {
      this.stream = stream;
      stream.execute(() -> stream.open(this));
    }

    void write(byte[] bytes) {
      stream.execute(() -> stream.write(ByteBuffer.wrap(bytes)));
    }

    void pauseReading() {
      stream.execute(stream::pauseReading);
    }

    void resumeReading() {
      stream.execute(stream::resumeReading);
    }

    void close() {
      stream.close();
    }

    @Override
    public void received(ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      received.writeBytes(copy);
    }

    @Override
    public void drained() {}

    @Override
    public void closed(@Nullable Throwable cause) {
      closed = true;
    }
  }
}
