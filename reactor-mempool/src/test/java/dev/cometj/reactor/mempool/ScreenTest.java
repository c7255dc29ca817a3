package dev.cometj.reactor.mempool;

import static dev.cometj.reactor.mempool.MempoolBench.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.StopReason;
import dev.cometj.p2p.StopReason.LimitExceeded;
import dev.cometj.p2p.StopReason.Malformed;
import dev.cometj.p2p.testkit.reactor.ScriptedPeer;
import dev.cometj.reactor.mempool.MempoolMessage.Txs;
import dev.cometj.reactor.mempool.pool.HashedTx;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a peer sends is looked at before it is decoded")
final class ScreenTest {
  private final MempoolBench bench = MempoolBench.node();

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private ScriptedPeer peerThatSends(byte[] bytes) {
    bench.start();
    ScriptedPeer peer = bench.peer("bob").connect();
    peer.deliverBytes(bench.channel(), bytes);
    return peer;
  }

  @ParameterizedTest
  @CsvSource({
    "80, a number cut off",
    "0a05, a list cut off",
    "0a020a05, a transaction cut off",
    "0affffffffffffffffff01, a length of all bits",
    "0affffffffffffffffffff01, a number of eleven bytes",
    "0200, field 0",
    "0b0c, a group",
    "0f, wire type 7",
    "0d01, a fixed value cut off",
    "0a020b0c, a group in the list",
    "0a00, no transactions",
    "1001, an unknown field alone",
    "0a020a00, an empty transaction",
    "0a050a01610a00, an empty transaction behind another"
  })
  @DisplayName("SM-02 broken bytes and empty transactions stop the peer")
  void broken(String bytes, String what) {
    ScriptedPeer peer = peerThatSends(hex(bytes));
    assertThat(peer.stopReason()).as(what).containsInstanceOf(Malformed.class);
    assertThat(bench.waiting()).isEmpty();
  }

  @Test
  @DisplayName("SM-01 a message that is none of the mempool's stops the peer")
  void unknownType() {
    ScriptedPeer peer = peerThatSends(new byte[0]);
    assertThat(peer.stopReason()).contains(new Malformed("no mempool message"));
  }

  @Test
  @DisplayName("SM-02 a transaction at the limit is taken, one byte more stops the peer")
  void largestTransaction() {
    bench.with("mempool.max_tx_bytes", 100).start();
    ScriptedPeer peer = bench.peer("bob").connect();
    peer.deliver(bench.channel(), new Txs(Collections.singletonList(sized(100))));
    assertThat(bench.waiting()).hasSize(1);
    assertThat(peer.stopReason()).isEmpty();
    peer.deliver(bench.channel(), new Txs(Collections.singletonList(sized(101))));
    assertThat(peer.stopReason()).containsInstanceOf(LimitExceeded.class);
  }

  private static HashedTx sized(int bytes) {
    return HashedTx.of(MempoolBench.txOf(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 0, 40, 2, true",
    "100, 0, 50, 2, true",
    "100, 0, 51, 2, false",
    "100, 0, 100, 1, true",
    "100, 0, 101, 1, false",
    "100, 300, 100, 3, true",
    "100, 300, 75, 5, false",
    "100, 50, 100, 1, true",
    "0, 0, 1000, 50, true",
    "0, 300, 75, 5, false"
  })
  @DisplayName("SM-02 each transaction and all of a message keep the larger of both limits")
  void limits(int maxTxBytes, int maxBatchBytes, int txBytes, int txs, boolean passes) {
    byte[] bytes = new MempoolCodec().encode(new Txs(Collections.nCopies(txs, sized(txBytes))));
    Optional<StopReason> verdict =
        BatchScreen.check(new BatchLimits(maxTxBytes, maxBatchBytes), ByteBuffer.wrap(bytes));
    assertThat(verdict.isEmpty()).isEqualTo(passes);
  }

  @Test
  @DisplayName(
      "A06 a mebibyte of empty transactions is refused at the first, and nothing is decoded")
  void amplification() {
    byte[] entries = new byte[1 << 20];
    for (int i = 0; i < entries.length; i += 2) {
      entries[i] = 0x0a;
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(hex("0a808040"));
    message.writeBytes(entries);
    ScriptedPeer peer = peerThatSends(message.toByteArray());
    assertThat(peer.stopReason()).contains(new Malformed("mempool: a transaction of no bytes"));
  }

  @Test
  @DisplayName("A06 field 2^32+1 is field 1 for the screen as for the decoder")
  void fieldNumbersAgree() {
    byte[] bytes = hex("8a80808080010" + "2" + "0a00");
    assertThat(BatchScreen.check(new BatchLimits(100, 0), ByteBuffer.wrap(bytes)))
        .contains(new Malformed("mempool: a transaction of no bytes"));
    byte[] good = hex("8a808080800103" + "0a0161");
    ScriptedPeer peer = peerThatSends(good);
    assertThat(peer.stopReason()).isEmpty();
    assertThat(bench.waiting()).containsExactly("a");
  }

  @Test
  @DisplayName("A06 at most 10,000 transactions are decoded from a message")
  void count() {
    BatchLimits limits = new BatchLimits(1 << 20, 0);
    HashedTx tx = sized(1);
    byte[] most = new MempoolCodec().encode(new Txs(Collections.nCopies(10_000, tx)));
    byte[] more = new MempoolCodec().encode(new Txs(Collections.nCopies(10_001, tx)));
    assertThat(BatchScreen.check(limits, ByteBuffer.wrap(most))).isEmpty();
    assertThat(BatchScreen.check(limits, ByteBuffer.wrap(more)))
        .containsInstanceOf(LimitExceeded.class);
  }

  @Test
  @DisplayName("many transactions of one message are taken in their order, as v0.40 may send them")
  void batches() {
    bench.start();
    ScriptedPeer peer = bench.peer("bob").connect();
    bench.tell(peer, "a", "b", "c");
    assertThat(bench.waiting()).containsExactly("a", "b", "c");
    assertThat(peer.stopReason()).isEmpty();
  }

  @Test
  @DisplayName(
      "a peer may send larger transactions than are taken here, if the operator says so; it is not cut off")
  void receiveLimitApart() {
    bench
        .with("mempool.max_tx_bytes", 10)
        .with("cometj.mempool.max_received_tx_bytes", 1000)
        .start();
    ScriptedPeer peer = bench.peer("bob").connect();
    peer.deliver(bench.channel(), new Txs(Collections.singletonList(sized(1000))));
    assertThat(peer.stopReason()).isEmpty();
    assertThat(bench.waiting()).isEmpty();
    peer.deliver(bench.channel(), new Txs(Collections.singletonList(sized(10))));
    assertThat(bench.waiting()).containsExactly(text(MempoolBench.txOf(10)));
  }
}
