package dev.cometj.benchmarks.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The command line.
///
/// @param root the project
/// @param suite what is compared
/// @param pairs how many turns each entrant has
/// @param cases which cases to run
/// @param out the report; the result lines go beside it
/// @param isAdding true to keep the results of the cases that are not run now
/// @param command what was typed
record CompareOptions(
    Path root,
    Suite suite,
    int pairs,
    double seconds,
    double warmUp,
    List<String> cases,
    Path out,
    boolean isAdding,
    String command) {

  static CompareOptions parse(List<String> args) {
    Path root = Path.of(args.getFirst());
    int pairs = 5;
    double seconds = 1.5;
    double warmUp = Double.NaN;
    List<String> cases = List.of("*");
    Suite suite = new SendPathSuite();
    @Nullable Path out = null;
    boolean isAdding = false;
    List<String> flags = args.subList(1, args.size());
    for (int i = 0; i < flags.size(); i++) {
      String flag = flags.get(i);
      if (flag.equals("-add")) {
        isAdding = true;
        continue;
      }
      if (i + 1 == flags.size()) {
        throw new IllegalArgumentException("no value: " + flag);
      }
      String value = flags.get(++i);
      switch (flag) {
        case "-suite" -> suite = Suite.named(value);
        case "-pairs" -> pairs = Integer.parseInt(value);
        case "-secs" -> seconds = Double.parseDouble(value);
        case "-warm" -> warmUp = Double.parseDouble(value);
        case "-cases" -> cases = List.of(value.split(",", -1));
        case "-out" -> out = Path.of(value).toAbsolutePath();
        default -> throw new IllegalArgumentException("unknown flag " + flag);
      }
    }
    String command =
        flags.stream().collect(Collectors.joining(" ", "benchmarks/compare ", "")).strip();
    double warm = Double.isNaN(warmUp) ? suite.warmUp() : warmUp;
    Path report = out == null ? root.resolve("docs").resolve(suite.report()) : out;
    return new CompareOptions(root, suite, pairs, seconds, warm, cases, report, isAdding, command);
  }

  /// Where the result lines go.
  Path raw() {
    String name = out.getFileName().toString().replaceFirst("\\.md$", "") + ".jsonl";
    return out.resolveSibling(name);
  }
}
