package dev.cometj.p2p.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.DialOutcome;
import dev.cometj.p2p.PeerLedger;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.switching.fixture.ProbeReactor;
import dev.cometj.p2p.switching.fixture.Text;
import dev.cometj.p2p.switching.fixture.Village;
import dev.cometj.p2p.switching.fixture.Village.Resident;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Switches that talk to each other over a network in memory.
class VillageTest {
  private static final Map<String, String> PLAIN = Map.of();
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static Village village(long seed) {
    return new Village(VirtualWorld.ofSeed(seed));
  }

  private static long count(Resident resident, String start) {
    return resident.log().stream().filter(line -> line.startsWith(start)).count();
  }

  @Test
  void twoNodesExchangeMessagesAndPart() {
    Village village = village(1);
    Resident a = village.add(PLAIN);
    Resident b = village.add(PLAIN);
    DialOutcome outcome = village.world().await(a.node().network().dial(b.address()), LIMIT);
    assertThat(outcome).isEqualTo(new DialOutcome.Connected(b.address().id()));
    village.world().settle();
    for (int i = 0; i < 100; i++) {
      a.reactors()
          .getFirst()
          .session()
          .sender()
          .send(Text.channel(Village.CHANNEL), new Text("m" + i));
    }
    village.world().runFor(Duration.ofSeconds(1));
    assertThat(count(b, "ONE receive")).isEqualTo(100);
    assertThat(b.log()).last().asString().endsWith(" m99");
    village.stop(a);
    village.world().settle();
    assertThat(b.node().network().peers()).isEmpty();
    assertThat(a.node().network().entries().getLast().reason()).startsWith("SwitchStopped");
  }

  @Test
  void aNodeThatRefusesEveryInboundPeerIsNotHammered() {
    Village village = village(1);
    Resident closed = village.add(Map.of("p2p.max_num_inbound_peers", "0"));
    Resident a = village.add(Map.of("p2p.persistent_peers", closed.address().toString()));
    village.world().runFor(Duration.ofMinutes(1));
    long admitted =
        a.node().network().entries().stream()
            .filter(entry -> entry.event() == PeerLedger.Event.ADMITTED)
            .count();
    assertThat(admitted).isBetween(2L, 15L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  @DisplayName("A01 both nodes dial each other at once: one connection stays or both try again")
  void bothDial(long seed) {
    Village village = village(seed);
    String both = village.address(0) + "," + village.address(1);
    Map<String, String> settings = Map.of("p2p.persistent_peers", both);
    Resident a = village.add(settings);
    Resident b = village.add(settings);
    a.node().network().dial(b.address());
    b.node().network().dial(a.address());
    village.world().runFor(Duration.ofMinutes(5));
    for (Resident resident : List.of(a, b)) {
      assertThat(resident.node().network().peers()).hasSize(1);
      assertThat(count(resident, "ONE admit")).isEqualTo(count(resident, "ONE peerStopped") + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103, 104})
  void theGrammarHoldsThroughChaos(long seed) {
    Village village = village(seed);
    int nodes = 5;
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < nodes; i++) {
      all.append(i == 0 ? "" : ",").append(village.address(i));
    }
    for (int i = 0; i < nodes; i++) {
      village.add(Map.of("p2p.persistent_peers", all.toString()));
    }
    village.network().conditions().latency(Duration.ZERO, Duration.ofMillis(300));
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 400; i++) {
      disturb(village, random);
      village.world().runFor(Duration.ofMillis(random.nextInt(2000)));
    }
    village.network().conditions().heal();
    village.world().runFor(Duration.ofHours(26));
    for (Resident resident : village.residents()) {
      assertThat(resident.node().network().peers()).as(resident.name()).hasSize(nodes - 1);
      checkGrammar(resident);
    }
    village.residents().forEach(village::stop);
    for (Resident resident : village.residents()) {
      checkGrammar(resident);
      assertThat(count(resident, "ONE admit")).isEqualTo(count(resident, "ONE peerStopped"));
      assertThat(count(resident, "TWO admit")).isEqualTo(count(resident, "TWO peerStopped"));
    }
  }

  private static void disturb(Village village, SplittableRandom random) {
    Resident one = village.residents().get(random.nextInt(village.residents().size()));
    Resident other = village.residents().get(random.nextInt(village.residents().size()));
    ProbeReactor reactor = one.reactors().get(random.nextInt(2));
    switch (random.nextInt(6)) {
      case 0 -> village.network().breakOne(random);
      case 1 -> one.node().network().dial(other.address());
      case 2 ->
          one.node().network().peers().stream()
              .findFirst()
              .ifPresent(peer ->
                  one.node()
                      .network()
                      .stopForError(peer, new StopReason.ProtocolViolation("chaos")));
      case 3 -> {
        if (!reactor.sessions().isEmpty()) {
          reactor
              .session()
              .sender()
              .trySend(
                  Text.channel(Village.CHANNEL + one.reactors().indexOf(reactor)), new Text("hi"));
        }
      }
      case 4 -> village.network().conditions().cut(one.address().ip(), other.address().ip());
      default -> village.network().conditions().heal();
    }
  }

  /// For each reactor and id: admit, then anything of that peer, then peerStopped, and then perhaps admit again.
  private static void checkGrammar(Resident resident) {
    Map<String, String> states = new HashMap<>();
    for (String line : resident.log()) {
      String[] words = line.split(" ");
      if (words.length < 3) {
        continue;
      }
      String key = words[0] + words[2];
      String state = states.getOrDefault(key, "gone");
      String next =
          switch (words[1]) {
            case "admit" -> expect(state, "gone", line, "admitted");
            case "peerStarted" -> expect(state, "admitted", line, "started");
            case "receive" -> expect(state, "admitted started", line, state);
            case "peerStopped" -> expect(state, "admitted started", line, "gone");
            default -> throw new AssertionError(line);
          };
      states.put(key, next);
    }
  }

  private static String expect(String state, String allowed, String line, String next) {
    assertThat(allowed).as(line).contains(state);
    return next;
  }
}
