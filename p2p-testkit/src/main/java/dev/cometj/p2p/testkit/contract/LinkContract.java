package dev.cometj.p2p.testkit.contract;

import static dev.cometj.p2p.testkit.contract.ContractChannels.BULK;
import static dev.cometj.p2p.testkit.contract.ContractChannels.CARELESS_CHAT;
import static dev.cometj.p2p.testkit.contract.ContractChannels.CHAT;
import static dev.cometj.p2p.testkit.contract.ContractChannels.RARE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cometj.p2p.ChannelStatus;
import dev.cometj.p2p.ConnectionStatus;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.Payload;
import dev.cometj.p2p.SendResult;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.Link;
import dev.cometj.p2p.spi.Transport;
import dev.cometj.p2p.spi.TransportContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What every link of a [Transport] must do: the part of the contract about messages, back-pressure and ends.
/// Subclasses extend [TransportContract], which has it all.
public abstract class LinkContract {
  static final Duration A_WHILE = Duration.ofSeconds(30);

  private @Nullable Gathering gathering;

  /// For subclasses in this package.
  protected LinkContract() {}

  /// Make the world of one test.
  ///
  /// @return a new world
  protected abstract ContractWorld createWorld();

  /// Make a transport of one node.
  ///
  /// @param node one of `alice`, `bob`, `carol` and `idle`
  /// @param context what a transport gets
  /// @return a new transport
  protected abstract Transport createTransport(String node, TransportContext context);

  /// Tell where a node can listen.
  ///
  /// @param node the node's name
  /// @return an address of that node with port 0
  protected HostPort listenAddress(String node) {
    return new HostPort("127.0.0.1", 0);
  }

  Gathering nodes() {
    if (gathering == null) {
      gathering = new Gathering(createWorld(), this::createTransport, this::listenAddress);
    }
    return gathering;
  }

  ContractWorld world() {
    return nodes().world();
  }

  Party.Plan plan(String name) {
    return nodes().plan(name);
  }

  Party join(Party.Plan plan) {
    return nodes().join(plan);
  }

  Party join(String name) {
    return join(plan(name));
  }

  Pair connect() {
    return connect(join("alice"), join("bob"));
  }

  Pair connect(Party dialler, Party listener) {
    return nodes().connect(dialler, listener);
  }

  LinkRecorder open(Link link) {
    return nodes().open(link);
  }

  /// Close everything, and check what no link may ever do.
  @AfterEach
  void endInOrder() {
    nodes().end();
  }

  // Messages.

  @Test
  @DisplayName("messages arrive whole, once and in the order of their channel, both ways at once")
  void messagesArriveWholeOnceAndInOrder() {
    Pair pair = connect();
    LinkRecorder atDialler = open(pair.out());
    LinkRecorder atListener = open(pair.in());
    List<Payload> chat = Messages.random(400, 2_000, 1);
    List<Payload> bulk = Messages.random(20, 200_000, 1_000);
    List<Payload> back = Messages.random(300, 5_000, 2_000);

    List<Feeder> feeders =
        List.of(
            new Feeder(world(), pair.out(), CHAT, chat),
            new Feeder(world(), pair.out(), BULK, bulk),
            new Feeder(world(), pair.in(), CHAT, back));
    feeders.forEach(Feeder::start);
    world().await("all is sent", () -> feeders.stream().allMatch(Feeder::isDone));
    world().await("all has arrived", () -> atListener.count() >= 420 && atDialler.count() >= 300);
    world().pass(A_WHILE);

    Messages.assertSame(atListener.on(CHAT.id()), chat);
    Messages.assertSame(atListener.on(BULK.id()), bulk);
    Messages.assertSame(atDialler.on(CHAT.id()), back);
    assertThat(atListener.count()).isEqualTo(420);
    assertThat(atDialler.count()).isEqualTo(300);
  }

  @Test
  @DisplayName("an empty message is a message")
  void emptyMessagesArrive() {
    Pair pair = connect();
    LinkRecorder atListener = open(pair.in());
    open(pair.out());

    pair.out().offer(CHAT.id(), Messages.of());
    pair.out().offer(CHAT.id(), Messages.of(1));
    world().await("both have arrived", () -> atListener.count() == 2);

    assertThat(atListener.on(CHAT.id()).getFirst().length()).isZero();
  }

  @Test
  @DisplayName("nothing is read before the link is opened, and nothing is lost by it")
  void nothingIsDeliveredBeforeOpen() {
    Pair pair = connect();
    open(pair.out());
    pair.out().offer(CHAT.id(), Messages.of(1));
    pair.out().offer(CHAT.id(), Messages.of(2));
    world().pass(Duration.ofSeconds(1));

    LinkRecorder late = open(pair.in());
    world().await("both have arrived", () -> late.count() == 2);

    Messages.assertSame(late.on(CHAT.id()), List.of(Messages.of(1), Messages.of(2)));
  }

