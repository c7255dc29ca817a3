package dev.cometj.benchmarks.p2p;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.crypto.X25519KeyPair;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.MessageCodec;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.spi.ByteStream;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeSigner;
import dev.cometj.p2p.spi.StreamNetwork;
import dev.cometj.p2p.switching.SystemRuntime;
import dev.cometj.p2p.transport.link.Links;
import dev.cometj.p2p.transport.link.StreamLink;
import dev.cometj.p2p.transport.mux.ChannelTable;
import dev.cometj.p2p.transport.mux.MuxSettings;
import dev.cometj.p2p.transport.netty.NettyStreamNetwork;
import dev.cometj.p2p.transport.secret.HandshakeFailedException;
import dev.cometj.p2p.transport.secret.PlainDecoder;
import dev.cometj.p2p.transport.secret.PlainEncoder;
import dev.cometj.p2p.transport.secret.SecretHandshake;
import dev.cometj.p2p.transport.secret.Session;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes connections of our kind: the transport's handshake, multiplexer and links, without the NodeInfo exchange.
final class Peers {
  static final int BULK = 1;
  static final int ECHO = 2;

  private final Options options;
  private final StreamNetwork network = new NettyStreamNetwork();
  private final SecureRandom random = new SecureRandom();
  private final Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
  private final FrameCipherProvider ciphers = FrameCipherProvider.preferred();
  private final Links links;
  private final NodeInfo anyone;
  private final AtomicLong handshakes = new AtomicLong();

  Peers(Options options) {
    this.options = options;
    List<Channel<?>> channels = channels(options);
    MuxSettings defaults = MuxSettings.defaults();
    MuxSettings settings =
        new MuxSettings(
            options.rate(),
            options.rate(),
            options.number("packet"),
            defaults.pingInterval(),
            defaults.pongTimeout(),
            defaults.unaskedPongInterval(),
            defaults.writeStallTimeout(),
            defaults.watermarkBytes(),
            defaults.peerQueueBytes(),
            defaults.nodeQueueBytes(),
            defaults.reassemblyBytes());
    links = new Links(settings, new ChannelTable(channels), new SystemRuntime(), Metrics.none());
    anyone =
        new NodeInfo(
            new ProtocolVersions(ProtocolVersions.P2P, ProtocolVersions.BLOCK, 0),
            new NodeId("0".repeat(40)),
            "127.0.0.1:1",
            "bench",
            "",
            channels.stream().map(Channel::id).toList(),
            "bench",
            "",
            "");
  }

  String cipher() {
    return ciphers.name();
  }

  AtomicLong handshakes() {
    return handshakes;
  }

  private static List<Channel<?>> channels(Options options) {
    List<Channel<?>> channels = new ArrayList<>();
    int queue = options.number("queue");
    channels.add(channel(BULK, 1, queue, 4096, 22_020_096));
    channels.add(channel(ECHO, 10, queue, 4096, 22_020_096));
    if (options.text("chset").equals("node")) {
      channels.add(channel(0x00, 1, 10, 4096, 64_000));
      channels.add(channel(0x20, 6, 100, 4096, 1_048_576));
      channels.add(channel(0x21, 10, 100, 204_800, 1_048_576));
      channels.add(channel(0x22, 7, 100, 10_000, 1_048_576));
      channels.add(channel(0x23, 1, 2, 1024, 1_048_576));
      channels.add(channel(0x30, 5, 1, 4096, 1_048_580));
      channels.add(channel(0x38, 6, 1, 4096, 1_048_576));
      channels.add(channel(0x40, 5, 1000, 204_800, 104_857_605));
      channels.add(channel(0x60, 5, 10, 4096, 4_000_000));
      channels.add(channel(0x61, 3, 10, 4096, 16_000_000));
    }
    return channels;
  }

  private static Channel<byte[]> channel(int id, int priority, int queue, int buffer, int max) {
    return Channel.define(id, "c" + id, new RawCodec())
        .priority(priority)
        .sendQueueCapacity(queue)
        .receiveBufferBytes(buffer)
        .maxMessageBytes(max)
        .build();
  }

