package dev.cometj.reactor.pex;

import static dev.cometj.reactor.pex.PexBench.address;
import static dev.cometj.reactor.pex.PexBench.requestsTo;
import static dev.cometj.reactor.pex.PexBench.tell;
import static dev.cometj.reactor.pex.PexChannel.PEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import dev.cometj.reactor.pex.PexMessage.PexAddrs;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Peers answer with addresses")
final class AnswerTest {
  private final PexBench bench = PexBench.node();

  /// A peer that was asked, because we dialled it.
  private ScriptedPeer asked(String name) {
    ScriptedPeer peer = bench.peer(name).outbound().connect();
    assertThat(requestsTo(peer)).isEqualTo(1);
    return peer;
  }

  @Test
  @DisplayName("PX-13 a request is an empty message on channel 0x00")
  void requestBytes() {
    bench.start();
    ScriptedPeer peer = asked("bob");
    assertThat(peer.sent()).hasSize(1);
    assertThat(peer.sent().getFirst().channel().id()).isZero();
    assertThat(PEX.codec().encode(peer.sent(PEX).getFirst())).containsExactly(0x0a, 0x00);
  }

  @Test
  @DisplayName("PX-06 addresses of an answer enter the book, told by the address the peer claims")
  void taken() {
    bench.start();
    ScriptedPeer peer = asked("bob");
    tell(peer, address(1), address(2));
    assertThat(bench.known()).containsExactlyInAnyOrder(address(1).id(), address(2).id());
    assertThat(bench.entry(address(1).id()).path("src").path("id").asString())
        .isEqualTo(peer.id().text());
    assertThat(peer.stopReason()).isEmpty();
  }

  @Test
  @DisplayName("SX-05 a list that nobody asked for stops the peer and bans it for a day")
  void unsolicited() {
    bench.start();
    ScriptedPeer peer = bench.peer("bob").connect();
    tell(peer, address(1));
    assertThat(peer.stopReason()).containsInstanceOf(StopReason.ProtocolViolation.class);
    assertThat(bench.banned()).containsExactly(peer.id());
    assertThat(bench.known()).isEmpty();
  }