  @Test
  @DisplayName("a payload shared by two links is disturbed by neither")
  void aSharedPayloadStaysAsItIs() {
    Party alice = join("alice");
    Pair first = connect(alice, join("bob"));
    Pair second = connect(alice, join("carol"));
    LinkRecorder bob = open(first.in());
    LinkRecorder carol = open(second.in());
    open(first.out());
    open(second.out());
    Payload expected = Messages.random(5, 9_000);
    Payload shared = Messages.random(5, 9_000);

    first.out().offer(CHAT.id(), shared);
    second.out().offer(CHAT.id(), shared);
    world().await("both have it", () -> bob.count() == 1 && carol.count() == 1);

    Messages.assertSame(bob.on(CHAT.id()), List.of(expected));
    Messages.assertSame(carol.on(CHAT.id()), List.of(expected));
    assertThat(shared).isEqualTo(expected);
  }

  @Test
  @DisplayName("a message of exactly the limit passes, one byte more stops the link")
  void theMessageLimitIsExact() {
    Party careless = join(plan("alice").serving(BULK, CARELESS_CHAT));
    Pair pair = connect(careless, join("bob"));
    LinkRecorder atListener = open(pair.in());
    LinkRecorder atDialler = open(pair.out());

    pair.out().offer(CHAT.id(), Messages.random(1, CHAT.maxMessageBytes()));
    world().await("the largest message has arrived", () -> atListener.count() == 1);
    pair.out().offer(CHAT.id(), Messages.random(2, CHAT.maxMessageBytes() + 1));
    world().await("both sides have ended", () -> atListener.hasEnded() && atDialler.hasEnded());

    assertThat(atListener.count()).isEqualTo(1);
    assertThat(atListener.ends().getFirst()).isInstanceOf(StopReason.LimitExceeded.class);
  }

  @Test
  @DisplayName("a channel that either side does not serve is unsupported")
  void channelsAreCheckedOnBothSides() {
    Party alice = join(plan("alice").serving(CHAT, RARE));
    Pair pair = connect(alice, join("bob"));

    Payload payload = Messages.of(1);
    assertThat(pair.out().offer(RARE.id(), payload)).isEqualTo(SendResult.CHANNEL_UNSUPPORTED);
    assertThat(pair.in().offer(RARE.id(), payload)).isEqualTo(SendResult.CHANNEL_UNSUPPORTED);
    assertThat(pair.in().offer(BULK.id(), payload)).isEqualTo(SendResult.CHANNEL_UNSUPPORTED);
    assertThat(pair.out().offer(0xEE, payload)).isEqualTo(SendResult.CHANNEL_UNSUPPORTED);
    assertThat(pair.out().offer(CHAT.id(), payload)).isEqualTo(SendResult.QUEUED);
  }

  // Back-pressure.

  @Test
  @DisplayName(
      "a queue that nobody reads fills up, and whoever waits for room is told once it is there")
  void aFullQueueTellsWhenItHasRoom() {
    Pair pair = connect();
    LinkRecorder atDialler = open(pair.out());
    int queued = Messages.fill(world(), pair.out(), BULK, 100_000);
    AtomicInteger told = new AtomicInteger();
    pair.out()
        .whenWritable(
            BULK.id(),
            () -> {
              told.incrementAndGet();
              world().changed();
            });
    world().pass(Duration.ofSeconds(1));
    assertThat(told).hasValue(0);
    assertThat(pair.out().offer(CHAT.id(), Messages.of(1)))
        .as("another channel has room")
        .isEqualTo(SendResult.QUEUED);

    LinkRecorder atListener = open(pair.in());
    world().await("there is room again", () -> told.get() > 0);
    world().await("all has arrived", () -> atListener.on(BULK.id()).size() == queued);

    assertThat(pair.out().offer(BULK.id(), Messages.of(1))).isEqualTo(SendResult.QUEUED);
    assertThat(told).hasValue(1);
    assertThat(atDialler.hasEnded()).isFalse();
  }

  @Test
  @DisplayName("whoever waits for room that is there already is told soon")
  void roomThatIsThereIsToldAtOnce() {
    Pair pair = connect();
    AtomicInteger told = new AtomicInteger();
    pair.out()
        .whenWritable(
            CHAT.id(),
            () -> {
              told.incrementAndGet();
              world().changed();
            });

    world().await("it is told", () -> told.get() == 1);
  }

  @Test
  @DisplayName("whoever waits for room is told when the link ends")
  void waitingForRoomEndsWithTheLink() {
    Pair pair = connect();
    open(pair.out());
    Messages.fill(world(), pair.out(), BULK, 100_000);
    AtomicInteger told = new AtomicInteger();
    pair.out()
        .whenWritable(
            BULK.id(),
            () -> {
              told.incrementAndGet();
              world().changed();
            });
    pair.out().close(new StopReason.Requested("enough"));

    world().await("it is told", () -> told.get() == 1);
    assertThat(pair.out().offer(BULK.id(), Messages.of(0))).isEqualTo(SendResult.PEER_STOPPED);
  }

