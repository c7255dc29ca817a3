package dev.cometj.p2p.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.switching.fixture.Bench;
import dev.cometj.p2p.switching.fixture.ProbeReactor;
import dev.cometj.p2p.switching.fixture.PuppetLink;
import dev.cometj.p2p.switching.fixture.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiveTest {
  private static final String ANNA = ProbeReactor.shortId(Bench.id("anna"));
  private static final int ID = 0x51;
  private static final int OTHER = 0x52;

  private final Bench bench = new Bench();
  private ProbeReactor one;
  private ProbeReactor two;
  private PuppetLink anna;

  @BeforeEach
  void connectAnna() {
    one = bench.probe("ONE");
    two = bench.probe("TWO");
  }

  private void connect() {
    bench.start();
    anna = bench.accept("anna", "10.0.0.2");
    bench.log().clear();
  }

  private List<String> received(String reactor) {
    return bench.log().stream()
        .filter(line -> line.startsWith(reactor + " receive"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .toList();
  }

  @Test
  @DisplayName("L-M10 messages are decoded off the mailbox and handled in it, in order")
  void order() {
    connect();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      anna.receive(ID, "m" + i);
      expected.add("m" + i);
    }
    bench.world().settle();
    assertThat(received("ONE")).isEqualTo(expected);
  }

  @Test
  @DisplayName("L-M10 what a peer sent before it hung up is handled, and then the peer is stopped")
  void lastWords() {
    connect();
    bench.hold("TWO");
    anna.receive(ID, "answer");
    anna.receive(OTHER, "too");
    anna.breakOff(new StopReason.LinkFailure("the peer closed the connection"));
    bench.world().settle();
    assertThat(received("ONE")).containsExactly("answer");
    assertThat(bench.log().getLast()).isEqualTo("ONE peerStopped " + ANNA + " LinkFailure");
    bench.release("TWO");
    assertThat(received("TWO")).containsExactly("too");
    assertThat(bench.log().getLast()).isEqualTo("TWO peerStopped " + ANNA + " LinkFailure");
    assertThat(bench.network().peers()).isEmpty();
  }

  @Test
  @DisplayName("L-M10 after a fault among a peer's last words the rest of them is not handled")
  void faultyLastWords() {
    connect();
    bench.hold("ONE");
    anna.receive(ID, "before");
    anna.receive(ID, "!bad");
    anna.receive(ID, "after");
    anna.breakOff(new StopReason.LinkFailure("the peer closed the connection"));
    bench.world().settle();
    bench.release("ONE");
    assertThat(received("ONE")).doesNotContain("after");
    assertThat(bench.log().getLast()).isEqualTo("ONE peerStopped " + ANNA + " Malformed");
  }

  @ParameterizedTest
  @CsvSource({"!bad, Malformed", "#broken, OwnFault"})
  @DisplayName("L-M10 bytes that are no message stop the peer")
  void malformed(String text, String reason) {
    connect();
    anna.receive(ID, text);
    anna.receive(ID, "never handled");
    bench.world().settle();
    assertThat(bench.log())
        .containsExactlyInAnyOrder(
            "ONE peerStopped " + ANNA + " " + reason, "TWO peerStopped " + ANNA + " " + reason);
    assertThat(bench.network().peers()).isEmpty();
  }

  @Test
  @DisplayName("A52 what the codec ignores is counted and the peer stays")
  void ignored() {
    connect();
    anna.receive(ID, "?what");
    anna.receive(ID, "next");
    bench.world().settle();
    assertThat(received("ONE")).containsExactly("next");
    assertThat(bench.metrics().value("p2p_messages_ignored_total", "message_type", "test_Question"))
        .isEqualTo(1);
  }

  @Test
  @DisplayName("L-M10 raw bytes are screened before they are decoded")
  void screened() {
    one.onScreen(bytes ->
        bytes.remaining() > 5
            ? Optional.of(new StopReason.LimitExceeded("more than 5 bytes"))
            : Optional.empty());
    connect();
    anna.receive(ID, "small");
    anna.receive(ID, "!malformed as well, but screened first");
    bench.world().settle();
    assertThat(received("ONE")).containsExactly("small");
    assertThat(bench.log()).contains("ONE peerStopped " + ANNA + " LimitExceeded");
  }

  @Test
  @DisplayName("L-M10 a receive that throws stops the peer with a fault of ours")
  void receiveThrows() {
    one.onReceive((session, message) -> {
      throw new IllegalStateException("broken");
    });
    connect();
    anna.receive(ID, "hello");
    bench.world().settle();
    assertThat(bench.log()).contains("TWO peerStopped " + ANNA + " OwnFault");
  }

  @Test
  @DisplayName("L-O01 received bytes are counted by message type")
  void bytesByType() {
    connect();
    anna.receive(ID, "12345");
    anna.receive(OTHER, "123");
    bench.world().settle();
    assertThat(
            bench.metrics().value("p2p_message_receive_bytes_total", "message_type", "test_Text"))
        .isEqualTo(8);
  }

  @Test
  void aMessageOnAChannelOfNobodyStopsThePeer() {
    connect();
    anna.receive(0x7f, "hello");
    bench.world().settle();
    assertThat(bench.ledgerLines().getLast()).contains("unknown channel 0x7f");
  }

  // ---- budgets

  private static String text(int bytes) {
    return "x".repeat(bytes);
  }

  private void receive(int channelId, int messages, int bytes) {
    for (int i = 0; i < messages; i++) {
      anna.receive(channelId, text(bytes));
    }
    bench.world().settle();
  }

  @Test
  @DisplayName(
      "A50 a busy reactor holds up the reading of its peer, not the other reactors' messages")
  void pausesAndResumes() {
    bench.set("cometj.p2p.inbox_bytes", "10000");
    connect();
    bench.hold("ONE");
    receive(ID, 9, 1000);
    assertThat(anna.isPaused()).isFalse();
    receive(ID, 1, 1000);
    assertThat(anna.isPaused()).isTrue();
    // What the link had read already still comes, also for others.
    receive(OTHER, 3, 10);
    assertThat(received("TWO")).hasSize(3);
    assertThat(received("ONE")).isEmpty();

    bench.release("ONE");
    assertThat(received("ONE")).hasSize(10);
    assertThat(anna.isPaused()).isFalse();
    assertThat(anna.pauses()).isEqualTo(1);
  }

  @Test
  @DisplayName("A50 reading goes on once both of two busy reactors have caught up")
  void twoBusyReactors() {
    bench.set("cometj.p2p.inbox_bytes", "1000");
    connect();
    bench.hold("ONE");
    bench.hold("TWO");
    receive(ID, 2, 800);
    receive(OTHER, 2, 800);
    bench.release("ONE");
    assertThat(anna.isPaused()).isTrue();
    bench.release("TWO");
    assertThat(anna.isPaused()).isFalse();
    assertThat(anna.pauses()).isEqualTo(1);
  }

  @Test
  @DisplayName("A50 over the budget a lossy channel drops and counts, and the peer is read on")
  void lossyDrops() {
    bench
        .set("cometj.p2p.inbox_bytes", "1000")
        .reactor(new ProbeReactor("LOSSY", bench.log(), Text.lossyChannel(0x53)));
    connect();
    bench.hold("LOSSY");
    receive(0x53, 5, 400);
    assertThat(anna.isPaused()).isFalse();
    bench.release("LOSSY");
    assertThat(received("LOSSY")).hasSize(2);
    assertThat(bench.metrics().value("p2p_messages_dropped_total", "chID", "0x53")).isEqualTo(3);
    receive(0x53, 1, 400);
    assertThat(received("LOSSY")).as("the budget is free again").hasSize(3);
  }

  @Test
  @DisplayName(
      "A50 a busy reactor delays neither the admission's end nor the removal of another peer's link")
  void busyReactorAndOtherPeers() {
    connect();
    bench.hold("ONE");
    anna.breakOff(new StopReason.LinkFailure("reset"));
    bench.world().settle();
    assertThat(bench.log()).containsExactly("TWO peerStopped " + ANNA + " LinkFailure");
    assertThat(bench.network().peers()).as("the set is left last").hasSize(1);
    bench.release("ONE");
    assertThat(bench.network().peers()).isEmpty();
  }

  @Test
  @DisplayName("A50 one message larger than the budget is let through")
  void oneLargeMessage() {
    bench.set("cometj.p2p.inbox_bytes", "1000");
    connect();
    anna.receive(ID, text(50_000));
    bench.world().settle();
    assertThat(received("ONE")).containsExactly(text(50_000));
    assertThat(anna.isPaused()).isFalse();
  }

  @Test
  void theBudgetIsGivenBackForWhatIsIgnored() {
    bench.set("cometj.p2p.inbox_bytes", "1000");
    connect();
    for (int i = 0; i < 100; i++) {
      anna.receive(ID, "?" + text(500));
    }
    bench.world().settle();
    assertThat(anna.isPaused()).isFalse();
  }
}
