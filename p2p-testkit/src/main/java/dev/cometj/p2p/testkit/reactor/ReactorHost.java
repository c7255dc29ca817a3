package dev.cometj.p2p.testkit.reactor;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.testkit.VirtualNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Makes the calls to the reactor, each in its mailbox and in the order of the grammar.
final class ReactorHost<P, M> {
  private final ReactorProvider provider;
  private final List<Channel<?>> channels;
  private final Set<AttributeKey<?>> publishedByOthers;
  private final VirtualNode node;
  private final Mailbox mailbox;
  private final Map<ScriptedPeer, P> sessions = new LinkedHashMap<>();
  private final List<ScriptedPeer> connected = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();
  private @Nullable Reactor<P, M> reactor;

  ReactorHost(
      ReactorProvider provider,
      List<Channel<?>> channels,
      Set<AttributeKey<?>> publishedByOthers,
      VirtualNode node,
      Mailbox mailbox) {
    this.provider = provider;
    this.channels = channels;
    this.publishedByOthers = publishedByOthers;
    this.node = node;
    this.mailbox = mailbox;
  }

  @SuppressWarnings(
      "unchecked") // P and M are whatever the reactor says; nothing else makes values of them.
  void host(Reactor<?, ?> created) {
    reactor = (Reactor<P, M>) created;
  }

  Reactor<P, M> reactor() {
    if (reactor == null) {
      throw new IllegalStateException("the reactor is not created yet");
    }
    return reactor;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  List<Channel<?>> channels() {
    return channels;
  }

  List<ScriptedPeer> connectedPeers() {
    return List.copyOf(connected);
  }

  P session(ScriptedPeer peer) {
    P session = sessions.get(peer);
    if (session == null) {
      throw new IllegalStateException(peer + " is not admitted");
    }
    return session;
  }

  List<String> ignoredMessages() {
    return List.copyOf(ignored);
  }

  void settle() {
    node.world().settle();
  }

  void admit(ScriptedPeer peer) {
    mailbox.execute(() -> admitNow(peer));
    settle();
  }

  void start(ScriptedPeer peer) {
    mailbox.execute(() -> startNow(peer));
    settle();
  }

  CompletionStage<DialOutcome> connectSoon(ScriptedPeer peer) {
    CompletableFuture<DialOutcome> answer = new CompletableFuture<>();
    mailbox.execute(() -> {
      admitNow(peer);
      startNow(peer);
      answer.complete(new DialOutcome.Connected(peer.id()));
    });
    return answer;
  }

  private void admitNow(ScriptedPeer peer) {
    ScriptedPeerFacets as =
        new ScriptedPeerFacets(peer, provider, publishedByOthers, node, mailbox);
    peer.admitted(as);
    P session = reactor().admit(new FacetGate(provider.name(), provider.facets(), as, () -> {}));
    if (session == null) {
      throw new AssertionError(provider.name() + " returned no session from admit");
    }
    sessions.put(peer, session);
  }

  private void startNow(ScriptedPeer peer) {
    P session = session(peer);
    peer.connected().start();
    connected.add(peer);
    guarded(peer, () -> reactor().peerStarted(session));
  }

  /// Screen and decode outside of the reactor's mailbox, then hand the message over.
  void deliver(ScriptedPeer peer, Channel<?> channel, byte[] bytes) {
    peer.connected();
    Channel<? extends M> ours = ours(channel);
    node.mailbox("decoding").execute(() -> decode(peer, ours, bytes));
    settle();
  }

  /// Screen and decode in the middle of the event that runs, and hand the message over after it.
  void deliverAtOnce(ScriptedPeer peer, Channel<?> channel, byte[] bytes) {
    decode(peer, ours(channel), bytes);
  }

  @SuppressWarnings("unchecked") // The reactor's own channels carry messages of M.
  private Channel<? extends M> ours(Channel<?> channel) {
    if (!channels.contains(channel)) {
      throw new IllegalArgumentException(provider.name() + " does not own " + channel);
    }
    return (Channel<? extends M>) channel;
  }

  private <T extends M> void decode(ScriptedPeer peer, Channel<T> channel, byte[] bytes) {
    if (bytes.length > channel.maxMessageBytes()) {
      stopSoon(peer, new StopReason.LimitExceeded(bytes.length + " bytes on " + channel));
      return;
    }
    P session = sessions.get(peer);
    if (session == null || peer.stopReason().isPresent()) {
      return;
    }
    Optional<StopReason> refusal =
        reactor().screen(session, channel, ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    if (refusal.isPresent()) {
      stopSoon(peer, refusal.get());
      return;
    }
    switch (channel.codec().decode(ByteBuffer.wrap(bytes.clone()))) {
      case Decoded.Message<T>(T message) -> mailbox.execute(() -> receive(peer, channel, message));
      case Decoded.Ignored<T>(String what) -> ignored.add(what);
      case Decoded.Malformed<T>(String why) -> stopSoon(peer, new StopReason.Malformed(why));
    }
  }

  private void receive(ScriptedPeer peer, Channel<? extends M> channel, M message) {
    P session = sessions.get(peer);
    if (session != null) {
      guarded(peer, () -> reactor().receive(session, channel, message));
    }
  }

  /// Stop a peer: its sends end at once, the reactor is told by an event.
  void stopSoon(ScriptedPeer peer, StopReason reason) {
    if (peer.stopReason().isEmpty()) {
      peer.stopped(reason);
      mailbox.execute(() -> stopNow(peer, reason));
    }
  }

  private void stopNow(ScriptedPeer peer, StopReason reason) {
    P session = sessions.get(peer);
    if (session == null) {
      return;
    }
    try {
      reactor().peerStopped(session, reason);
    } finally {
      connected.remove(peer);
      sessions.remove(peer);
    }
  }

  /// Let a call that throws stop its peer, and fail the test as well: it is a fault of ours.
  private void guarded(ScriptedPeer peer, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      stopSoon(peer, new StopReason.OwnFault(e.toString()));
      throw e;
    }
  }
}
