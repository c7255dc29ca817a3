package dev.cometj.benchmarks.compare;

import java.util.List;

/// One piece of work that entrants do in turns.
record Case(
    String name, String title, List<String> flags, List<Entrant> entrants, List<Measure> measures) {

  /// Tell whether a command line means this case.
  ///
  /// @param patterns names, or beginnings of names that end in `*`
  boolean isChosenBy(List<String> patterns) {
    return patterns.stream()
        .anyMatch(pattern ->
            pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern));
  }

  List<String> entrantNames() {
    return entrants.stream().map(Entrant::name).toList();
  }
}
