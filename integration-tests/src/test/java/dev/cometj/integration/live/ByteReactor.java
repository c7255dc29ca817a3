package dev.cometj.integration.live;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.MessageCodec;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A reactor on one channel that knows nothing of its messages, counts them, and does with its peer what a test says.
final class ByteReactor implements ReactorProvider, Reactor<PeerSender, byte[]> {
  final AtomicLong received = new AtomicLong();
  final List<StopReason> stops = new CopyOnWriteArrayList<>();
  final Channel<byte[]> channel;
  private final String name;
  private Consumer<PeerSender> onStarted = sender -> {};
  private BiConsumer<PeerSender, byte[]> onReceive = (sender, message) -> {};

  ByteReactor(String name, int channelId, int priority, int capacity) {
    this.name = name;
    channel =
        Channel.define(channelId, name, new Bytes())
            .priority(priority)
            .sendQueueCapacity(capacity)
            .maxMessageBytes(1 << 20)
            .build();
  }

  /// Does something when a peer has started, in the reactor's mailbox.
  ByteReactor whenStarted(Consumer<PeerSender> action) {
    onStarted = action;
    return this;
  }

  /// Does something with each message, in the reactor's mailbox.
  ByteReactor whenReceived(Runnable action) {
    return whenReceived((sender, message) -> action.run());
  }

  /// Does something with each message and who sent it, in the reactor's mailbox.
  ByteReactor whenReceived(BiConsumer<PeerSender, byte[]> action) {
    onReceive = action;
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Channel<?>> channels(Settings settings) {
    return List.of(channel);
  }

  @Override
  public Set<Class<?>> facets() {
    return Set.of(PeerSender.class);
  }

  @Override
  public Reactor<?, ?> create(ReactorContext context) {
    return this;
  }

  @Override
  public CompletionStage<Void> start(Services services) {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> stop() {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public PeerSender admit(Grants peer) {
    return peer.facet(PeerSender.class);
  }

  @Override
  public void peerStarted(PeerSender session) {
    onStarted.accept(session);
  }

  @Override
  public void receive(PeerSender session, Channel<? extends byte[]> from, byte[] message) {
    received.incrementAndGet();
    onReceive.accept(session, message);
  }

  @Override
  public void peerStopped(PeerSender session, StopReason reason) {
    stops.add(reason);
  }

  private static final class Bytes implements MessageCodec<byte[]> {
    @Override
    public byte[] encode(byte[] message) {
      return message.clone();
    }

    @Override
    public Decoded<byte[]> decode(ByteBuffer bytes) {
      byte[] message = new byte[bytes.remaining()];
      bytes.get(message);
      return new Decoded.Message<>(message);
    }

    @Override
    public String typeLabel(byte[] message) {
      return "bytes";
    }
  }
}
