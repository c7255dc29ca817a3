package dev.cometj.reactor.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.chain.abci.AppConnections;
import dev.cometj.chain.service.ChainAtStart;
import dev.cometj.chain.service.TxIntake;
import dev.cometj.chain.service.TxIntake.Submission;
import dev.cometj.chain.service.TxPool;
import dev.cometj.chain.service.TxRefusedException.Reason;
import dev.cometj.chain.service.WaitingTxs;
import dev.cometj.p2p.PeerAttributes;
import dev.cometj.p2p.PeerIdentity;
import dev.cometj.p2p.PeerLifecycle;
import dev.cometj.p2p.PeerSender;
import dev.cometj.p2p.PeerStanding;
import dev.cometj.p2p.PeerStopper;
import dev.cometj.p2p.spi.AssemblyException;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The mempool reactor's life")
final class LifeTest {
  private final MempoolReactorProvider provider = new MempoolReactorProvider();

  @Test
  @DisplayName("the module declares its provider")
  void declared() {
    List<String> providers =
        MempoolReactorProvider.class.getModule().getDescriptor().provides().stream()
            .filter(each -> each.service().equals(ReactorProvider.class.getName()))
            .flatMap(each -> each.providers().stream())
            .toList();
    assertThat(providers).containsExactly(MempoolReactorProvider.class.getName());
  }

  @Test
  @DisplayName("the provider declares the facets of the mission's tables and no other")
  void facets() {
    assertThat(provider.facets())
        .containsExactlyInAnyOrder(
            PeerStopper.class,
            PeerIdentity.class,
            PeerSender.class,
            PeerLifecycle.class,
            PeerAttributes.class,
            PeerStanding.class);
    assertThat(provider.offers())
        .containsExactlyInAnyOrder(TxPool.class, TxIntake.class, WaitingTxs.class);
    assertThat(provider.needs()).containsExactly(AppConnections.class);
    assertThat(provider.wants()).containsExactly(ChainAtStart.class);
    assertThat(provider.name()).isEqualTo("MEMPOOL");
  }

  @ParameterizedTest
  @CsvSource({
    "mempool.type, priority",
    "mempool.size, -1",
    "mempool.max_txs_bytes, -1",
    "mempool.cache_size, -1",
    "mempool.max_tx_bytes, -1",
    "mempool.recheck_timeout, -1s",
    "mempool.experimental_max_gossip_connections_to_persistent_peers, -1",
    "mempool.experimental_max_gossip_connections_to_non_persistent_peers, -1",
    "cometj.mempool.max_received_tx_bytes, -1",
    "mempool.broadcast, maybe"
  })
  @DisplayName("a bad value fails the creation and names its key")
  void badSettings(String key, String value) {
    assertThatThrownBy(() -> MempoolBench.node().with(key, value).start())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(key);
  }

  @Test
  @DisplayName(
      "before its start, and after its stop, clients are refused and blocks are not held up")
  void notRunning() {
    MempoolBench bench = MempoolBench.node();
    bench.harness.create();
    assertThat(bench.refused("a")).isEqualTo(Reason.STOPPED);
    bench.commit(1, "a");
    assertThat(bench.reap(-1, -1)).isEmpty();
    bench.start();
    bench.take("b");
    bench.harness.stop();
    assertThat(bench.refused("c")).isEqualTo(Reason.STOPPED);
    bench.commit(2, "c");
    assertThat(bench.reap(-1, -1)).isEmpty();
    assertThat(bench.waitingTxs().first(1).toCompletableFuture()).isCompletedExceptionally();
    assertThat(bench.waitingTxs().clear().toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  @DisplayName("whoever waits for a verdict is told when the reactor stops")
  void stopsWhileChecking() {
    MempoolBench bench = MempoolBench.node().start();
    bench.application.hold();
    Submission checked = bench.submit("a");
    bench.harness.stop();
    assertThat(bench.refusal(checked).reason()).isEqualTo(Reason.STOPPED);
    bench.application.release();
    bench.settle();
  }

  @Test
  @DisplayName("a service that is not offered is refused")
  void otherService() {
    MempoolBench bench = MempoolBench.node().start();
    assertThatThrownBy(() -> bench.harness.reactor().service(Runnable.class))
        .isInstanceOf(AssemblyException.class);
  }

  @Test
  @DisplayName(
      "type = nop has no channel, no transactions, and refuses clients in the original's words")
  void nop() {
    MempoolBench bench = MempoolBench.node().with("mempool.type", "nop").start();
    assertThat(provider.channels(Settings.of(Path.of("home"), Map.of("mempool.type", "nop"))))
        .isEmpty();
    assertThat(bench.refusal(bench.submit("a"))).hasMessage("not allowed with `nop` mempool");
    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.reap(-1, -1)).isEmpty();
    bench.commit(1, "a");
    bench.peer("bob").connect().disconnect();
    assertThat(bench.waitingTxs().count()).isEqualTo(new WaitingTxs.Count(0, 0));
    assertThat(bench.application.asked).isEmpty();
    bench.harness.stop();
  }

  @Test
  @DisplayName("the meters have the original's names")
  void meters() {
    MempoolBench bench = MempoolBench.node().start();
    bench.take("aa", "b");
    assertThat(bench.meter("size")).isEqualTo(2);
    assertThat(bench.meter("size_bytes")).isEqualTo(3);
    assertThat(bench.harness.metrics().names())
        .contains(
            "mempool_active_outbound_connections",
            "mempool_evicted_txs",
            "mempool_failed_txs",
            "mempool_recheck_times",
            "mempool_rejected_txs");
  }
}
