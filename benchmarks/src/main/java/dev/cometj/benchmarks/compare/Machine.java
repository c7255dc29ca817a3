package dev.cometj.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// What the figures depend on beside the programs.
record Machine(Path root) {

  TreeMap<String, String> facts() throws IOException, InterruptedException {
    TreeMap<String, String> facts = new TreeMap<>();
    String features = field("/proc/cpuinfo", "flags");
    facts.put(
        "CPU",
        "%s, %d cores%s"
            .formatted(
                field("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                features.contains("avx512f") ? ", AVX-512" : ""));
    facts.put(
        "CometBFT", field(root.resolve("benchmarks/go/go.mod").toString(), "cometbft/cometbft v"));
    facts.put("Go", output("go", "version").replace("go version ", ""));
    facts.put("JDK", Runtime.version() + ", " + System.getProperty("java.vendor"));
    facts.put("Kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    double kib = Double.parseDouble(field("/proc/meminfo", "MemTotal").replace("kB", "").strip());
    facts.put("Memory", String.format(Locale.ROOT, "%.0f GiB", kib / (1 << 20)));
    return facts;
  }

  String commit() throws IOException, InterruptedException {
    return output("git", "describe", "--always", "--dirty", "--exclude=*");
  }

  /// The rest of the first line that has the name, without separators.
  private static String field(String file, String name) throws IOException {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.contains(name))
          .map(line -> line.substring(line.indexOf(name) + name.length()))
          .map(line -> line.replaceFirst("^[\\s:]+", "").strip())
          .findFirst()
          .orElse("unknown");
    }
  }

  private String output(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(root.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? said.strip() : "unknown";
  }
}