  HostPort listen(Consumer<StreamLink> ready) {
    return network
        .listen(
            HostPort.parse(options.text("listen")),
            stream -> upgrade(stream, link -> link.ifReady(ready)),
            failure -> System.err.println("accept: " + failure.getMessage()))
        .toCompletableFuture()
        .join();
  }

  CompletableFuture<StreamLink> connect() {
    CompletableFuture<StreamLink> result = new CompletableFuture<>();
    network
        .connect(HostPort.parse(options.text("addr")), Duration.ofSeconds(10))
        .whenComplete((stream, failure) -> {
          if (failure != null) {
            result.completeExceptionally(failure);
          } else {
            upgrade(
                stream,
                upgraded -> {
                  upgraded.ifReady(result::complete);
                  upgraded.ifFailed(result::completeExceptionally);
                });
          }
        });
    return result;
  }

  private record Upgraded(@Nullable StreamLink link, @Nullable Exception failure) {
    void ifReady(Consumer<StreamLink> action) {
      if (link != null) {
        action.accept(link);
      }
    }

    void ifFailed(Consumer<Exception> action) {
      if (failure != null) {
        action.accept(failure);
      }
    }
  }

  private void upgrade(ByteStream stream, Consumer<Upgraded> done) {
    stream.open(new Upgrade(stream, done));
    stream.resumeReading();
  }

  /// A stream's handler: the handshake first, then its link.
  private final class Upgrade implements ByteStream.Handler {
    private final ByteStream stream;
    private final Consumer<Upgraded> done;
    private final @Nullable SecretHandshake handshake;
    private ByteStream.@Nullable Handler link;

    Upgrade(ByteStream stream, Consumer<Upgraded> done) {
      this.stream = stream;
      this.done = done;
      if (options.isPlain()) {
        handshake = null;
        stream.execute(() ->
            ready(
                new Session(
                    anyone,
                    address(),
                    true,
                    new PlainEncoder(1024),
                    new PlainDecoder(),
                    ByteBuffer.allocate(0))));
      } else {
        handshake = new SecretHandshake(new Signer(key), X25519KeyPair.generate(random), ciphers);
        stream.write(handshake.opening());
      }
    }

    private NetAddress address() {
      return NetAddress.parse(anyone.id() + "@" + stream.remote());
    }

    private void ready(Session session) {
      stream.pauseReading();
      StreamLink made = links.create(stream, session);
      link = made.handler();
      handshakes.incrementAndGet();
      done.accept(new Upgraded(made, null));
    }

    @Override
    public void received(ByteBuffer bytes) {
      ByteStream.Handler target = link;
      if (target != null) {
        target.received(bytes);
        return;
      }
      try {
        SecretHandshake running = handshake;
        if (running != null && running.receive(bytes, stream::write)) {
          ready(
              new Session(
                  anyone,
                  address(),
                  true,
                  running.encoder(),
                  running.decoder(),
                  ByteBuffer.wrap(running.leftover())));
          ByteStream.Handler made = link;
          if (made != null && bytes.hasRemaining()) {
            made.received(bytes);
          }
        }
      } catch (HandshakeFailedException e) {
        done.accept(new Upgraded(null, e));
        stream.close();
      }
    }

    @Override
    public void drained() {
      ByteStream.Handler target = link;
      if (target != null) {
        target.drained();
      }
    }

    @Override
    public void closed(@Nullable Throwable cause) {
      ByteStream.Handler target = link;
      if (target != null) {
        target.closed(cause);
      } else {
        done.accept(new Upgraded(null, new IllegalStateException("closed in the handshake")));
      }
    }
  }

  private record Signer(Ed25519PrivateKey key) implements NodeSigner {
    @Override
    public byte[] publicKey() {
      return key.publicKey().bytes();
    }

    @Override
    public byte[] sign(byte[] message) {
      return key.sign(message);
    }
  }

  private static final class RawCodec implements MessageCodec<byte[]> {
    @Override
    public byte[] encode(byte[] message) {
      return message;
    }

    @Override
    public Decoded<byte[]> decode(ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return new Decoded.Message<>(copy);
    }

    @Override
    public String typeLabel(byte[] message) {
      return "raw";
    }
  }
}
