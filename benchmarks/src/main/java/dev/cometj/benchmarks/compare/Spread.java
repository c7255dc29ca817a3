package dev.cometj.benchmarks.compare;

import java.util.List;

/// The least, the middle and the greatest of some figures.
record Spread(double least, double median, double greatest) {

  static Spread of(List<Double> figures) {
    List<Double> sorted = figures.stream().filter(figure -> !figure.isNaN()).sorted().toList();
    if (sorted.isEmpty()) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN);
    }
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(sorted.getFirst(), median, sorted.getLast());
  }

  boolean isEmpty() {
    return Double.isNaN(median);
  }

  @Override
  public String toString() {
    return Figures.plain(least) + " / " + Figures.plain(median) + " / " + Figures.plain(greatest);
  }
}
