package dev.cometj.reactor.mempool;

import static dev.cometj.reactor.mempool.Nodes.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.testkit.reactor.RawReactor;
import dev.cometj.reactor.mempool.MempoolMessage.Txs;
import dev.cometj.reactor.mempool.Nodes.Links;
import dev.cometj.reactor.mempool.Nodes.Member;
import dev.cometj.reactor.mempool.pool.HashedTx;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Whole nodes pass transactions on in virtual time")
final class NetworkTest {
  private static byte[] encoded(String... txs) {
    return new MempoolCodec().encode(MempoolBench.message(txs));
  }

  private static boolean haveAll(List<Member> members, int count) {
    return members.stream().allMatch(each -> each.count() == count);
  }

  private static List<String> received(RawReactor reactor) {
    return reactor.received().stream().map(HexFormat.of()::formatHex).toList();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "PM-08 along a line of nodes every transaction reaches everybody, and is checked by each once")
  void line(Links links) {
    Nodes nodes = new Nodes(11, links);
    List<Member> members =
        List.of(nodes.member(0), nodes.member(1, 0), nodes.member(2, 1), nodes.member(3, 2));
    nodes.world.runFor(MINUTE);
    for (int i = 0; i < 100; i++) {
      members.getFirst().submit("first" + i);
      members.getLast().submit("last" + i);
    }
    nodes.world.runUntil("all have all", () -> haveAll(members, 200), MINUTE);
    nodes.world.runFor(MINUTE);
    for (Member each : members) {
      assertThat(each.application.asked).hasSize(200).doesNotHaveDuplicates();
    }
    nodes.stop();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a transaction that the first application refuses goes nowhere")
  void refused(Links links) {
    Nodes nodes = new Nodes(12, links);
    Member first = nodes.member(0);
    Member second = nodes.member(1, 0);
    nodes.world.runFor(MINUTE);
    first.application.refuse("bad");
    first.submit("bad");
    first.submit("good");
    nodes.world.runUntil("the good one is there", () -> second.count() == 1, MINUTE);
    nodes.world.runFor(MINUTE);
    assertThat(second.application.asked).containsExactly("new:good");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "PM-04 Go's bytes are taken and passed on to others, and nothing goes back to their sender")
  void goSends(Links links) {
    Nodes nodes = new Nodes(13, links);
    Member ours = nodes.member(0);
    Member behind = nodes.member(1, 0);
    RawReactor go = nodes.raw(2, 0);
    nodes.world.runFor(MINUTE);
    byte[] vector =
        Vectors.cases("reactors", "mempoolMessages")
            .filter(each ->
                each.path("filterError").isNull()
                    && each.path("unwrapError").isNull()
                    && each.path("unmarshalError").isNull())
            .map(each -> HexFormat.of().parseHex(each.path("wrapped").asString()))
            .findFirst()
            .orElseThrow();
    go.sendToAll(vector);
    nodes.world.runUntil(
        "it is passed on", () -> behind.count() == ours.count() && ours.count() > 0, MINUTE);
    nodes.world.runFor(MINUTE);
    assertThat(received(go)).isEmpty();
    ours.submit("ours");
    nodes.world.runFor(MINUTE);
    assertThat(received(go)).containsExactly(HexFormat.of().formatHex(encoded("ours")));
    assertThat(go.stops()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0a020a00", "0a00", "", "80", "0a0f", "1001", "0b0c"})
  @DisplayName("SM-02 a peer that sends what is no transaction is stopped, and others are not")
  void malformed(String bytes) {
    for (Links links : Links.values()) {
      Nodes nodes = new Nodes(14, links);
      Member ours = nodes.member(0);
      RawReactor good = nodes.raw(1, 0);
      RawReactor bad = nodes.raw(2, 0);
      nodes.world.runFor(MINUTE);
      bad.sendToAll(HexFormat.of().parseHex(bytes));
      nodes.world.runUntil("it is stopped", () -> !bad.stops().isEmpty(), MINUTE);
      assertThat(good.stops()).isEmpty();
      good.sendToAll(encoded("a"));
      nodes.world.runUntil("the good one is heard", () -> ours.count() == 1, MINUTE);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("L-M05 a message larger than the largest transaction stops its sender")
  void oversize(Links links) {
    Nodes nodes = new Nodes(15, links);
    Member ours = nodes.member(0, Map.of("mempool.max_tx_bytes", "1000"));
    RawReactor bad = nodes.raw(1, 0);
    nodes.world.runFor(MINUTE);
    bad.sendToAll(
        new MempoolCodec().encode(new Txs(List.of(HashedTx.of(MempoolBench.txOf(1000))))));
    nodes.world.runUntil("the largest one is taken", () -> ours.count() == 1, MINUTE);
    bad.sendToAll(
        new MempoolCodec().encode(new Txs(List.of(HashedTx.of(MempoolBench.txOf(1001))))));
    nodes.world.runUntil("it is stopped", () -> !bad.stops().isEmpty(), MINUTE);
    assertThat(ours.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a flood of distinct transactions fills the mempool and harms nobody else")
  void flood(Links links) {
    Nodes nodes = new Nodes(16, links);
    Member ours = nodes.member(0, Map.of("mempool.size", "500"));
    RawReactor flooder = nodes.raw(1, 0);
    RawReactor other = nodes.raw(2, 0);
    nodes.world.runFor(MINUTE);
    for (int i = 0; i < 3; i++) {
      int from = i * 1000;
      flooder.sendToAll(
          encoded(
              IntStream.range(from, from + 1000).mapToObj(n -> "tx" + n).toArray(String[]::new)));
    }
    nodes.world.runFor(MINUTE);
    assertThat(ours.count()).isEqualTo(500);
    assertThat(flooder.stops()).isEmpty();
    assertThat(received(other)).hasSizeGreaterThanOrEqualTo(500).doesNotHaveDuplicates();
    assertThat(received(flooder)).isEmpty();
  }

  @Test
  @DisplayName(
      "twelve nodes, each connected with some: everybody has everything, whatever the order")
  void mesh() {
    for (long seed = 1; seed <= 5; seed++) {
      Nodes nodes = new Nodes(seed, Links.MEMORY);
      List<Member> members =
          IntStream.range(0, 12)
              .mapToObj(i ->
                  nodes.member(
                      i,
                      IntStream.of(i - 1, i - 3, i / 2)
                          .distinct()
                          .filter(to -> to >= 0 && to < i)
                          .toArray()))
              .toList();
      nodes.world.runFor(Duration.ofSeconds(30));
      members.forEach(each -> each.submit("of" + members.indexOf(each)));
      nodes.world.runUntil("all have all", () -> haveAll(members, 12), MINUTE);
      members.forEach(
          each -> assertThat(each.application.asked).hasSize(12).doesNotHaveDuplicates());
    }
  }
}
