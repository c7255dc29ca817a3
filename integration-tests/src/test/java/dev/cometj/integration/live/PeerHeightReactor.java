package dev.cometj.integration.live;

import dev.cometj.chain.service.PeerHeight;
import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.MessageCodec;
import dev.cometj.p2p.PeerAttributeWriter;
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

/// A reactor that says of every peer that it is at a height, whatever comes on its channel.
final class PeerHeightReactor
    implements ReactorProvider, Reactor<PeerAttributeWriter, Boolean>, MessageCodec<Boolean> {
  private final Channel<Boolean> channel = Channel.define(0x40, "height", this).build();
  private final long height;

  PeerHeightReactor(long height) {
    this.height = height;
  }

  @Override
  public String name() {
    return "HEIGHT";
  }

  @Override
  public List<Channel<?>> channels(Settings settings) {
    return List.of(channel);
  }

  @Override
  public Set<Class<?>> facets() {
    return Set.of(PeerAttributeWriter.class);
  }

  @Override
  public Set<AttributeKey<?>> publishes() {
    return Set.of(PeerHeight.KEY);
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
  public PeerAttributeWriter admit(Grants peer) {
    return peer.facet(PeerAttributeWriter.class);
  }

  @Override
  public void peerStarted(PeerAttributeWriter session) {
    session.set(PeerHeight.KEY, height);
  }

  @Override
  public void receive(
      PeerAttributeWriter session, Channel<? extends Boolean> from, Boolean message) {}

  @Override
  public void peerStopped(PeerAttributeWriter session, StopReason reason) {}

  @Override
  public byte[] encode(Boolean message) {
    return new byte[0];
  }

  @Override
  public Decoded<Boolean> decode(ByteBuffer bytes) {
    return new Decoded.Message<>(true);
  }

  @Override
  public String typeLabel(Boolean message) {
    return "any";
  }
}
