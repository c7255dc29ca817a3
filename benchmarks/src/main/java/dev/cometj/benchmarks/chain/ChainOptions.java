package dev.cometj.benchmarks.chain;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The flags, with the defaults of the Go program.
///
/// @param count signatures, validators or blocks
/// @param txs transactions of a block
/// @param txBytes their size
/// @param signatures of a block's last commit
/// @param folder where databases go
record ChainOptions(
    String test,
    int count,
    int txs,
    int txBytes,
    int signatures,
    double seconds,
    double warmUp,
    Path folder) {

  static ChainOptions parse(List<String> args) {
    Map<String, String> flags =
        new HashMap<>(
            Map.of(
                "test", "", "n", "100", "txs", "1000", "size", "1024", "sigs", "100", "secs", "1",
                "warm", "1", "dir", ""));
    for (int i = 0; i + 1 < args.size(); i += 2) {
      String name = args.get(i).replaceFirst("^-", "");
      if (flags.put(name, args.get(i + 1)) == null) {
        throw new IllegalArgumentException("unknown flag " + args.get(i));
      }
    }
    return new ChainOptions(
        text(flags, "test"),
        Integer.parseInt(text(flags, "n")),
        Integer.parseInt(text(flags, "txs")),
        Integer.parseInt(text(flags, "size")),
        Integer.parseInt(text(flags, "sigs")),
        Double.parseDouble(text(flags, "secs")),
        Double.parseDouble(text(flags, "warm")),
        Path.of(text(flags, "dir")));
  }

  private static String text(Map<String, String> flags, String name) {
    return flags.getOrDefault(name, "");
  }
}
