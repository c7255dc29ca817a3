package dev.cometj.p2p.switching.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StartOrderTest {
  private static final List<String> ABC = List.of("C", "B", "A");

  private static StartOrder order(
      Map<String, Set<String>> strict, Map<String, Set<String>> preferred) {
    return new StartOrder(strict, preferred);
  }

  @Test
  void namesDecideWhereNothingElseDoes() {
    assertThat(order(Map.of(), Map.of()).sort(ABC)).containsExactly("A", "B", "C");
  }

  @Test
  void strictAndPreferredAreBothKeptWithoutCycles() {
    StartOrder order = order(Map.of("A", Set.of("C")), Map.of("C", Set.of("B")));
    assertThat(order.sort(ABC)).containsExactly("B", "C", "A");
  }

  @Test
  void aCycleOfServicesIsBrokenByNameButNotForOthers() {
    // B and C need each other; A needs C and comes after both although its name is first.
    StartOrder order =
        order(Map.of(), Map.of("B", Set.of("C"), "C", Set.of("B"), "A", Set.of("C")));
    assertThat(order.sort(ABC)).containsExactly("B", "C", "A");
  }

  @Test
  void theStrictRelationIsKeptWithinACycleOfServices() {
    StartOrder order = order(Map.of("B", Set.of("C")), Map.of("C", Set.of("B")));
    assertThat(order.sort(ABC)).containsExactly("A", "C", "B");
  }

  @Test
  void aStrictCycleIsFoundWithItsMembersOnly() {
    StartOrder order =
        order(Map.of("A", Set.of("B"), "B", Set.of("A"), "C", Set.of("A")), Map.of());
    assertThat(order.cycle(ABC)).containsExactly("A", "B");
    assertThat(order(Map.of("A", Set.of("B")), Map.of()).cycle(ABC)).isEmpty();
  }
}
