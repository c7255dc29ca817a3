package dev.cometj.p2p.testkit.reactor;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.MessageCodec;
import dev.cometj.p2p.PeerAttributeWriter;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The other side of one channel, which knows nothing of its messages: it keeps the bytes that come, and sends what the
/// test says, as another implementation would or worse. For whole nodes, in virtual time or over real connections:
///
/// ```java
/// RawReactor raw = new RawReactor("RAW", RawReactor.channel(0x30).build());
/// raw.whenReceived((peer, bytes) -> peer.send(answerTo(bytes)));
/// assembly.reactor(raw);
/// ```
///
/// It is its own provider and so good for one node. Configure it before the node starts; actions run in its mailbox,
/// everything else may be called from any thread.
public final class RawReactor implements ReactorProvider, Reactor<RawReactor.RawPeer, byte[]> {
  private static final int SEND_QUEUE = 1000;
  private static final int LARGEST_MESSAGE = 10 << 20;

  private final String name;
  private final Channel<byte[]> channel;
  private final Set<AttributeKey<?>> facts = new HashSet<>();
  private final List<RawPeer> peers = new CopyOnWriteArrayList<>();
  private final List<StopReason> stops = new CopyOnWriteArrayList<>();
  private final List<byte[]> received = new ArrayList<>();
  private Consumer<RawPeer> onStarted = _ -> {};
  private BiConsumer<RawPeer, byte[]> onReceived = (_, _) -> {};
  private volatile @Nullable Mailbox mailbox;

  /// Make one for a channel.
  ///
  /// @param name its name, unique in its node
  /// @param channel the channel it owns, for example of [#channel]
  public RawReactor(String name, Channel<byte[]> channel) {
    this.name = name;
    this.channel = channel;
  }

  /// Begin a channel of bytes, with room for a thousand messages of up to 10 MiB.
  ///
  /// @param id the channel's id
  /// @return the channel, to be described further
  public static Channel.Builder<byte[]> channel(int id) {
    return Channel.define(id, "raw", new Bytes())
        .priority(5)
        .sendQueueCapacity(SEND_QUEUE)
        .maxMessageBytes(LARGEST_MESSAGE);
  }

  /// A peer on the channel, until it is stopped.
  public final class RawPeer {
    private final PeerSender sender;
    private final PeerAttributeWriter writer;

    private RawPeer(Grants peer) {
      this.sender = peer.facet(PeerSender.class);
      this.writer = peer.facet(PeerAttributeWriter.class);
    }

    /// Queue bytes for it, if there is room.
    ///
    /// @param bytes a message
    /// @return whether they are queued
    public SendResult send(byte[] bytes) {
      return sender.trySend(channel, bytes);
    }

    /// Do something when there is room again.
    ///
    /// @param action what to do, once
    public void whenWritable(Runnable action) {
      sender.whenWritable(channel, action);
    }

    /// Publish a fact about it, one of those of [RawReactor#publishing].
    ///
    /// @param <T> the fact
    /// @param key the key
    /// @param value the fact
    public <T> void publish(AttributeKey<T> key, T value) {
      writer.set(key, value);
    }
  }

  /// Let it be one that publishes a fact about peers.
  ///
  /// @param key the fact
  /// @return this
  public RawReactor publishing(AttributeKey<?> key) {
    facts.add(key);
    return this;
  }

  /// Do something when a peer has started.
  ///
  /// @param action what to do
  /// @return this
  public RawReactor whenStarted(Consumer<RawPeer> action) {
    onStarted = action;
    return this;
  }

  /// Do something with each message.
  ///
  /// @param action what to do
  /// @return this
  public RawReactor whenReceived(BiConsumer<RawPeer, byte[]> action) {
    onReceived = action;
    return this;
  }

  /// Send the same bytes to every peer that has room for them.
  ///
  /// @param bytes a message
  public void sendToAll(byte[] bytes) {
    peers.forEach(peer -> peer.send(bytes));
  }

  /// Tell where actions run, for those that are for later.
  ///
  /// @return the mailbox
  /// @throws IllegalStateException before the node is assembled
  public Mailbox mailbox() {
    Mailbox ours = mailbox;
    if (ours == null) {
      throw new IllegalStateException(name + " is in no node yet");
    }
    return ours;
  }

  /// List the messages that came.
  ///
  /// @return their bytes, in order
  public List<byte[]> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  /// Count the messages that came.
  ///
  /// @return from 0
  public int receivedCount() {
    synchronized (received) {
      return received.size();
    }
  }

  /// List why peers went.
  ///
  /// @return the reasons, in order
  public List<StopReason> stops() {
    return List.copyOf(stops);
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
    return Set.of(PeerSender.class, PeerAttributeWriter.class);
  }

  @Override
  public Set<AttributeKey<?>> publishes() {
    return Set.copyOf(facts);
  }

  @Override
  public Reactor<?, ?> create(ReactorContext context) {
    mailbox = context.mailbox();
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
  public RawPeer admit(Grants peer) {
    return new RawPeer(peer);
  }

  @Override
  public void peerStarted(RawPeer session) {
    peers.add(session);
    onStarted.accept(session);
  }

  @Override
  public void receive(RawPeer session, Channel<? extends byte[]> from, byte[] message) {
    synchronized (received) {
      received.add(message);
    }
    onReceived.accept(session, message);
  }

  @Override
  public void peerStopped(RawPeer session, StopReason reason) {
    peers.remove(session);
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
