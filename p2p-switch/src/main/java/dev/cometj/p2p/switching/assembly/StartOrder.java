package dev.cometj.p2p.switching.assembly;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// The order in which parts are started and reactors admit peers: the same on every run, where Go's is a map's.
///
/// Two relations say who comes before whom. The strict one (who publishes a fact comes before who reads it) is never
/// broken, so it must not have cycles. The other one (who offers a service comes before who needs it) may have cycles,
/// since services are handed out before anything starts; it is broken only within a cycle. Names decide the rest.
final class StartOrder {
  private final Map<String, Set<String>> strict;
  private final Map<String, Set<String>> preferred;

  /// @param strict by name, who must come before
  /// @param preferred by name, who should come before
  StartOrder(Map<String, Set<String>> strict, Map<String, Set<String>> preferred) {
    this.strict = strict;
    this.preferred = preferred;
  }

  /// Find those who would have to come before themselves.
  NavigableSet<String> cycle(Collection<String> names) {
    NavigableSet<String> result = new TreeSet<>();
    for (String name : names) {
      if (reach(name, Set.copyOf(names), false).contains(name)) {
        result.add(name);
      }
    }
    return result;
  }

  /// Put names in order; the strict relation has no cycle among them.
  List<String> sort(Collection<String> names) {
    NavigableSet<String> rest = new TreeSet<>(names);
    List<String> order = new ArrayList<>();
    while (!rest.isEmpty()) {
      String next =
          rest.stream()
              .filter(name -> isFirst(name, rest))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("a cycle among " + rest));
      order.add(next);
      rest.remove(next);
    }
    return order;
  }

  /// Everybody who should come before it should also come after it, and nobody must come before it.
  private boolean isFirst(String name, Set<String> rest) {
    return strict.getOrDefault(name, Set.of()).stream().noneMatch(rest::contains)
        && reach(name, rest, true).stream()
            .allMatch(before -> reach(before, rest, true).contains(name));
  }

  /// All who come before a name, directly or through others.
  private Set<String> reach(String name, Set<String> among, boolean withPreferred) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      String current = open.pop();
      List<String> before = new ArrayList<>(strict.getOrDefault(current, Set.of()));
      if (withPreferred) {
        before.addAll(preferred.getOrDefault(current, Set.of()));
      }
      for (String other : before) {
        if (among.contains(other) && found.add(other)) {
          open.push(other);
        }
      }
    }
    return found;
  }
}
