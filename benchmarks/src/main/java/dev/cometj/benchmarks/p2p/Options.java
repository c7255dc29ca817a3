package dev.cometj.benchmarks.p2p;

import dev.cometj.p2p.spi.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The flags, with the defaults of the Go program.
record Options(Map<String, String> values) {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("listen", "127.0.0.1:0"),
          Map.entry("addr", ""),
          Map.entry("ctl", ""),
          Map.entry("test", ""),
          Map.entry("transport", "secret"),
          Map.entry("rates", "lifted"),
          Map.entry("chset", "bench"),
          Map.entry("bcast", ""),
          Map.entry("size", "1024"),
          Map.entry("secs", "3"),
          Map.entry("warm", "1"),
          Map.entry("runs", "1"),
          Map.entry("queue", "1000"),
          Map.entry("packet", "1024"),
          Map.entry("flush", "100ms"),
          Map.entry("par", "1"),
          Map.entry("n", "1000"),
          Map.entry("peers", "50"),
          Map.entry("senders", "1"));

  static Options parse(List<String> args) {
    Map<String, String> values = new HashMap<>(DEFAULTS);
    for (int i = 0; i < args.size(); i++) {
      String flag = args.get(i).replaceFirst("^--?", "");
      int equals = flag.indexOf('=');
      String name = equals < 0 ? flag : flag.substring(0, equals);
      if (!DEFAULTS.containsKey(name) || (equals < 0 && i + 1 == args.size())) {
        throw new IllegalArgumentException("unknown flag or no value: " + args.get(i));
      }
      values.put(name, equals < 0 ? args.get(++i) : flag.substring(equals + 1));
    }
    return new Options(values);
  }

  String text(String name) {
    return values.getOrDefault(name, "");
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  double seconds(String name) {
    return Double.parseDouble(text(name));
  }

  Duration flush() {
    return Settings.of(Path.of(""), values).duration("flush", Duration.ofMillis(100));
  }

  boolean isPlain() {
    return text("transport").equals("plain");
  }

  long rate() {
    return switch (text("rates")) {
      case "lifted" -> 1L << 40;
      case "node" -> 5_120_000;
      default -> 512_000;
    };
  }
}
