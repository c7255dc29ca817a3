package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.LinkAcceptor;
import dev.cometj.p2p.spi.LinkHandler;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// The smallest host that keeps the contract for reactors, or breaks it in one way.
final class MiniHost implements HostedNode, LinkAcceptor {
  private final HostPlan plan;
  private final HostFlaw flaw;
  private final Mailbox core;
  private final List<MiniMember> members = new ArrayList<>();
  private final List<MiniPeer> peers = new ArrayList<>();
  private final List<MiniPeer> lives = new ArrayList<>();
  private final Transport transport;
  private HostPort bound;
  private boolean stopping;
  private CompletableFuture<Void> empty;

  MiniHost(HostPlan plan, HostFlaw flaw) {
    this.plan = plan;
    this.flaw = flaw;
    this.core = plan.runtime().mailbox("core");
    List<ReactorProvider> providers = new ArrayList<>(plan.reactors());
    if (!is(HostFlaw.ADMITS_IN_ANY_ORDER)) {
      providers.sort(Comparator.comparing(ReactorProvider::name));
    }
    if (!is(HostFlaw.IGNORES_FACTS)) {
      providers.sort(Comparator.comparing(provider -> !provider.reads().isEmpty()));
    }
    providers.forEach(this::create);
    List<Channel<?>> channels =
        members.stream().<Channel<?>>flatMap(member -> member.channels().stream()).toList();
    NodeInfo info =
        new NodeInfo(
            new ProtocolVersions(ProtocolVersions.P2P, ProtocolVersions.BLOCK, 0),
            NodeId.ofPublicKey(plan.signer().publicKey()),
            "127.0.0.1:1",
            plan.network(),
            "1",
            channels.stream().map(Channel::id).toList(),
            "mini",
            "on",
            "");
    transport =
        plan.transport()
            .create(
                new TransportContext(
                    plan.settings(),
                    plan.runtime(),
                    Metrics.none(),
                    plan.signer(),
                    info,
                    channels,
                    List.of()));
  }

  private record Context(
      Settings settings, NodeRuntime runtime, Mailbox mailbox, Metrics metrics, Grants switchFacets)
      implements ReactorContext {
    @Override
    public void fail(String line) {
      throw new AssertionError(line);
    }
  }

  @SuppressWarnings("unchecked")
  private void create(ReactorProvider provider) {
    Mailbox mailbox = plan.runtime().mailbox(provider.name());
    Reactor<?, ?> reactor =
        provider.create(
            new Context(
                plan.settings(),
                plan.runtime(),
                mailbox,
                Metrics.none(),
                MiniFacets.ofSwitch(this, provider.name(), mailbox)));
    members.add(
        new MiniMember(
            provider,
            provider.channels(plan.settings()),
            mailbox,
            (Reactor<Object, Object>) reactor));
  }

  private boolean is(HostFlaw one) {
    return flaw == one;
  }

  HostFlaw flaw() {
    return flaw;
  }

  Mailbox core() {
    return core;
  }

  List<MiniPeer> listed() {
    return peers;
  }

