package dev.cometj.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.PeerLedger;
import dev.cometj.p2p.PeerLedger.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DemoStoryTest {
  private static final Instant START = Instant.parse("2026-11-24T07:00:00Z");
  private final DemoStory story = new DemoStory(START);

  @Test
  @DisplayName("events of all members are told in order, by name, and each once")
  void inOrder() {
    var first = entry(1500, 'b', true, Event.ADMITTED, "");
    var second = entry(2000, 'a', false, Event.ADMITTED, "Inbound");
    var third = entry(2500, 'c', false, Event.DROPPED, "Requested (requested: let go by PEX)");
    var sameTime = entry(2500, 'd', true, Event.REDIAL, "");
    assertThat(story.news(List.of(member('a', first), member('b', second, third))))
        .containsExactly(
            "  1.50 s  a connected with b",
            "  2.50 s  b parted from " + "c".repeat(40) + ": requested: let go by PEX");
    assertThat(story.news(List.of(member('a', first), member('b', second, third, sameTime))))
        .containsExactly("  2.50 s  b will dial " + "d".repeat(40) + " again");
    assertThat(story.news(List.of(member('a', first), member('b', second, third, sameTime))))
        .isEmpty();
  }

  @Test
  @DisplayName("who is unknown is told by address, and long reasons are cut to the terminal")
  void unknown() {
    var refusal =
        new PeerLedger.Entry(
            START,
            Optional.empty(),
            "127.0.0.1:5",
            false,
            Event.REFUSED,
            "WHY: " + "x".repeat(100));
    assertThat(story.news(List.of(member('a', refusal))))
        .singleElement()
        .asString()
        .startsWith("  0.00 s  a refused 127.0.0.1:5: WHY: xxx")
        .endsWith("...")
        .hasSizeLessThan(80);
  }

  private static PeerLedger.Entry entry(
      long millis, char peer, boolean isOutbound, Event event, String reason) {
    return new PeerLedger.Entry(
        START.plusMillis(millis),
        Optional.of(FakeMember.id(peer)),
        "127.0.0.1:1",
        isOutbound,
        event,
        reason);
  }

  private static DemoMember member(char name, PeerLedger.Entry... ledger) {
    return new FakeMember(
        Character.toString(name), FakeMember.id(name), "", List.of(), List.of(ledger));
  }
}
