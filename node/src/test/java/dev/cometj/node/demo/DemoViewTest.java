package dev.cometj.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DemoViewTest {
  private static final List<DemoMember> MEMBERS =
      List.of(
          FakeMember.of("seed", 'a'),
          FakeMember.of("node1", 'b', FakeMember.dialled('c')),
          FakeMember.of("node2", 'c', FakeMember.answered('b'), FakeMember.dialled('d')),
          FakeMember.of("go", 'd'));

  @Test
  @DisplayName(
      "the table has a row and a column for each, and what a Go node cannot tell from its peers")
  void table() {
    assertThat(lines(new DemoView(StandardCharsets.UTF_8)))
        .containsExactly(
            "",
            "The network cometj-demo on this machine, 1:05",
            "           S 1 2 G   id          listens at        RPC",
            "  S seed      · · ·   aaaaaaaaaa  127.0.0.1:a       rpc",
            "  1 node1   ·   → ·   bbbbbbbbbb  127.0.0.1:b       rpc",
            "  2 node2   · ←   →   cccccccccc  127.0.0.1:c       rpc",
            "  G go      · · ←     dddddddddd  127.0.0.1:d       rpc",
            "",
            "  an event",
            "",
            "a verdict");
  }

  @Test
  @DisplayName("a terminal without arrows gets ASCII")
  void ascii() {
    assertThat(lines(new DemoView(StandardCharsets.US_ASCII)))
        .contains("  2 node2   . <   >   cccccccccc  127.0.0.1:c       rpc")
        .allMatch(line -> StandardCharsets.US_ASCII.newEncoder().canEncode(line));
  }

  private static List<String> lines(DemoView view) {
    return view.lines(MEMBERS, List.of("an event"), Duration.ofSeconds(65), "a verdict");
  }
}
