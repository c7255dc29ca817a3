package dev.cometj.reactor.pex;

import static dev.cometj.reactor.pex.PexBench.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.testkit.VirtualNames;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Seeds are asked when no other address is left")
final class SeedTest {
  private static final NetAddress ONE = address(1);
  private static final NetAddress TWO = address(2);
  private static final NetAddress THREE = address(3);

  private final PexBench bench = PexBench.node();
  private final VirtualNames names = bench.harness.world().names();

  private PexBench withSeeds(Object... seeds) {
    return bench.with(
        "p2p.seeds",
        String.join(" , ", java.util.Arrays.stream(seeds).map(Object::toString).toList()));
  }

  @Test
  @DisplayName("SX-15 seeds are tried in random order until one answers")
  void untilOneAnswers() {
    Set<List<NetAddress>> orders = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      PexBench each = PexBench.node().in(VirtualWorld.ofSeed(seed));
      each.with("p2p.seeds", "%s,%s,%s".formatted(ONE, TWO, THREE));
      each.network().onDial(Dials.failing());
      each.start();
      assertThat(each.network().dials()).containsExactlyInAnyOrder(ONE, TWO, THREE);
      orders.add(each.network().dials());
    }
    assertThat(orders).hasSizeGreaterThan(3);
  }

  @Test
  @DisplayName(
      "SX-15 no further seed is dialled after one that answers, or that is dialled or connected already")
  void stopsAtFirst() {
    withSeeds(ONE, TWO, THREE);
    bench.network().onDial(Dials.busy());
    bench.start();
    assertThat(bench.network().dials()).hasSize(1);
    assertThat(bench.network().errors()).isEmpty();
    PexBench other = PexBench.node();
    ScriptedPeer seed = other.with("p2p.seeds", seedNamed("s") + "," + ONE).create().peer("s");
    other.network().reachable(seed);
    other.network().onDial(Dials.failing());
    other.start();
    assertThat(seed.isRunning()).isTrue();
    assertThat(other.network().dials()).hasSizeLessThanOrEqualTo(2).endsWith(seed.address());
  }

  private static NetAddress seedNamed(String name) {
    return PexBench.node().start().peer(name).address();
  }

  @Test
  @DisplayName("SX-17 each seed that fails is logged by the Switch with its address and the reason")
  void logsEach() {
    withSeeds(ONE, TWO);
    bench.network().onDial(Dials.failing());
    bench.start();
    assertThat(bench.network().errors().subList(0, 2))
        .anyMatch(text -> text.contains(ONE.toString()) && text.contains("UNREACHABLE"))
        .anyMatch(text -> text.contains(TWO.toString()) && text.contains("UNREACHABLE"));
  }

  @Test
  @DisplayName("SX-18 when all seeds failed, one line more says so; without seeds nothing is said")
  void logsTheEnd() {
    withSeeds(ONE, TWO);
    bench.network().onDial(Dials.failing());
    bench.start();
    assertThat(bench.network().errors()).hasSize(3);
    assertThat(bench.network().errors().getLast()).contains("None of the seeds");
    PexBench without = PexBench.node().start();
    without.pass(Duration.ofMinutes(5));
    assertThat(without.network().errors()).isEmpty();
  }

  @Test
  @DisplayName("SX-15 seeds are not dialled while there are addresses to dial")
  void addressesFirst() {
    withSeeds(ONE);
    bench.network().onDial(Dials.failing());
    bench.startKnowing(PexBench.addresses(10, 50));
    assertThat(bench.network().dials()).hasSize(10).doesNotContain(ONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "8.8.8.8:26656",
        "abcd@8.8.8.8:26656",
        "%s@8.8.8.8",
        "%s@:26656",
        "%s@host:x"
      })
  @DisplayName("PX-15 a malformed seed fails the start, which names p2p.seeds")
  void malformed(String seed) {
    withSeeds(ONE, seed.replace("%s", ONE.id().text()));
    assertThatThrownBy(bench::start)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("p2p.seeds");
  }

  @Test
  @DisplayName("PX-15 a seed without an address is only logged while another one has one")
  void oneUnresolvable() {
    withSeeds(ONE, TWO.id() + "@gone.example.com:26656");
    bench.network().onDial(Dials.failing());
    bench.start();
    assertThat(bench.network().dials()).containsOnly(ONE);
  }

  @Test
  @DisplayName("PX-15 no seed with an address and an empty book fail the start")
  void allUnresolvable() {
    withSeeds(ONE.id() + "@gone.example.com:26656", TWO.id() + "@lost.example.com:26656");
    assertThatThrownBy(bench::start)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("p2p.seeds");
  }

  @Test
  @DisplayName("PX-15 no seed with an address does not matter to a node whose book is not empty")
  void bookHelps() {
    withSeeds(ONE.id() + "@gone.example.com:26656");
    bench.network().onDial(Dials.failing());
    bench.startKnowing(THREE);
    assertThat(bench.network().dials()).containsExactly(THREE);
  }

  @Test
  @DisplayName(
      "a seed's name is looked up on every attempt, and all its addresses are tried (better)")
  void lookedUpAnew() {
    names.set("seed.example.com", "9.9.9.1", "9.9.9.2");
    withSeeds(ONE.id() + "@seed.example.com:1234");
    bench.network().onDial(Dials.failing());
    bench.start();
    assertThat(bench.network().dials())
        .extracting(dialled -> dialled.endpoint().toString())
        .containsExactly("9.9.9.1:1234", "9.9.9.2:1234");
    assertThat(bench.network().errors()).hasSize(2);
    bench.network().clearDials();
    names.set("seed.example.com", "7.7.7.7");
    bench.pass(Duration.ofSeconds(30));
    assertThat(bench.network().dials())
        .extracting(NetAddress::toString)
        .containsExactly(ONE.id() + "@7.7.7.7:1234");
    names.set("seed.example.com");
    bench.pass(Duration.ofSeconds(30));
    assertThat(bench.network().errors().getLast()).contains("None of the seeds");
    assertThat(bench.network().errors().reversed().get(1)).contains("no such host");
  }

  @Test
  @DisplayName("a pass over the seeds that is still going on is not doubled by the next round")
  void onePassAtOnce() {
    withSeeds(ONE, TWO);
    bench.network().holdDials();
    bench.start();
    bench.pass(Duration.ofMinutes(3));
    assertThat(bench.network().dials()).hasSize(1);
  }
}