  @Test
  @DisplayName("reading pauses and goes on without a loss, and the remote node does not notice")
  void readingPausesAndGoesOn() {
    Pair pair = connect();
    LinkRecorder atListener = open(pair.in());
    LinkRecorder atDialler = open(pair.out());
    pair.in().pauseReading();
    List<Payload> sent = Messages.random(200, 2_000, 3);
    Feeder feeder = new Feeder(world(), pair.out(), CHAT, sent);
    feeder.start();
    world().pass(A_WHILE);
    int early = atListener.count();
    assertThat(early).as("only what was read already may still come").isLessThan(200);
    assertThat(atDialler.hasEnded()).isFalse();

    pair.in().resumeReading();
    world().await("all has arrived", () -> atListener.count() >= 200);
    Messages.assertSame(atListener.on(CHAT.id()), sent);
  }

  // Ends.

  @Test
  @DisplayName("closing tells the own side its reason and the other side that the link broke")
  void closingEndsBothSides() {
    Pair pair = connect();
    LinkRecorder atListener = open(pair.in());
    LinkRecorder atDialler = open(pair.out());
    StopReason reason = new StopReason.ProtocolViolation("as a test");

    pair.out().close(reason);
    pair.out().close(new StopReason.Requested("again"));
    world().await("both have ended", () -> atListener.hasEnded() && atDialler.hasEnded());

    assertThat(atDialler.ends()).containsExactly(reason);
    assertThat(atListener.ends().getFirst()).isInstanceOf(StopReason.LinkFailure.class);
    assertThat(pair.in().offer(CHAT.id(), Messages.of(0))).isEqualTo(SendResult.PEER_STOPPED);
  }

  @Test
  @DisplayName("a link that ended before it was opened ends when it is opened")
  void aLinkMayEndBeforeItIsOpened() {
    Pair pair = connect();
    pair.out().close(new StopReason.Requested("changed our mind"));
    world().pass(Duration.ofSeconds(1));

    LinkRecorder atDialler = open(pair.out());
    LinkRecorder atListener = open(pair.in());
    world().await("both have ended", () -> atListener.hasEnded() && atDialler.hasEnded());
  }

  @Test
  @DisplayName("a link that ends amid traffic delivers nothing afterwards")
  void nothingIsDeliveredAfterTheEnd() {
    Pair pair = connect();
    LinkRecorder atListener = open(pair.in());
    open(pair.out());
    new Feeder(world(), pair.out(), CHAT, Messages.random(500, 2_000, 4)).start();
    world().await("some have arrived", () -> atListener.count() >= 5);

    pair.in().close(new StopReason.Requested("enough"));
    world().await("it has ended", atListener::hasEnded);
    int count = atListener.count();
    world().pass(A_WHILE);

    assertThat(atListener.count()).isEqualTo(count);
  }

  @Test
  @DisplayName("flushing delivers everything that was queued, and then closes")
  void flushingDeliversEverything() {
    Pair pair = connect();
    LinkRecorder atListener = open(pair.in());
    open(pair.out());
    List<Payload> sent = Messages.random(30, 9_000, 5);
    sent.forEach(
        message -> assertThat(pair.out().offer(CHAT.id(), message)).isEqualTo(SendResult.QUEUED));

    CompletionStage<Void> flushed = pair.out().flushAndClose();
    CompletionStage<Void> again = pair.out().flushAndClose();
    assertThat(pair.out().offer(CHAT.id(), Messages.of(0))).isEqualTo(SendResult.PEER_STOPPED);
    world().await(flushed);
    world().await(again);
    world().await("the other side has ended", atListener::hasEnded);

    Messages.assertSame(atListener.on(CHAT.id()), sent);
    assertThat(atListener.ends().getFirst()).isInstanceOf(StopReason.LinkFailure.class);
  }

  @Test
  @DisplayName("the end of one link leaves the others alone")
  void linksAreIndependent() {
    Party alice = join("alice");
    Pair first = connect(alice, join("bob"));
    Pair second = connect(alice, join("carol"));
    LinkRecorder carol = open(second.in());
    LinkRecorder toBob = open(first.out());
    open(second.out());

    first.out().close(new StopReason.Requested("enough"));
    world().await("it has ended", toBob::hasEnded);
    second.out().offer(CHAT.id(), Messages.of(9));
    world().await("the other still works", () -> carol.count() == 1);
  }

  @Test
  @DisplayName("a link tells its state")
  void aLinkTellsItsState() {
    Pair pair = connect();
    LinkRecorder atListener = open(pair.in());
    open(pair.out());
    pair.out().offer(CHAT.id(), Messages.random(1, 5_000));
    world().await("it has arrived", () -> atListener.count() == 1);
    world().pass(Duration.ofSeconds(1));

    ConnectionStatus status = pair.out().status();
    assertThat(status.duration()).isPositive();
    assertThat(status.sending().bytes()).isGreaterThanOrEqualTo(5_000);
    assertThat(pair.in().status().receiving().bytes()).isGreaterThanOrEqualTo(5_000);
    assertThat(status.channels())
        .extracting(ChannelStatus::id, ChannelStatus::sendQueueCapacity, ChannelStatus::priority)
        .containsExactly(tuple(BULK.id(), 4, 1), tuple(CHAT.id(), 32, 7));
  }
}
