package dev.cometj.reactor.pex;

import static dev.cometj.reactor.pex.PexBench.BOOK;
import static dev.cometj.reactor.pex.PexBench.address;
import static dev.cometj.reactor.pex.PexBench.addresses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.AddressBook;
import dev.cometj.p2p.PeerCensus;
import dev.cometj.p2p.PeerConnectionInfo;
import dev.cometj.p2p.PeerDialer;
import dev.cometj.p2p.PeerDirectory;
import dev.cometj.p2p.PeerFlusher;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerReleaser;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStanding;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.SwitchLog;
import dev.cometj.p2p.spi.AssemblyException;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.testkit.VirtualDisk.Fault;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The PEX reactor's life")
final class PexLifeTest {
  private final PexReactorProvider provider = new PexReactorProvider();

  private static Settings settings(String key, String value) {
    return Settings.of(Path.of("home"), Map.of(key, value));
  }

  @Test
  @DisplayName("the module declares its provider")
  void declared() {
    List<String> providers =
        PexReactorProvider.class.getModule().getDescriptor().provides().stream()
            .filter(each -> each.service().equals(ReactorProvider.class.getName()))
            .flatMap(each -> each.providers().stream())
            .toList();
    assertThat(providers).containsExactly(PexReactorProvider.class.getName());
  }

  @Test
  @DisplayName("the provider declares the facets of the mission's tables and no other")
  void facets() {
    assertThat(provider.facets())
        .containsExactlyInAnyOrder(
            PeerStopper.class,
            PeerReleaser.class,
            PeerDirectory.class,
            PeerCensus.class,
            PeerDialer.class,
            SwitchLog.class,
            PeerIdentity.class,
            PeerSender.class,
            PeerStanding.class,
            PeerConnectionInfo.class,
            PeerFlusher.class);
    assertThat(provider.offers()).containsExactly(AddressBook.class);
    assertThat(provider.name()).isEqualTo("PEX");
  }

  @Test
  @DisplayName("p2p.pex = false leaves the reactor out")
  void declines() {
    assertThat(provider.declines(settings("p2p.pex", "false"))).contains("p2p.pex = false");
    assertThat(provider.declines(settings("p2p.pex", "true"))).isEmpty();
    assertThat(provider.declines(settings("p2p.seeds", ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "p2p.persistent_peers_max_dial_period, -1s",
    "p2p.persistent_peers_max_dial_period, soon",
    "cometj.seed_disconnect_wait, -28h",
    "cometj.pex_strict, maybe",
    "p2p.seed_mode, 1",
    "p2p.addr_book_strict, yes"
  })
  @DisplayName("a bad value fails the creation and names its key")
  void badSettings(String key, String value) {
    assertThatThrownBy(() -> PexBench.node().with(key, value).start())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(key);
  }

  @Test
  @DisplayName("L-A01 the book is saved every two minutes")
  void savesPeriodically() {
    PexBench bench = PexBench.node().startKnowing(address(1));
    bench.pass(Duration.ofSeconds(119));
    assertThat(bench.harness.node().disk().files()).isEmpty();
    bench.pass(Duration.ofSeconds(1));
    assertThat(file(bench)).contains(address(1).id().text());
    bench.know(address(2));
    bench.pass(Duration.ofMinutes(2));
    assertThat(file(bench)).contains(address(2).id().text());
  }

  private static String file(PexBench bench) {
    return new String(
        bench.harness.node().disk().content(BOOK).orElseThrow(), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("L-A01 the book is saved at the stop, which waits for it")
  void savesAtStop() {
    PexBench bench = PexBench.node().startKnowing(address(1));
    bench.harness.node().blockingDelay(Duration.ofSeconds(3));
    bench.harness.stop();
    assertThat(file(bench)).contains(address(1).id().text());
    long writes = bench.harness.node().disk().writes();
    bench.pass(Duration.ofHours(1));
    assertThat(bench.harness.node().disk().writes()).isEqualTo(writes);
  }

  @Test
  @DisplayName("a disk that fails at the stop does not keep the node from stopping")
  void diskFailsAtStop() {
    PexBench bench = PexBench.node().startKnowing(address(1));
    bench.harness.node().disk().fail(Fault.NO_SPACE, file -> true);
    bench.harness.stop();
    assertThat(bench.harness.node().disk().files()).isEmpty();
  }

  @Test
  @DisplayName("a node killed by the operating system restarts with the book it last saved")
  void killed() {
    VirtualWorld world = VirtualWorld.create();
    PexBench before = PexBench.node().in(world).startKnowing(addresses(0, 30));
    before.pass(Duration.ofMinutes(2));
    before.know(address(99));
    before.harness.node().powerLoss();
    PexBench after = PexBench.node().in(world).start();
    assertThat(after.known()).hasSize(30).doesNotContain(address(99).id());
  }

  @Test
  @DisplayName("p2p.addr_book_file tells where the book is, from the home directory on")
  void otherFile() {
    PexBench bench = PexBench.node().with("p2p.addr_book_file", "data/book.json").start();
    bench.harness.stop();
    assertThat(bench.harness.node().disk().files())
        .containsExactly(Path.of("home", "data", "book.json"));
  }

  @Test
  @DisplayName("p2p.addr_book_strict = false lets private addresses in")
  void lenientBook() {
    var home =
        new dev.cometj.p2p.NetAddress(
            address(1).id(), dev.cometj.p2p.IpAddress.parse("192.168.1.1").orElseThrow(), 1);
    assertThat(PexBench.node().startKnowing(home).known()).isEmpty();
    assertThat(PexBench.node().with("p2p.addr_book_strict", "false").startKnowing(home).known())
        .containsExactly(home.id());
  }

  @Test
  @DisplayName("F01 a corrupt book does not keep the node from starting (W11)")
  void corruptBook() {
    PexBench bench = PexBench.node();
    bench.create();
    bench.harness.node().disk().plant(BOOK, new byte[] {'{'});
    bench.start();
    assertThat(bench.harness.node().disk().files())
        .containsExactly(BOOK.resolveSibling("addrbook.json.corrupt"));
    bench.know(address(1));
    assertThat(bench.known()).containsExactly(address(1).id());
  }

  @Test
  @DisplayName("the book counts calls of the Switch that came before it was read")
  void callsBeforeStart() {
    VirtualWorld world = VirtualWorld.create();
    PexBench before = PexBench.node().in(world).startKnowing(addresses(0, 3));
    before.harness.stop();
    PexBench after = PexBench.node().in(world);
    after.create();
    after.service().addOurs(address(0));
    after.service().addPrivateIds(List.of(address(1).id()));
    after.service().add(address(7), address(8));
    after.start();
    assertThat(after.known()).containsExactlyInAnyOrder(address(2).id(), address(7).id());
  }

  @Test
  @DisplayName("SR-02 what the Switch marks as good moves to an old bucket")
  void markGood() {
    PexBench bench = PexBench.node().startKnowing(address(1));
    bench.service().markGood(address(1).id());
    bench.service().markGood(address(2).id());
    assertThat(bench.entry(address(1).id()).path("bucket_type").asInt()).isEqualTo(2);
  }

  @Test
  @DisplayName("a service that is not offered is refused")
  void otherService() {
    PexBench bench = PexBench.node().start();
    assertThatThrownBy(() -> bench.harness.reactor().service(Runnable.class))
        .isInstanceOf(AssemblyException.class);
  }
}
