package dev.cometj.reactor.mempool;

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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Plays the other side of channel 0x30 with bytes that a test gives, as Go would send them or worse. Go itself sends
/// transactions only to peers that tell their height on 0x20, which a node without consensus does not.
final class RawReactor implements ReactorProvider, Reactor<PeerSender, byte[]> {
  /// The bytes that came, in hex.
  final List<String> received = new ArrayList<>();

  /// Why peers went.
  final List<StopReason> stops = new ArrayList<>();

  private final List<PeerSender> peers = new ArrayList<>();
  private final Channel<byte[]> channel =
      Channel.define(MempoolChannel.ID, "raw", new Bytes())
          .priority(5)
          .sendQueueCapacity(1000)
          .maxMessageBytes(10 << 20)
          .build();

  /// Send the same bytes to every peer.
  void send(byte[] bytes) {
    peers.forEach(peer -> peer.send(channel, bytes));
  }

  int peers() {
    return peers.size();
  }

  @Override
  public String name() {
    return "RAW";
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
    peers.add(session);
  }

  @Override
  public void receive(PeerSender session, Channel<? extends byte[]> from, byte[] message) {
    received.add(HexFormat.of().formatHex(message));
  }

  @Override
  public void peerStopped(PeerSender session, StopReason reason) {
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