  Object session(MiniPeer peer, String name) {
    return peer.sessions.entrySet().stream()
        .filter(entry -> entry.getKey().provider().name().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  // The host's own life.

  @Override
  public CompletionStage<Void> start() {
    CompletableFuture<Void> started = new CompletableFuture<>();
    CompletionStage<?> first =
        is(HostFlaw.ADMITS_BEFORE_THE_START) ? listen() : CompletableFuture.completedFuture(null);
    for (MiniMember member : members) {
      first =
          first.thenCompose(done ->
              call(member.mailbox(), () -> member.reactor().start(null)).thenCompose(s -> s));
    }
    first
        .thenCompose(done -> bound == null ? listen() : CompletableFuture.completedFuture(null))
        .thenRun(() -> started.complete(null));
    return started;
  }

  private CompletionStage<?> listen() {
    HostPort address = HostPort.parse(plan.settings().text("p2p.laddr").orElseThrow());
    return transport.listen(address, this).thenAccept(at -> bound = at);
  }

  @Override
  public CompletionStage<Void> stop() {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    if (empty != null) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> nobody = new CompletableFuture<>();
    empty = nobody;
    core.execute(() -> {
      stopping = true;
      if (is(HostFlaw.STOPS_REACTORS_BEFORE_PEERS)) {
        stopReactors().thenRun(() -> stopped.complete(null));
      }
      List.copyOf(lives).forEach(peer -> stop(peer, new StopReason.SwitchStopped()));
      checkEmpty();
    });
    nobody
        .thenCompose(done -> transport.close())
        .thenCompose(done -> is(HostFlaw.STOPS_REACTORS_BEFORE_PEERS) ? stopped : stopReactors())
        .thenRun(() -> stopped.complete(null));
    return stopped;
  }

  private CompletionStage<Void> stopReactors() {
    CompletionStage<Void> chain = CompletableFuture.completedFuture(null);
    for (MiniMember member : members) {
      if (is(HostFlaw.FORGETS_TO_STOP_A_REACTOR) && member == members.getLast()) {
        continue;
      }
      chain =
          chain.thenCompose(
              done -> call(member.mailbox(), () -> member.reactor().stop()).thenCompose(s -> s));
      if (is(HostFlaw.CALLS_AFTER_THE_STOP)) {
        chain =
            chain.thenCompose(done ->
                call(
                    member.mailbox(),
                    () -> {
                      member.reactor().admit(MiniFacets.ofPeer(this, member, new MiniPeer(null)));
                      return null;
                    }));
      }
    }
    return chain;
  }

  private void checkEmpty() {
    if (stopping && lives.isEmpty() && empty != null) {
      empty.complete(null);
    }
  }

  @Override
  public HostPort listenAddress() {
    return bound;
  }

  private <T> CompletionStage<T> call(Mailbox mailbox, java.util.function.Supplier<T> action) {
    return CompletableFuture.supplyAsync(action, mailbox);
  }

  // Peers.

  @Override
  public void accepted(Link link) {
    core.execute(() -> join(link, outcome -> {}));
  }

  @Override
  public void rejected(HostPort remote, Rejection rejection) {}

  @Override
  public void failed(Throwable cause) {}

  CompletionStage<DialOutcome> dial(NetAddress address) {
    CompletableFuture<DialOutcome> answer = new CompletableFuture<>();
    transport
        .dial(address)
        .thenAccept(link ->
            core.execute(() -> {
              if (is(HostFlaw.LOSES_DIALS)) {
                link.close(new StopReason.Requested("lost"));
              } else {
                join(link, answer::complete);
              }
            }));
    return answer;
  }

  private void join(Link link, Consumer<DialOutcome> outcome) {
    MiniPeer peer = new MiniPeer(link);
    boolean known = lives.stream().anyMatch(life -> life.id().equals(peer.id()));
    boolean late =
        is(HostFlaw.LEAVES_THE_LOSER)
            || is(HostFlaw.KEEPS_BOTH_CONNECTIONS)
            || is(HostFlaw.ADMITS_A_RECONNECT_AT_ONCE);
    if (stopping || (known && !late)) {
      link.close(new StopReason.NotAdmitted("there is one already"));
      return;
    }
    lives.add(peer);
    open(peer, !is(HostFlaw.READS_BEFORE_EVERY_ADMIT));
    admit(peer, 0, outcome);
  }

  private void admit(MiniPeer peer, int index, Consumer<DialOutcome> outcome) {
    if (peer.condemned) {
      return;
    }
    if (index == members.size()) {
      insert(peer, outcome);
      return;
    }
    MiniMember member = members.get(index);
    Mailbox where = is(HostFlaw.CALLS_OUTSIDE_OF_THE_MAILBOX) ? core : member.mailbox();
    call(where, () -> member.reactor().admit(MiniFacets.ofPeer(this, member, peer)))
        .whenCompleteAsync(
            (session, fault) -> {
              if (fault == null) {
                peer.sessions.put(member, session);
                peer.untold.add(member);
                if (peer.condemned) {
                  tellStopped(peer, member, new StopReason.NotAdmitted("it ended"));
                } else {
                  admit(peer, index + 1, outcome);
                }
              } else if (is(HostFlaw.STARTS_AFTER_A_FAILED_ADMIT)) {
                admit(peer, index + 1, outcome);
              } else {
                if (is(HostFlaw.LEAVES_A_FAILED_ADMIT)) {
                  peer.untold.clear();
                }
                stop(peer, new StopReason.OwnFault(fault.toString()));
              }
            },
            core);
  }

  private void insert(MiniPeer peer, Consumer<DialOutcome> outcome) {
    boolean known = peers.stream().anyMatch(other -> other.id().equals(peer.id()));
    if (known && is(HostFlaw.LEAVES_THE_LOSER)) {
      lives.remove(peer);
      peer.condemned = true;
      peer.link.close(new StopReason.NotAdmitted("there is one already"));
      return;
    }
    peer.inserted = true;
    peer.running = true;
    peers.add(peer);
    peer.link.resumeReading();
    for (MiniMember member : members) {
      tellStarted(peer, member);
      if (is(HostFlaw.TELLS_PEER_STARTED_TWICE)) {
        tellStarted(peer, member);
      }
    }
    outcome.accept(new DialOutcome.Connected(peer.id()));
  }

  private void tellStarted(MiniPeer peer, MiniMember member) {
    Object session = peer.sessions.get(member);
    boolean keeps = is(HostFlaw.KEEPS_A_PEER_WHOSE_START_THREW);
    if (session != null) {
      member
          .mailbox()
          .execute(() -> {
            if (!isOver(peer, member)) {
              guarded(peer, keeps, () -> member.reactor().peerStarted(session));
            }
          });
    }
  }

  private static boolean isOver(MiniPeer peer, MiniMember member) {
    return !peer.untold.contains(member);
  }

  private void guarded(MiniPeer peer, boolean keeps, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      if (!keeps) {
        stop(peer, new StopReason.OwnFault(e.toString()));
      }
      if (is(HostFlaw.PUNISHES_ALL_FOR_ONE)) {
        List.copyOf(lives).forEach(each -> stop(each, new StopReason.OwnFault("any")));
      }
    }
  }

  void stop(MiniPeer peer, StopReason reason) {
    if (is(HostFlaw.STOPS_FROM_WITHIN_RECEIVE) && !core.isCurrent()) {
      peer.sessions.forEach((member, session) -> {
        if (member.mailbox().isCurrent()) {
          member.reactor().peerStopped(session, reason);
        }
      });
    }
    core.execute(() -> stopNow(peer, reason));
  }

  private void stopNow(MiniPeer peer, StopReason given) {
    if (peer.condemned) {
      return;
    }
    StopReason reason =
        is(HostFlaw.FORGETS_THE_REASON) ? new StopReason.Requested("whatever") : given;
    peer.condemned = true;
    peer.running = false;
    peer.end.complete(reason);
    peer.link.close(reason);
    if (is(HostFlaw.LEAVES_THE_DIRECTORY_FIRST)) {
      peers.remove(peer);
    }
    boolean forgets =
        is(HostFlaw.FORGETS_PEER_STOPPED) || (is(HostFlaw.LEAVES_AN_EARLY_END) && !peer.inserted);
    if (forgets || peer.untold.isEmpty()) {
      gone(peer);
      return;
    }
    List.copyOf(peer.untold).forEach(member -> tellStopped(peer, member, reason));
  }

  private void tellStopped(MiniPeer peer, MiniMember member, StopReason reason) {
    Object session = peer.sessions.get(member);
    member
        .mailbox()
        .execute(() -> {
          Object told = is(HostFlaw.MIXES_SESSIONS_UP) ? anyOther(peer, member) : session;
          member.reactor().peerStopped(told, reason);
          if (is(HostFlaw.TELLS_PEER_STOPPED_TWICE)) {
            member.reactor().peerStopped(told, reason);
          }
          core.execute(() -> {
            peer.untold.remove(member);
            if (peer.untold.isEmpty()) {
              gone(peer);
            }
          });
        });
  }

  private static Object anyOther(MiniPeer peer, MiniMember member) {
    return peer.sessions.entrySet().stream()
        .filter(entry -> entry.getKey() != member)
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private void gone(MiniPeer peer) {
    if (!is(HostFlaw.STAYS_IN_THE_DIRECTORY)) {
      peers.remove(peer);
    }
    lives.remove(peer);
    checkEmpty();
  }

  // Messages.

  private void open(MiniPeer peer, boolean paused) {
    if (paused) {
      peer.link.pauseReading();
    }
    peer.link.open(
        new LinkHandler() {
          private int count;
          private Runnable held;

          @Override
          public void received(int channelId, ByteBuffer message) {
            count++;
            Runnable take = () -> take(peer, channelId, message);
            if (is(HostFlaw.LOSES_MESSAGES) && count % 10 == 0) {
              return;
            }
            if (is(HostFlaw.REORDERS_MESSAGES) && count % 10 == 0) {
              held = take;
              return;
            }
            take.run();
            if (held != null) {
              held.run();
              held = null;
            }
          }

          @Override
          public void closed(StopReason reason) {
            if (!is(HostFlaw.NEVER_SEES_AN_END)) {
              stop(peer, reason);
            }
          }
        });
  }

  private void take(MiniPeer peer, int channelId, ByteBuffer message) {
    for (MiniMember member : members) {
      if (member.owns(channelId) || is(HostFlaw.DELIVERS_TO_EVERY_REACTOR)) {
        MiniMember owner =
            members.stream().filter(each -> each.owns(channelId)).findFirst().orElseThrow();
        decode(peer, member, owner.channel(channelId), message.duplicate());
      }
    }
  }

  private void decode(
      MiniPeer peer, MiniMember member, Channel<Object> channel, ByteBuffer message) {
    Object session = peer.sessions.get(member);
    if (session == null && !is(HostFlaw.READS_BEFORE_EVERY_ADMIT)) {
      return;
    }
    Optional<StopReason> refusal =
        is(HostFlaw.SCREENS_NOTHING)
            ? Optional.empty()
            : member.reactor().screen(session, channel, message.asReadOnlyBuffer());
    if (refusal.isPresent()) {
      stop(peer, refusal.get());
      return;
    }
    switch (channel.codec().decode(message)) {
      case Decoded.Message<Object>(Object decoded) ->
          member.mailbox().execute(() -> deliver(peer, member, channel, decoded));
      case Decoded.Malformed<Object>(String why) -> {
        if (!is(HostFlaw.KEEPS_A_PEER_THAT_SENDS_RUBBISH)) {
          stop(peer, new StopReason.Malformed(why));
        }
      }
      case Decoded.Ignored<Object>(String what) -> {
        if (is(HostFlaw.STOPS_A_PEER_FOR_UNKNOWN_MESSAGES)) {
          stop(peer, new StopReason.Malformed(what));
        }
      }
    }
  }

  private void deliver(MiniPeer peer, MiniMember member, Channel<Object> channel, Object message) {
    Object session = peer.sessions.get(member);
    if (session != null && !isOver(peer, member)) {
      guarded(
          peer,
          is(HostFlaw.KEEPS_A_PEER_WHOSE_RECEIVE_THREW),
          () -> member.reactor().receive(session, channel, message));
    }
  }
}
