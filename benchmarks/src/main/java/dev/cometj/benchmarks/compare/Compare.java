package dev.cometj.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `compare ROOT [-suite p2p|chain|sync|mempool] [-pairs N] [-cases A,B*] [-secs S] [-warm S] [-out FILE] [-add]`: runs the cases, each with all its
/// entrants in turns, and writes the report.
public final class Compare {
  private final CompareOptions options;
  private final Machine machine;
  private final List<Measured> measured = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  private Compare(CompareOptions options) {
    this.options = options;
    machine = new Machine(options.root());
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try {
      System.exit(new Compare(CompareOptions.parse(Arrays.asList(args))).run() ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println("compare: " + e.getMessage());
      System.exit(2);
    }
  }

  /// Run what is chosen and write the report.
  ///
  /// @return false if a turn failed
  private boolean run() throws IOException, InterruptedException {
    List<Case> all = options.suite().cases(options.seconds(), options.warmUp());
    List<Case> chosen = all.stream().filter(one -> one.isChosenBy(options.cases())).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "no such case; there are " + all.stream().map(Case::name).toList());
    }
    if (options.isAdding() && Files.exists(options.raw())) {
      List<String> names = chosen.stream().map(Case::name).toList();
      Files.readAllLines(options.raw()).stream()
          .map(Measured::parse)
          .filter(one -> !names.contains(one.work()))
          .forEach(measured::add);
    }
    String commit = machine.commit();
    for (Case one : chosen) {
      for (int round = 1; round <= options.pairs(); round++) {
        for (Entrant entrant : one.entrants()) {
          turn(one, entrant, round, commit);
        }
      }
      write(all); // after each, so that an interrupted run is not for nothing
    }
    System.err.println("wrote " + options.out());
    failures.forEach(System.err::println);
    return failures.isEmpty();
  }

  private void turn(Case work, Entrant entrant, int round, String commit)
      throws IOException, InterruptedException {
    String what = "%s, round %d, %s: ".formatted(work.name(), round, entrant.name());
    try {
      List<String> earlier = results(work).turns().stream().map(Measured::result).toList();
      String line = options.suite().run(new Turn(options.root(), work, entrant), earlier);
      String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
      Measured turn = new Measured(work.name(), entrant.name(), round, now, commit, line);
      measured.add(turn);
      Measure first = work.measures().getFirst();
      System.err.println(what + Figures.plain(turn.figure(first.key())) + " " + first.title());
    } catch (TurnFailedException e) {
      failures.add(what + e.getMessage());
      System.err.println(failures.getLast());
    }
  }

  private void write(List<Case> all) throws IOException, InterruptedException {
    List<String> lines = measured.stream().map(Measured::toJson).toList();
    Files.write(options.raw(), lines);
    Report report = new Report();
    report.introduce(machine.facts(), options);
    report.compare(options.suite().goalsTitle(), all, this::results);
    report.list(all, this::results);
    report.failures(failures);
    Files.writeString(options.out(), report.text());
  }

  private Results results(Case one) {
    return new Results(measured.stream().filter(turn -> turn.work().equals(one.name())).toList());
  }
}
