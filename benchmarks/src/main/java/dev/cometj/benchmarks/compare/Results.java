package dev.cometj.benchmarks.compare;

import java.util.List;

/// What the turns of one case yielded.
record Results(List<Measured> turns) {

  boolean isEmpty() {
    return turns.isEmpty();
  }

  Spread spread(String entrant, String key) {
    return Spread.of(
        turns.stream()
            .filter(turn -> turn.entrant().equals(entrant))
            .map(turn -> turn.figure(key))
            .toList());
  }

  /// The ratio of the medians, between the least and the greatest ratio within a round.
  Spread ratio(String entrant, String base, String key) {
    List<Double> rounds =
        turns.stream()
            .filter(turn -> turn.entrant().equals(entrant))
            .map(turn -> turn.figure(key) / figure(base, turn.round(), key))
            .toList();
    Spread pairs = Spread.of(rounds);
    double medians = spread(entrant, key).median() / spread(base, key).median();
    return new Spread(pairs.least(), medians, pairs.greatest());
  }

  private double figure(String entrant, int round, String key) {
    return turns.stream()
        .filter(turn -> turn.entrant().equals(entrant) && turn.round() == round)
        .map(turn -> turn.figure(key))
        .findFirst()
        .orElse(Double.NaN);
  }

  String when() {
    return turns.getFirst().when() + ", commit " + turns.getFirst().commit();
  }

  long rounds() {
    return turns.stream().mapToInt(Measured::round).distinct().count();
  }
}