  @Test
  @DisplayName("SX-05 a second answer to one request is unsolicited")
  void answeredTwice() {
    bench.start();
    ScriptedPeer peer = asked("bob");
    tell(peer, address(1));
    tell(peer, address(2));
    assertThat(peer.stopReason()).containsInstanceOf(StopReason.ProtocolViolation.class);
    assertThat(bench.banned()).containsExactly(peer.id());
    assertThat(bench.known()).containsExactly(address(1).id());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 26656",
    "8.8.8, 26656",
    "8.8.8.08, 26656",
    "localhost, 26656",
    "seed.example.com, 26656",
    "'8.8.8.8 ', 26656",
    "fe80::1%eth0, 26656",
    "8.8.8.8, 65536",
    "8.8.8.8, 4294967295"
  })
  @DisplayName(
      "SX-04 an IP that is none, or a port that is none, stops the peer and bans it (A44: nothing is looked up)")
  void badAddress(String ip, long port) {
    bench.start();
    ScriptedPeer peer = asked("bob");
    peer.deliver(
        PEX,
        new PexAddrs(
            List.of(PexAddress.of(address(1)), new PexAddress(address(2).id().text(), ip, port))));
    assertThat(peer.stopReason()).containsInstanceOf(StopReason.ProtocolViolation.class);
    assertThat(bench.banned()).containsExactly(peer.id());
    assertThat(bench.known()).isEmpty();
    assertThat(bench.harness.world().names().lookups()).isEmpty();
  }

  @Test
  @DisplayName("SX-05 an address that the book refuses, also for its id, is nobody's fault")
  void refusedByTheBook() {
    bench.start();
    ScriptedPeer peer = asked("bob");
    peer.deliver(
        PEX,
        new PexAddrs(
            List.of(
                new PexAddress("nope", "8.8.8.8", 1),
                new PexAddress("", "8.8.8.8", 1),
                new PexAddress(address(2).id().text(), "10.0.0.1", 1),
                new PexAddress(address(3).id().text(), "0.0.0.0", 0),
                PexAddress.of(address(4)))));
    assertThat(peer.stopReason()).isEmpty();
    assertThat(bench.known()).containsExactly(address(4).id());
  }

  @Test
  @DisplayName(
      "A44 a peer that claims a host name is not looked up; its answer counts (better: Go drops it)")
  void claimedName() {
    bench.start();
    ScriptedPeer peer = bench.peer("bob").outbound();
    peer.nodeInfo(PexBench.listeningOn(peer, "node.example.com:26656")).connect();
    tell(peer, address(1));
    assertThat(peer.stopReason()).isEmpty();
    assertThat(bench.entry(address(1).id()).path("src").path("ip").asString())
        .isEqualTo(peer.address().ip().toString());
    ScriptedPeer inbound = bench.peer("carol");
    inbound.nodeInfo(PexBench.listeningOn(inbound, "node.example.com:1234")).connect();
    assertThat(bench.entry(inbound.id()).path("addr").path("port").asInt()).isEqualTo(1234);
    assertThat(bench.harness.world().names().lookups()).isEmpty();
  }

  @Test
  @DisplayName("A48 nothing that a peer says on this channel makes an address good")
  void neverGoodByWords() {
    bench.start();
    ScriptedPeer peer = asked("bob");
    tell(peer, address(1), address(1), address(1));
    PexBench.ask(peer);
    assertThat(bench.entry(address(1).id()).path("bucket_type").asInt()).isEqualTo(1);
    assertThat(bench.entry(address(1).id()).path("last_success").asString()).startsWith("0001-");
  }

  @Test
  @DisplayName("PX-01 a peer that was asked is not asked again before it has answered")
  void oneOpenRequest() {
    bench.start();
    ScriptedPeer peer = asked("bob");
    bench.pass(Duration.ofMinutes(5));
    assertThat(requestsTo(peer)).isEqualTo(1);
    tell(peer, address(1));
    bench.pass(Duration.ofMinutes(1));
    assertThat(requestsTo(peer)).isEqualTo(2);
  }

  @Test
  @DisplayName("PX-02 a request dies with its connection: an answer on the next one is unsolicited")
  void requestDiesWithConnection() {
    bench.start();
    asked("bob").disconnect();
    ScriptedPeer again = bench.peer("bob").connect();
    tell(again, address(1));
    assertThat(again.stopReason()).containsInstanceOf(StopReason.ProtocolViolation.class);
  }

  @Test
  @DisplayName(
      "a request that found no room in ten seconds is not open, so the peer is asked again later")
  void requestNeverLeft() {
    bench.start();
    ScriptedPeer peer = bench.peer("bob").outbound().admit();
    peer.fill(PEX);
    peer.start();
    bench.pass(Duration.ofSeconds(11));
    peer.drain(PEX);
    assertThat(requestsTo(peer)).isZero();
    bench.pass(Duration.ofMinutes(1));
    assertThat(requestsTo(peer)).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "PX-07 a peer that we dialled is asked at once while the book holds fewer than 1000 addresses")
  void outboundIsAsked() {
    bench.startKnowing(PexBench.addresses(0, 999));
    ScriptedPeer first = bench.peer("bob").outbound().connect();
    assertThat(requestsTo(first)).isEqualTo(1);
    bench.know(address(5000));
    ScriptedPeer second = bench.peer("carol").outbound().connect();
    assertThat(requestsTo(second)).isZero();
    assertThat(bench.known()).doesNotContain(first.id());
  }

  @Test
  @DisplayName(
      "PX-05 a peer that dialled us is not asked; the address it claims enters the book, told by itself")
  void inboundIsAdded() {
    bench.start();
    ScriptedPeer peer = bench.peer("bob");
    peer.nodeInfo(PexBench.listeningOn(peer, "tcp://9.9.9.9:1234")).connect();
    assertThat(requestsTo(peer)).isZero();
    var entry = bench.entry(peer.id());
    assertThat(entry.path("addr").path("ip").asString()).isEqualTo("9.9.9.9");
    assertThat(entry.path("addr").path("port").asInt()).isEqualTo(1234);
    assertThat(entry.path("src")).isEqualTo(entry.path("addr"));
  }

  @Test
  @DisplayName("PX-05 an inbound peer whose address the book refuses stays")
  void inboundRefused() {
    bench.start();
    ScriptedPeer peer = bench.peer("bob");
    peer.nodeInfo(PexBench.listeningOn(peer, "tcp://0.0.0.0:26656")).connect();
    assertThat(bench.known()).isEmpty();
    assertThat(peer.isRunning()).isTrue();
  }

  @Test
  @DisplayName(
      "more than 250 addresses in a message, and a message over 64000 bytes, stop the peer")
  void tooMuch() {
    bench.start();
    ScriptedPeer peer = asked("bob");
    List<PexAddress> many =
        IntStream.range(0, 251).mapToObj(i -> PexAddress.of(address(i))).toList();
    peer.deliverBytes(PEX, PEX.codec().encode(new PexAddrs(many)));
    assertThat(peer.stopReason()).containsInstanceOf(StopReason.Malformed.class);
    ScriptedPeer carol = asked("carol");
    PexAddress long64k = new PexAddress("a".repeat(63_978), "8.8.8.8", 1);
    byte[] oneMore = PEX.codec().encode(new PexAddrs(List.of(long64k)));
    assertThat(oneMore).hasSize(64_001);
    carol.deliverBytes(PEX, oneMore);
    assertThat(carol.stopReason()).containsInstanceOf(StopReason.LimitExceeded.class);
  }

  @Test
  @DisplayName("exactly 250 addresses, and a message of exactly 64000 bytes, are taken")
  void atTheLimits() {
    bench.start();
    ScriptedPeer peer = asked("bob");
    tell(peer, PexBench.addresses(0, 250));
    assertThat(peer.stopReason()).isEmpty();
    assertThat(bench.known()).isNotEmpty();
    ScriptedPeer carol = asked("carol");
    PexAddress longId = new PexAddress("a".repeat(63_977), "8.8.8.8", 1);
    byte[] atLimit = PEX.codec().encode(new PexAddrs(List.of(longId)));
    assertThat(atLimit).hasSize(64_000);
    carol.deliverBytes(PEX, atLimit);
    assertThat(carol.stopReason()).isEmpty();
  }
}
