package dev.cometj.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cometj.p2p.spi.Metrics.Buckets;
import dev.cometj.p2p.spi.Metrics.Histogram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionTest {
  private final MeterRegistry registry = new MeterRegistry("cometbft", Map.of("chain_id", "c"));

  @Test
  @DisplayName("L-O01 names, labels and their order are the original's")
  void asOriginal() {
    registry
        .counter(
            "p2p_peer_receive_bytes_total", "Number of bytes.", "peer_id", "ab", "chID", "0x20")
        .add(997);
    registry.gauge("p2p_peers", "Number of peers.").set(1);

    assertThat(text())
        .startsWith(
            """
            # HELP cometbft_p2p_peer_receive_bytes_total Number of bytes.
            # TYPE cometbft_p2p_peer_receive_bytes_total counter
            cometbft_p2p_peer_receive_bytes_total{chID="0x20",chain_id="c",peer_id="ab"} 997
            # HELP cometbft_p2p_peers Number of peers.
            # TYPE cometbft_p2p_peers gauge
            cometbft_p2p_peers{chain_id="c"} 1
            """);
  }

  @Test
  @DisplayName("a counter keeps its name without _total, and every line is a comment or a sample")
  void plainNames() {
    registry.counter("mempool_failed_txs", "x").add(3);

    assertThat(text()).contains("cometbft_mempool_failed_txs{chain_id=\"c\"} 3\n").endsWith("\n");
    assertThat(text().lines())
        .allMatch(line ->
            line.matches("# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .+")
                || line.matches("[a-zA-Z_:][a-zA-Z0-9_:]*(\\{[^{}]+})? \\S+"));
  }

  @Test
  @DisplayName("L-O01 a v0.38.26 node tells the same of its first transaction, of 12 bytes")
  void histogram() {
    MeterRegistry node = new MeterRegistry("cometbft", Map.of("chain_id", "test-chain-umBrhN"));
    node.histogram(
            "mempool_tx_size_bytes",
            "Histogram of transaction sizes in bytes.",
            Buckets.exponential(1, 3, 7))
        .observe(12);

    assertThat(Exposition.text(node))
        .startsWith(
            """
            # HELP cometbft_mempool_tx_size_bytes Histogram of transaction sizes in bytes.
            # TYPE cometbft_mempool_tx_size_bytes histogram
            cometbft_mempool_tx_size_bytes_bucket{chain_id="test-chain-umBrhN",le="1"} 0
            cometbft_mempool_tx_size_bytes_bucket{chain_id="test-chain-umBrhN",le="3"} 0
            cometbft_mempool_tx_size_bytes_bucket{chain_id="test-chain-umBrhN",le="9"} 0
            cometbft_mempool_tx_size_bytes_bucket{chain_id="test-chain-umBrhN",le="27"} 1
            cometbft_mempool_tx_size_bytes_bucket{chain_id="test-chain-umBrhN",le="81"} 1
            cometbft_mempool_tx_size_bytes_bucket{chain_id="test-chain-umBrhN",le="243"} 1
            cometbft_mempool_tx_size_bytes_bucket{chain_id="test-chain-umBrhN",le="729"} 1
            cometbft_mempool_tx_size_bytes_bucket{chain_id="test-chain-umBrhN",le="+Inf"} 1
            cometbft_mempool_tx_size_bytes_sum{chain_id="test-chain-umBrhN"} 12
            cometbft_mempool_tx_size_bytes_count{chain_id="test-chain-umBrhN"} 1
            """);
  }

  @Test
  @DisplayName("a histogram's values count in their bucket, bounds included, and in all above it")
  void buckets() {
    Histogram times = registry.histogram("s", "x", Buckets.linear(1, 10, 3), "zone", "z");
    times.observe(1);
    times.observe(20);
    times.observe(21.5);
    registry.histogram("fine", "x", new Buckets(List.of(0.0001, 0.65, 25.0))).observe(0.5);

    assertThat(text())
        .contains(
            """
            cometbft_s_bucket{chain_id="c",zone="z",le="1"} 1
            cometbft_s_bucket{chain_id="c",zone="z",le="11"} 1
            cometbft_s_bucket{chain_id="c",zone="z",le="21"} 2
            cometbft_s_bucket{chain_id="c",zone="z",le="+Inf"} 3
            cometbft_s_sum{chain_id="c",zone="z"} 42.5
            """)
        .contains("cometbft_fine_bucket{chain_id=\"c\",le=\"0.0001\"} 0\n")
        .contains("cometbft_fine_bucket{chain_id=\"c\",le=\"0.65\"} 1\n");
    assertThatIllegalArgumentException().isThrownBy(() -> new Buckets(List.of(2.0, 1.0)));
  }

  @Test
  @DisplayName("making a meter again gives the same one; another type is refused")
  void sameMeter() {
    registry.counter("n", "x", "a", "1").add(2);
    registry.counter("n", "x", "a", "1").add(3);
    registry.counter("n", "x", "a", "1").add(-7);

    assertThat(text()).contains("cometbft_n{a=\"1\",chain_id=\"c\"} 5\n");
    assertThatIllegalArgumentException().isThrownBy(() -> registry.gauge("n", "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> registry.counter("m", "x", "odd"));
  }

  @Test
  @DisplayName("what is forgotten is no longer told, with all its series")
  void forget() {
    registry.counter("a", "x", "peer_id", "p1", "chID", "1").add(1);
    registry.counter("a", "x", "peer_id", "p2", "chID", "1").add(1);
    registry.gauge("b", "x", "peer_id", "p1").set(1);
    registry.forget("peer_id", "p1");

    assertThat(text()).contains("p2").doesNotContain("p1").doesNotContain("cometbft_b");
  }

  @Test
  @DisplayName("a family takes a bounded number of series; the rest is counted, not kept")
  void boundedSeries() {
    for (int i = 0; i < MeterRegistry.SERIES_LIMIT + 10; i++) {
      registry.gauge("g", "x", "peer_id", Integer.toString(i)).set(1);
    }
    assertThat(text().lines().filter(line -> line.startsWith("cometbft_g{")))
        .hasSize(MeterRegistry.SERIES_LIMIT);
    assertThat(text()).contains("cometj_metrics_refused_series{chain_id=\"c\"} 10\n");
  }

  @Test
  @DisplayName("labels and help are escaped")
  void escapes() {
    registry.gauge("g", "two\nlines", "l", "a\"b\\c\nd").set(1);

    assertThat(text())
        .contains("# HELP cometbft_g two\\nlines\n")
        .contains("l=\"a\\\"b\\\\c\\nd\"");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-3, -3",
    "1234567, 1234567",
    "0.5, 0.5",
    "1e18, 1.0E18",
    "NaN, NaN",
    "Infinity, +Inf",
    "-Infinity, -Inf"
  })
  @DisplayName("numbers are what Prometheus reads")
  void numbers(double value, String text) {
    assertThat(Exposition.number(value)).isEqualTo(text);
  }

  @Test
  @DisplayName("another namespace changes the names, none drops the underscore")
  void namespaces() {
    MeterRegistry bare = new MeterRegistry("", Map.of());
    bare.gauge("p2p_peers", "x").set(2);
    assertThat(Exposition.text(bare)).contains("\np2p_peers 2\n");

    MeterRegistry other = new MeterRegistry("tendermint", Map.of());
    other.gauge("p2p_peers", "x").set(2);
    assertThat(Exposition.text(other)).contains("\ntendermint_p2p_peers 2\n");
  }

  @Test
  @DisplayName("the process tells of itself by the usual names")
  void process() {
    assertThat(text())
        .contains("# TYPE process_cpu_seconds_total counter\n")
        .contains("# TYPE process_start_time_seconds gauge\n")
        .contains("jvm_memory_used_bytes{area=\"heap\"} ");
  }

  private String text() {
    return Exposition.text(registry);
  }
}
