package dev.cometj.reactor.evidence;

import dev.cometj.chain.service.PeerHeight;
import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.MessageCodec;
import dev.cometj.p2p.PeerAttributeWriter;
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

/// Provides a reactor that tells its peers a height, and publishes theirs: what block sync and consensus do.
final class HeightProvider implements ReactorProvider {
  private static final Channel<Long> HEIGHT = Channel.define(0x20, "height", new Codec()).build();

  private final long height;

  HeightProvider(long height) {
    this.height = height;
  }

  private static final class Codec implements MessageCodec<Long> {
    @Override
    public byte[] encode(Long message) {
      return ByteBuffer.allocate(Long.BYTES).putLong(message).array();
    }

    @Override
    public Decoded<Long> decode(ByteBuffer bytes) {
      return new Decoded.Message<>(bytes.getLong());
    }

    @Override
    public String typeLabel(Long message) {
      return "height";
    }
  }

  private record Session(PeerSender sender, PeerAttributeWriter facts) {}

  @Override
  public String name() {
    return "HEIGHT";
  }

  @Override
  public List<Channel<?>> channels(Settings settings) {
    return List.of(HEIGHT);
  }

  @Override
  public Set<Class<?>> facets() {
    return Set.of(PeerSender.class, PeerAttributeWriter.class);
  }

  @Override
  public Set<AttributeKey<?>> publishes() {
    return Set.of(PeerHeight.KEY);
  }

  @Override
  public Reactor<?, ?> create(ReactorContext context) {
    return new Reactor<Session, Long>() {
      @Override
      public CompletionStage<Void> start(Services services) {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public CompletionStage<Void> stop() {
        return CompletableFuture.completedStage(null);
      }

      @Override
      public Session admit(Grants peer) {
        return new Session(peer.facet(PeerSender.class), peer.facet(PeerAttributeWriter.class));
      }

      @Override
      public void peerStarted(Session session) {
        var _ = session.sender().send(HEIGHT, height);
      }

      @Override
      public void receive(Session session, Channel<? extends Long> channel, Long message) {
        session.facts().set(PeerHeight.KEY, message);
      }

      @Override
      public void peerStopped(Session session, StopReason reason) {}
    };
  }
}
