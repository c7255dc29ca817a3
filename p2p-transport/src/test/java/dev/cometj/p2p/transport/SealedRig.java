package dev.cometj.p2p.transport;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkAcceptor;
import dev.cometj.p2p.spi.LinkHandler;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import dev.cometj.p2p.testkit.VirtualNode;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.network.SimulatedInternet;
import dev.cometj.p2p.transport.mux.TestChannels;
import dev.cometj.p2p.transport.secret.KeySigner;
import dev.cometj.p2p.transport.secret.Nodes;
import dev.cometj.p2p.transport.secret.ScriptedPeer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Nodes with the whole standard transport, secret connections and all, on simulated byte pipes in virtual time.
final class SealedRig {
  static final int BULK = 0x40;
  static final int VOTES = 0x22;
  static final int PORT = 26656;
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final List<Channel<?>> CHANNELS =
      List.of(
          TestChannels.channel(BULK).priority(5).sendQueueCapacity(1000).build(),
          TestChannels.channel(VOTES).priority(7).sendQueueCapacity(100).build());

  final VirtualWorld world = VirtualWorld.create();
  final SimulatedInternet internet = new SimulatedInternet(world);

  /// Make a node that listens.
  Node node(int number, Map<String, String> settings) {
    return new Node(number, settings, runtime -> runtime);
  }

  /// Make a node that listens, in a world that is changed.
  Node node(int number, Map<String, String> settings, UnaryOperator<NodeRuntime> change) {
    return new Node(number, settings, change);
  }

  void run(Duration time) {
    world.runFor(time);
  }

  static NodeInfo info(Ed25519PrivateKey key, String ip) {
    return new NodeInfo(
        new ProtocolVersions(ProtocolVersions.P2P, ProtocolVersions.BLOCK, 0),
        Nodes.id(key),
        "tcp://" + ip + ":" + PORT,
        "test-chain",
        "0.38.26",
        CHANNELS.stream().map(Channel::id).toList(),
        "node",
        "on",
        "");
  }

  /// A node, and the ends of links that it accepted or dialled.
  final class Node implements LinkAcceptor {
    final VirtualNode runtime;
    final String ip;
    final Ed25519PrivateKey key;
    final Transport transport;
    final List<End> ends = new ArrayList<>();
    final List<Rejection> rejected = new ArrayList<>();

    private Node(int number, Map<String, String> settings, UnaryOperator<NodeRuntime> change) {
      ip = "10.0.0." + number;
      runtime = world.node("node" + number);
      key = Nodes.key(number);
      transport =
          StreamTransport.over(
              internet.streams(runtime, ip),
              new TransportContext(
                  Settings.of(Path.of("home"), settings),
                  change.apply(runtime),
                  Metrics.none(),
                  new KeySigner(key),
                  info(key, ip),
                  CHANNELS,
                  List.of()));
      world.await(transport.listen(new HostPort(ip, PORT), this), SOON);
    }

    End dial(Node other) {
      NetAddress address = NetAddress.parse(Nodes.id(other.key) + "@" + other.ip + ":" + PORT);
      accepted(world.await(transport.dial(address), SOON));
      world.runUntil("accepted", () -> !other.ends.isEmpty(), SOON);
      return ends.getLast();
    }

    @Override
    public void accepted(Link link) {
      ends.add(new End(link));
    }

    @Override
    public void rejected(HostPort remote, Rejection rejection) {
      rejected.add(rejection);
    }

    @Override
    public void failed(Throwable cause) {
      throw new AssertionError(cause);
    }
  }

  /// One end of a link, which is open.
  static final class End implements LinkHandler {
    final Link link;
    final List<StopReason> closed = new ArrayList<>();
    long receivedBytes;
    int receivedVotes;
    long queued;

    End(Link link) {
      this.link = link;
      link.open(this);
    }

    /// Keep the bulk channel's queue full for ever.
    void keepSending(int size) {
      SendResult result = link.offer(BULK, Payload.of(new byte[size]));
      while (result.isQueued()) {
        queued += size;
        result = link.offer(BULK, Payload.of(new byte[size]));
      }
      if (result == SendResult.QUEUE_FULL) {
        link.whenWritable(BULK, () -> keepSending(size));
      }
    }

    @Override
    public void received(int channelId, ByteBuffer message) {
      receivedBytes += message.remaining();
      receivedVotes += channelId == VOTES ? 1 : 0;
    }

    @Override
    public void closed(StopReason reason) {
      closed.add(reason);
    }
  }

  /// Connect with a node as a peer that has proved its key, and does what a test wants from then on.
  Stranger stranger(int number, Node to) {
    Stranger stranger = connect(number, to);
    int known = to.ends.size();
    world.runUntil("its key has come", () -> stranger.received.size() >= 35, SOON);
    stranger.script.agree(stranger.received.toByteArray());
    stranger.write(stranger.script.opening());
    stranger.write(stranger.script.introduction(info(Nodes.key(100 + number), "10.0.1.9")));
    world.runUntil("the stranger is a peer", () -> to.ends.size() > known, SOON);
    return stranger;
  }

  /// Connect with a node and say nothing yet.
  Stranger connect(int number, Node to) {
    String ip = "10.0.1." + number;
    ByteStream stream =
        world.await(
            internet
                .streams(world.node("stranger" + number), ip)
                .connect(new HostPort(to.ip, PORT), SOON),
            SOON);
    Stranger stranger = new Stranger(stream, new ScriptedPeer(Nodes.key(100 + number)));
    stream.execute(() -> stream.open(stranger));
    return stranger;
  }

  /// A peer that says and reads what a test wants.
  static final class Stranger implements ByteStream.Handler {
    final ByteStream stream;
    final ScriptedPeer script;
    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    boolean isClosed;

    Stranger(ByteStream stream, ScriptedPeer script) {
      this.stream = stream;
      this.script = script;
    }

    void write(byte[] bytes) {
      stream.execute(() -> stream.write(ByteBuffer.wrap(bytes)));
    }

    /// Write packets in a frame of their own.
    void say(String packets) {
      write(script.frames(java.util.HexFormat.of().parseHex(packets)));
    }

    void neverReadAgain() {
      stream.execute(stream::pauseReading);
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
      isClosed = true;
    }
  }
}
