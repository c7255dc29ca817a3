package dev.cometj.p2p.switching;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// Which reactor was granted which facets: the live counterpart of the mission's tables.
///
/// @param rows the simple names of the granted facets by the reactor's name, in the order of admission
public record FacetTable(Map<String, Set<String>> rows) {
  /// Keep an unmodifiable copy.
  public FacetTable {
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    rows.forEach((name, facets) -> copy.put(name, Set.copyOf(facets)));
    rows = Collections.unmodifiableMap(copy);
  }

  /// Tell whether a reactor was granted a facet.
  ///
  /// @param reactor the name its provider gave
  /// @param facet the facet's interface
  /// @return true if so
  public boolean isGranted(String reactor, Class<?> facet) {
    return rows.getOrDefault(reactor, Set.of()).contains(facet.getSimpleName());
  }

  /// Print as a Markdown table: one line for each facet that somebody was granted, one column for each reactor.
  @Override
  public String toString() {
    NavigableSet<String> facets = new TreeSet<>();
    rows.values().forEach(facets::addAll);
    List<String> reactors = List.copyOf(rows.keySet());
    int width = facets.stream().map(String::length).max(Comparator.naturalOrder()).orElse(0);
    width = Math.max(width, "facet".length());
    StringBuilder text = new StringBuilder();
    text.append("| ").append(padded("facet", width)).append(" |");
    reactors.forEach(name -> text.append(' ').append(name).append(" |"));
    text.append("\n|").append("-".repeat(width + 2)).append('|');
    reactors.forEach(name -> text.append("-".repeat(name.length() + 2)).append('|'));
    for (String facet : facets) {
      text.append("\n| ").append(padded(facet, width)).append(" |");
      for (String name : reactors) {
        boolean granted = rows.getOrDefault(name, Set.of()).contains(facet);
        text.append(' ').append(padded(granted ? "x" : "", name.length())).append(" |");
      }
    }
    return text.append('\n').toString();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
