package dev.cometj.p2p.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.ProtocolVersions;
import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.spi.AnnouncedVersions;
import dev.cometj.p2p.spi.Component;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.Services;
import dev.cometj.p2p.switching.fixture.Bench;
import dev.cometj.p2p.switching.fixture.ProbeReactor;
import dev.cometj.p2p.switching.fixture.PuppetLink;
import dev.cometj.p2p.switching.fixture.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  private final Bench bench = new Bench();

  private void start() {
    bench.world().await(bench.node().start(), SOON);
    bench.world().settle();
  }

  private void stop() {
    bench.world().await(bench.node().stop(), SOON);
  }

  /// A component that writes down its calls.
  private ComponentProvider component(String name) {
    return new ComponentProvider() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Component create(ComponentContext context) {
        return new Component() {
          @Override
          public CompletionStage<Void> start(Services services) {
            bench.log().add(name + " start, listening " + bench.transport().isListening());
            return CompletableFuture.completedStage(null);
          }

          @Override
          public CompletionStage<Void> stop() {
            bench.log().add(name + " stop");
            return CompletableFuture.completedStage(null);
          }
        };
      }
    };
  }

  @Test
  @DisplayName(
      "SR-17 components start first, then the listener, then the reactors; stopping is the reverse")
  void order() {
    bench
        .probe("ONE")
        .onStart(services -> {
          bench.log().add("listening " + bench.transport().isListening());
          return CompletableFuture.completedStage(null);
        });
    bench.probe("TWO");
    bench.with(assembly -> assembly.component(component("STORE"))).assemble();
    start();
    bench.accept("anna", "10.0.0.2");
    stop();
    String anna = ProbeReactor.shortId(Bench.id("anna"));
    assertThat(bench.log())
        .startsWith("STORE start, listening false", "ONE start", "listening true", "TWO start")
        .endsWith("TWO stop", "ONE stop", "STORE stop")
        .contains("ONE peerStopped " + anna + " SwitchStopped");
    assertThat(bench.log().indexOf("TWO stop"))
        .isGreaterThan(bench.log().indexOf("ONE peerStopped " + anna + " SwitchStopped"))
        .isGreaterThan(bench.log().indexOf("TWO peerStopped " + anna + " SwitchStopped"));
    assertThat(bench.transport().isClosed()).isTrue();
    assertThat(bench.network().peers()).isEmpty();
  }

  @Test
  @DisplayName(
      "SR-17 the first reactor that fails to start ends the start, and what was started is stopped")
  void failedStart() {
    bench.probe("ONE");
    bench
        .probe("TWO")
        .onStart(services -> CompletableFuture.failedStage(new IOException("no disk")));
    bench.probe("THREE");
    bench.assemble();
    assertThatThrownBy(this::start)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("no disk");
    assertThat(bench.log())
        .containsExactly("ONE start", "THREE start", "TWO start", "THREE stop", "ONE stop");
    assertThat(bench.transport().isClosed()).isTrue();
    stop();
  }

  @Test
  void aReactorThatThrowsInStartFailsTheStart() {
    bench
        .probe("ONE")
        .onStart(services -> {
          throw new IllegalStateException("broken");
        });
    bench.assemble();
    assertThatThrownBy(this::start).isInstanceOf(IllegalStateException.class).hasMessage("broken");
  }

  @Test
  void aBusyPortFailsTheStartBeforeAnyReactor() {
    bench.probe("ONE");
    bench.assemble();
    bench.transport().busy();
    assertThatThrownBy(this::start).hasRootCauseMessage("the port of 10.0.0.1:26656 is busy");
    assertThat(bench.log()).isEmpty();
  }

  @Test
  @DisplayName("L-V01 a node is started once")
  void startedOnce() {
    bench.assemble();
    start();
    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the node has been started before");
    assertThat(bench.transport().isListening()).isTrue();
  }

  @Test
  @DisplayName("L-V01 a node is stopped once, and never started again")
  void stoppedOnce() {
    bench.probe("ONE");
    bench.assemble();
    start();
    stop();
    stop();
    assertThat(bench.log()).containsExactly("ONE start", "ONE stop");
    assertThatThrownBy(this::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("L-V01 a node stopped before its start is never started")
  void stoppedBeforeTheStart() {
    bench.probe("ONE");
    bench.assemble();
    stop();
    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the node has been stopped");
    assertThat(bench.log()).isEmpty();
  }

  @Test
  @DisplayName("L-V01 stopping in the middle of a start breaks it off")
  void stoppedWhileStarting() {
    bench.probe("HANGS").onStart(services -> new CompletableFuture<>());
    bench.probe("NEVER");
    bench.assemble();
    CompletionStage<Void> started = bench.node().start();
    bench.world().settle();
    stop();
    assertThat(bench.log()).containsExactly("HANGS start", "HANGS stop");
    assertThatThrownBy(() -> bench.world().await(started, SOON))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("SR-17 stopping ends within seconds, whatever hangs")
  void hangingParts() {
    bench.probe("BUSY");
    bench.probe("HANGS").stopsWith(new CompletableFuture<>());
    bench.assemble();
    start();
    bench.accept("anna", "10.0.0.2");
    bench.hold("BUSY");
    Duration before = bench.world().now();
    stop();
    assertThat(bench.world().now().minus(before)).isLessThan(Duration.ofSeconds(7));
    assertThat(bench.transport().isClosed()).isTrue();
  }

  @Test
  @DisplayName("SR-17 stopping breaks off admissions and dials on their way")
  void stopsWhatIsOnItsWay() {
    bench.with(assembly -> assembly.peerFilter((info, address) -> new CompletableFuture<>()));
    bench.probe("ONE");
    bench.assemble();
    start();
    PuppetLink anna = bench.accept("anna", "10.0.0.2");
    stop();
    assertThat(anna.endedWith()).isInstanceOf(StopReason.NotAdmitted.class);
    assertThat(bench.ledgerLines()).containsExactly("REFUSED STOPPING: this node is stopping");
    assertThat(bench.log()).containsExactly("ONE start", "ONE stop");
  }

  @Test
  void stoppingWhileAReactorAdmitsUnwindsTheAdmission() {
    bench.probe("ONE");
    bench.probe("SLOW");
    bench.assemble();
    start();
    bench.hold("SLOW");
    PuppetLink anna = bench.accept("anna", "10.0.0.2");
    CompletionStage<Void> stopped = bench.node().stop();
    bench.world().settle();
    bench.release("SLOW");
    bench.world().await(stopped, SOON);
    String id = ProbeReactor.shortId(Bench.id("anna"));
    assertThat(bench.log())
        .contains(
            "ONE peerStopped " + id + " NotAdmitted", "SLOW peerStopped " + id + " NotAdmitted");
    assertThat(anna.wasOpened()).isFalse();
  }

  @Test
  @DisplayName("L-C02 channels are announced in the original's order, others ascending, PEX last")
  void nodeInfo() {
    for (int id : new int[] {0x00, 0x61, 0x20, 0x77, 0x40, 0x38, 0x05, 0x21}) {
      bench.reactor(new ProbeReactor("R" + id, bench.log(), Text.channel(id)));
    }
    ProtocolVersions versions = new ProtocolVersions(8, 11, 42);
    bench
        .set("p2p.external_address", "tcp://seed.example:26656")
        .with(assembly ->
            assembly
                .protocolVersions(() -> versions)
                .version("0.38.26")
                .txIndex("on")
                .rpcAddress("tcp://127.0.0.1:26657"))
        .assemble();
    assertThatThrownBy(() -> bench.node().nodeInfo()).isInstanceOf(IllegalStateException.class);
    start();
    var info = bench.node().nodeInfo();
    assertThat(info.channels()).isEqualTo(List.of(0x40, 0x20, 0x21, 0x38, 0x61, 0x05, 0x77, 0x00));
    assertThat(info.versions()).isEqualTo(versions);
    assertThat(info.id()).isEqualTo(Bench.id("us")).isEqualTo(bench.node().id());
    assertThat(info.listenAddress()).isEqualTo("tcp://seed.example:26656");
    assertThat(info.version()).isEqualTo("0.38.26");
    assertThat(info.txIndex()).isEqualTo("on");
    assertThat(info.rpcAddress()).isEqualTo("tcp://127.0.0.1:26657");
    assertThat(bench.transport().context().nodeInfo()).isEqualTo(info);
    assertThat(bench.transport().context().channels()).hasSize(8);
    assertThat(bench.node().listenAddress().toString()).isEqualTo("10.0.0.1:26656");
  }

  @Test
  void theVersionsThatAComponentTellsAreAnnounced() {
    ProtocolVersions versions = new ProtocolVersions(8, 11, 7);
    bench.with(assembly ->
        assembly
            .protocolVersions(() -> new ProtocolVersions(8, 11, 1))
            .component(
                new Offering("CHAIN", Set.of(AnnouncedVersions.class)) {
                  @Override
                  public <S> S service(Class<S> type) {
                    AnnouncedVersions announced = () -> versions;
                    return type.cast(announced);
                  }
                }));
    bench.start();
    assertThat(bench.node().nodeInfo().versions()).isEqualTo(versions);
  }

  @Test
  void aPartThatCannotGoOnStopsTheNodeAndTheFirstReasonCounts() {
    ComponentContext[] given = new ComponentContext[1];
    bench.probe("ONE");
    bench
        .with(assembly ->
            assembly.component(
                new Offering("STORE", Set.of()) {
                  @Override
                  public Component create(ComponentContext context) {
                    given[0] = context;
                    return super.create(context);
                  }
                }))
        .assemble();
    start();
    assertThat(bench.node().failed().toCompletableFuture()).isNotDone();
    given[0].fail("the disk is full: free some space");
    given[0].fail("another");
    stop();
    assertThat(bench.log()).containsExactly("ONE start", "ONE stop");
    assertThat(bench.world().await(bench.node().failed(), SOON))
        .isEqualTo("the disk is full: free some space");
  }

  @Test
  void whatEndsTheNodeWhileItStartsIsWhatTheStartFailsWith() {
    bench.probe("HANGS").onStart(services -> new CompletableFuture<>());
    bench
        .with(assembly ->
            assembly.component(
                new Offering("STORE", Set.of()) {
                  @Override
                  public Component create(ComponentContext context) {
                    context
                        .mailbox()
                        .schedule(Duration.ofSeconds(1), () -> context.fail("no disk"));
                    return super.create(context);
                  }
                }))
        .assemble();
    assertThatThrownBy(this::start).isInstanceOf(P2pException.class).hasMessage("no disk");
    assertThat(bench.log()).containsExactly("HANGS start", "HANGS stop");
  }

  /// A component that starts and stops at once.
  private static class Offering implements ComponentProvider, Component {
    private final String name;
    private final Set<Class<?>> offers;

    Offering(String name, Set<Class<?>> offers) {
      this.name = name;
      this.offers = offers;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Set<Class<?>> offers() {
      return offers;
    }

    @Override
    public Component create(ComponentContext context) {
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
  }

  @Test
  void withoutAnExternalAddressTheListenAddressIsAnnounced() {
    bench.start();
    assertThat(bench.node().nodeInfo().listenAddress()).isEqualTo("puppet://10.0.0.1:26656");
  }

  @Test
  void aNodeWithoutReactorsStarts() {
    bench.start();
    assertThat(bench.accept("anna", "10.0.0.2").isOpen()).isTrue();
    assertThat(bench.network().reactorNames()).isEmpty();
    assertThat(bench.network().peers()).hasSize(1);
    stop();
    assertThat(bench.network().peers()).isEmpty();
  }
}
