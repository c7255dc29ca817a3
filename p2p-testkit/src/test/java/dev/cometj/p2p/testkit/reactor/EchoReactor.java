package dev.cometj.p2p.testkit.reactor;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.Grants;
import dev.cometj.p2p.MessageCodec;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.PeerAttributeWriter;
import dev.cometj.p2p.PeerAttributes;
import dev.cometj.p2p.PeerBroadcaster;
import dev.cometj.p2p.PeerCensus;
import dev.cometj.p2p.PeerDialer;
import dev.cometj.p2p.PeerDirectory;
import dev.cometj.p2p.PeerFlusher;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerLifecycle;
import dev.cometj.p2p.PeerReleaser;
import dev.cometj.p2p.PeerReputation;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.Reactor;
import dev.cometj.p2p.ReceiveBudget;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.SwitchLog;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.spi.Settings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A reactor that obeys words: each message is an order.
final class EchoReactor implements Reactor<EchoReactor.Session, String> {
  static final AttributeKey<String> MOOD = new AttributeKey<>("echo.mood", String.class);
  static final AttributeKey<Long> HEIGHT = new AttributeKey<>("test.height", Long.class);

  /// Words as UTF-8; `?` is unknown and `!` is malformed.
  static final MessageCodec<String> WORDS =
      new MessageCodec<>() {
        @Override
        public byte[] encode(String message) {
          return message.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Decoded<String> decode(ByteBuffer bytes) {
          String text = StandardCharsets.UTF_8.decode(bytes).toString();
          return switch (text) {
            case "?" -> new Decoded.Ignored<>("question");
            case "!" -> new Decoded.Malformed<>("exclamation");
            default -> new Decoded.Message<>(text);
          };
        }

        @Override
        public String typeLabel(String message) {
          return "word";
        }
      };

  static final Channel<String> ECHO =
      Channel.define(0x70, "echo", WORDS).maxMessageBytes(100).build();

  record Session(
      PeerIdentity identity,
      PeerSender sender,
      PeerLifecycle lifecycle,
      PeerFlusher flusher,
      ReceiveBudget budget,
      PeerAttributes attributes,
      PeerAttributeWriter writer) {}

  static final class Provider implements ReactorProvider {
    @Override
    public String name() {
      return "ECHO";
    }

    @Override
    public List<Channel<?>> channels(Settings settings) {
      return List.of(ECHO);
    }

    @Override
    public Set<Class<?>> facets() {
      return Set.of(
          PeerIdentity.class,
          PeerSender.class,
          PeerLifecycle.class,
          PeerFlusher.class,
          ReceiveBudget.class,
          PeerAttributes.class,
          PeerAttributeWriter.class,
          PeerStopper.class,
          PeerReleaser.class,
          PeerReputation.class,
          PeerBroadcaster.class,
          PeerDialer.class,
          PeerCensus.class,
          PeerDirectory.class,
          SwitchLog.class);
    }

    @Override
    public Set<AttributeKey<?>> publishes() {
      return Set.of(MOOD);
    }

    @Override
    public Set<AttributeKey<?>> reads() {
      return Set.of(HEIGHT);
    }

    @Override
    public Set<Class<?>> wants() {
      return Set.of(Runnable.class);
    }

    @Override
    public EchoReactor create(ReactorContext context) {
      return new EchoReactor(context);
    }
  }

  final List<String> log = new ArrayList<>();
  private final ReactorContext context;
  private final Mailbox mailbox;

  EchoReactor(ReactorContext context) {
    this.context = context;
    this.mailbox = context.mailbox();
  }

  private void log(String text) {
    log.add(mailbox.isCurrent() ? text : "OUTSIDE " + text);
  }

  @Override
  public CompletionStage<Void> start(Services services) {
    log("start");
    services.want(Runnable.class).ifPresent(Runnable::run);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> stop() {
    log("stop");
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Session admit(Grants peer) {
    Session session =
        new Session(
            peer.facet(PeerIdentity.class),
            peer.facet(PeerSender.class),
            peer.facet(PeerLifecycle.class),
            peer.facet(PeerFlusher.class),
            peer.facet(ReceiveBudget.class),
            peer.facet(PeerAttributes.class),
            peer.facet(PeerAttributeWriter.class));
    log("admit " + session.lifecycle.isRunning());
    session.lifecycle.stopped().thenAccept(reason -> log("stopped stage"));
    session.attributes.onChange(HEIGHT, height -> log("height " + height));
    return session;
  }

  @Override
  public void peerStarted(Session session) {
    log("started " + session.lifecycle.isRunning());
  }

  @Override
  public Optional<StopReason> screen(
      Session session, Channel<? extends String> channel, ByteBuffer bytes) {
    return bytes.remaining() > 50
        ? Optional.of(new StopReason.LimitExceeded("too long to look at"))
        : Optional.empty();
  }

  @Override
  public void receive(Session session, Channel<? extends String> channel, String message) {
    log("receive " + message);
    switch (message) {
      case "wait" ->
          session.sender.send(ECHO, "waited").thenAccept(result -> log("send " + result));
      case "try" -> {
        SendResult result = session.sender.trySend(ECHO, "tried");
        log("try " + result);
        session.sender.whenWritable(ECHO, () -> log("writable"));
      }
      case "flush" -> {
        session.flusher.flushAndStop().thenRun(() -> log("flushed"));
        context.switchFacets().facet(PeerReleaser.class).stopGracefully(session.identity);
      }
      case "stop" ->
          context
              .switchFacets()
              .facet(PeerStopper.class)
              .stopForError(session.identity, new StopReason.ProtocolViolation("asked for"));
      case "good" -> context.switchFacets().facet(PeerReputation.class).markGood(session.identity);
      case "all" ->
          context
              .switchFacets()
              .facet(PeerBroadcaster.class)
              .broadcast(ECHO, "to all")
              .thenAccept(result -> log("broadcast " + result.queued()));
      case "dial" -> dial();
      case "expect" -> session.budget.expect(ECHO, 500);
      case "mood" -> session.writer.set(MOOD, "fine");
      case "steal" -> session.writer.set(HEIGHT, 1L);
      case "throw" -> throw new IllegalStateException("as ordered");
      case "long" -> session.sender.trySend(ECHO, "x".repeat(101));
      default -> session.sender.trySend(ECHO, message);
    }
  }

  private void dial() {
    NetAddress address = NetAddress.parse("00112233445566778899aabbccddeeff00112233@1.1.1.1:26656");
    PeerDialer dialer = context.switchFacets().facet(PeerDialer.class);
    dialer.dial(address).thenAccept(this::dialled);
    log("dialling " + dialer.isDialingOrConnected(address));
    log("census " + context.switchFacets().facet(PeerCensus.class).counts());
  }

  private void dialled(DialOutcome outcome) {
    log("dialled " + outcome.getClass().getSimpleName());
  }

  @Override
  public void peerStopped(Session session, StopReason reason) {
    int listed = context.switchFacets().facet(PeerDirectory.class).connected(Session.class).size();
    log("peerStopped " + reason.describe() + ", still listed " + listed);
  }
}
