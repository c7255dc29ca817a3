package dev.cometj.benchmarks.compare;

import static dev.cometj.benchmarks.compare.Entrant.JAVA;
import static dev.cometj.benchmarks.compare.Entrant.JAVA_WITHOUT_VECTOR;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// The results as Markdown.
final class Report {
  private final StringBuilder text = new StringBuilder();

  String text() {
    return text.toString();
  }

  private void line(String words) {
    text.append(words).append('\n');
  }

  void introduce(Map<String, String> facts, CompareOptions options) {
    line("# " + options.suite().title());
    line("");
    line(
        "Written by `%s`; the result lines are in [%s](%<s)."
            .formatted(options.command(), options.raw().getFileName()));
    line("");
    options.suite().words().forEach(this::line);
    line("");
    line("| | |");
    line("|---|---|");
    facts.forEach((name, fact) -> line("| %s | %s |".formatted(name, fact)));
    line("");
  }

  void compare(String title, List<Case> cases, Function<Case, Results> results) {
    line("## " + title);
    line("");
    line(
        "With the Vector API, as our launchers start the JVM, the target holds; without it, the floor.");
    line("");
    line("| case | measure | target | with Vector | met | floor | without Vector | met |");
    line("|---|---|---|---|---|---|---|---|");
    for (Case one : cases) {
      Results mine = results.apply(one);
      for (Measure measure : one.measures()) {
        for (Goal goal : mine.isEmpty() ? List.<Goal>of() : measure.goals()) {
          line(
              "| %s | %s | %s | %s | %s | %s |"
                  .formatted(
                      one.name(),
                      measure.title(),
                      goal.words(goal.target()),
                      judged(mine, JAVA, measure.key(), goal, goal.target()),
                      goal.words(goal.floor()),
                      judged(mine, JAVA_WITHOUT_VECTOR, measure.key(), goal, goal.floor())));
        }
      }
    }
    line("");
  }

  /// Two cells: the figure, and whether it is good enough.
  private static String judged(
      Results results, String entrant, String key, Goal goal, double limit) {
    Spread spread =
        goal.isRatio() ? results.ratio(entrant, goal.base(), key) : results.spread(entrant, key);
    if (spread.isEmpty()) {
      return "– | –";
    }
    String unit = goal.isRatio() ? " ×" : "";
    return "%s%s (%s … %s) | %s"
        .formatted(
            Figures.plain(spread.median()),
            unit,
            Figures.plain(spread.least()),
            Figures.plain(spread.greatest()),
            goal.isMet(spread.median(), limit) ? "yes" : "**no**");
  }

  void list(List<Case> cases, Function<Case, Results> results) {
    line("## All figures");
    line("");
    line("Least / median / greatest of the turns.");
    line("");
    for (Case one : cases) {
      Results mine = results.apply(one);
      if (!mine.isEmpty()) {
        table(one, mine);
      }
    }
  }

  private void table(Case one, Results results) {
    line("### %s".formatted(one.name()));
    line("");
    line(
        "%s. `%s`, rounds: %d%s, the first from %s."
            .formatted(
                one.title(),
                String.join(" ", withoutSeconds(one.flags())),
                results.rounds(),
                seconds(results.spread(one.entrantNames().getFirst(), "secs")),
                results.when()));
    line("");
    line("| | %s |".formatted(String.join(" | ", one.entrantNames())));
    line("|---|%s".formatted("---|".repeat(one.entrants().size())));
    for (Measure measure : one.measures()) {
      List<String> cells =
          one.entrantNames().stream()
              .map(name -> results.spread(name, measure.key()))
              .map(spread -> spread.isEmpty() ? "–" : spread.toString())
              .toList();
      line("| %s | %s |".formatted(measure.title(), String.join(" | ", cells)));
    }
    line("");
  }

  /// How long turns are may differ from run to run, and so the results tell it.
  private static List<String> withoutSeconds(List<String> flags) {
    int at = flags.indexOf("-secs");
    return at < 0
        ? flags
        : Stream.concat(flags.subList(0, at).stream(), flags.subList(at + 2, flags.size()).stream())
            .toList();
  }

  private static String seconds(Spread measured) {
    return measured.isEmpty()
        ? ""
        : " of about %.1f s after warming up".formatted(measured.median());
  }

  void failures(List<String> failures) {
    if (!failures.isEmpty()) {
      line("## Turns that failed");
      line("");
      failures.forEach(failure -> line("- %s".formatted(failure)));
    }
  }
}
