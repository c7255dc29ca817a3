package dev.cometj.benchmarks.compare;

import static dev.cometj.benchmarks.compare.Entrant.GO;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All cases, and the goals of the send path. Rates are lifted; where no flush throttle is named, it is the default.
///
/// Each entrant warms up as long as it needs to come to its pace: a JVM until it has compiled what it runs, while Go has
/// nothing to compile.
final class Cases {
  private static final String RATE = "messages/s";
  private static final String CPU = "CPU s/GB";
  private static final int MEBIBYTE = 1 << 20;
  private static final String FASTEST_GO = "Go, flush 0";

  private static final double WARM_UP_OF_GO = 1;

  private final double seconds;
  private final double warmUp;

  /// Make cases.
  ///
  /// @param seconds how long to measure
  /// @param warmUp how long a JVM warms up
  Cases(double seconds, double warmUp) {
    this.seconds = seconds;
    this.warmUp = warmUp;
  }

  List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.add(throughput("64", 64, Goal.atLeast(GO, 6, 4)));
    cases.add(throughput("256", 256));
    cases.add(throughput("1k", 1024, Goal.atLeast(GO, 4, 2)));
    cases.add(throughput("10k", 10 * 1024, Goal.atLeast(GO, 3, 1.6)));
    cases.add(throughput("64k", 64 * 1024, Goal.atLeast(GO, 3, 1.6)));
    cases.add(throughput("1m", MEBIBYTE, Goal.atLeast(GO, 3, 1.6)));
    cases.add(bothWays());
    cases.add(broadcast());
    cases.add(ping());
    cases.add(pingUnderLoad());
    cases.add(handshake("handshake", 1));
    cases.add(handshake("handshake-8", 8));
    cases.add(idle());
    cases.add(cross("cross-1k", 1024));
    cases.add(cross("cross-64k", 64 * 1024));
    return cases;
  }

  private List<Entrant> everyone() {
    return List.of(go(), java(), javaWithoutVector());
  }

  private Entrant go(String... flags) {
    return Entrant.go(warm(Math.min(WARM_UP_OF_GO, warmUp), flags));
  }

  private Entrant java(String... flags) {
    return Entrant.java(warm(warmUp, flags));
  }

  private Entrant javaWithoutVector(String... flags) {
    return Entrant.javaWithoutVector(warm(warmUp, flags));
  }

  private static String[] warm(double seconds, String... flags) {
    return Stream.concat(Stream.of("-warm", "" + seconds), Stream.of(flags)).toArray(String[]::new);
  }

  private List<String> timed(String test, int size, String... more) {
    List<String> flags = new ArrayList<>();
    flags.addAll(List.of("-test", test, "-size", "" + size));
    flags.addAll(List.of("-secs", "" + seconds));
    flags.addAll(List.of(more));
    return flags;
  }

  private String times(double perSecond) {
    return "" + Math.max(1, Math.round(perSecond * seconds));
  }

  private Case throughput(String name, int size, Goal... goals) {
    return new Case(
        "throughput-" + name,
        "One way, messages of %s".formatted(Figures.bytes(size)),
        // The original would queue a gigabyte of the largest.
        timed("throughput", size, "-queue", size < MEBIBYTE ? "1000" : "50"),
        everyone(),
        List.of(
            Measure.of("msgs_per_s", RATE, goals),
            Measure.of("mb_per_s", "MB/s"),
            Measure.of("cpu_s_per_gb", CPU, Goal.atMost(GO, 0.3, 0.6)),
            Measure.of(
                "alloc_b_per_msg", "B allocated per message by the sender, message included"),
            // "0 B": a batch of packets costs some objects in the event loop, a packet none.
            // SunJCE's garbage is 2.2 KB
            // for each frame that it seals.
            Measure.of(
                "loop_alloc_b_per_packet",
                "B allocated per packet on the send path",
                Goal.atMost(0.5, 2400))));
  }

  private Case bothWays() {
    return new Case(
        "bidi-1k",
        "Both directions at once, messages of 1 KiB",
        timed("bidi", 1024),
        everyone(),
        List.of(
            Measure.of("msgs_per_s", RATE, Goal.atLeast(GO, 3.5, 2)),
            Measure.of("c2s_msgs_per_s", "client to server, " + RATE),
            Measure.of("s2c_msgs_per_s", "server to client, " + RATE)));
  }

  private Case broadcast() {
    String asSwitch = "Go, its Switch's way";
    String asLoop = "Go, a plain loop";
    return new Case(
        "broadcast-50",
        "1 KiB to 50 peers",
        timed("broadcast", 1024, "-peers", "50"),
        List.of(
            go("-bcast", "switch").named(asSwitch),
            go("-bcast", "loop").named(asLoop),
            java(),
            javaWithoutVector()),
        List.of(
            Measure.of(
                "msgs_per_s",
                "deliveries/s",
                Goal.atLeast(asSwitch, 6, 3),
                Goal.atLeast(asLoop, 3, 1.5)),
            Measure.of("cpu_s_per_gb", CPU)));
  }

  private Case ping() {
    String asIs = "Go, default flush";
    String many = times(4000);
    return new Case(
        "ping",
        "Round trip of 128 B, idle",
        List.of("-test", "ping", "-size", "128"),
        List.of(
            go("-n", times(5)).named(asIs),
            go("-n", many, "-flush", "0s").named(FASTEST_GO),
            java("-n", many),
            javaWithoutVector("-n", many)),
        List.of(
            Measure.of(
                "p50_us",
                "p50, µs",
                Goal.atMost(asIs, 0.01, 0.01),
                Goal.atMost(FASTEST_GO, 1.2, 1.2)),
            Measure.of("p99_us", "p99, µs", Goal.atMost(FASTEST_GO, 1.2, 1.2)),
            Measure.of("p999_us", "p99.9, µs")));
  }

  private Case pingUnderLoad() {
    return new Case(
        "pingload",
        "Round trip of 128 B on a channel of priority 10 beside one of priority 1 full of 64 KiB messages",
        timed("pingload", 64 * 1024, "-n", times(200)),
        List.of(go("-flush", "0s").named(FASTEST_GO), java(), javaWithoutVector()),
        List.of(
            Measure.of("p50_us", "p50, µs", Goal.atMost(FASTEST_GO, 1, 1)),
            Measure.of("p99_us", "p99, µs", Goal.atMost(FASTEST_GO, 1, 1)),
            Measure.of("p999_us", "p99.9, µs"),
            Measure.of("bulk_mb_per_s", "bulk MB/s", Goal.atLeast(FASTEST_GO, 3, 1.5))));
  }

  private Case handshake(String name, int dialers) {
    return new Case(
        name,
        "Secret connection handshakes, %d at once".formatted(dialers),
        List.of("-test", "handshake", "-par", "" + dialers, "-n", times(750)),
        everyone(),
        List.of(
            Measure.of("per_s", "handshakes/s", Goal.atLeast(GO, 1.3, 0.5)),
            Measure.of("cli_cpu_us", "CPU µs of the dialer"),
            Measure.of("srv_cpu_us", "CPU µs of the other")));
  }

  private Case idle() {
    return new Case(
        "idle-1000",
        "1,000 idle peers with a node's channels",
        List.of("-test", "idle", "-n", "1000", "-chset", "node", "-secs", "" + seconds),
        everyone(),
        List.of(
            Measure.of("srv_rss_kib_per_peer", "RSS growth per peer, KiB", Goal.atMost(69, 69)),
            Measure.of("srv_rss_gc_kib_per_peer", "the same after a collection, KiB"),
            Measure.of("srv_threads_per_peer", "threads per peer", Goal.atMost(0.01, 0.01)),
            Measure.of("srv_idle_cpu", "idle CPU, cores", Goal.atMost(GO, 1, 1))));
  }

  private Case cross(String name, int size) {
    return new Case(
        name,
        "One way, messages of %s, from one implementation to the other"
            .formatted(Figures.bytes(size)),
        timed("throughput", size),
        List.of(
            new Entrant("Go to Java", Program.JAVA, Program.GO, List.of("-warm", "" + warmUp)),
            new Entrant("Java to Go", Program.GO, Program.JAVA, List.of("-warm", "" + warmUp))),
        List.of(
            Measure.of("msgs_per_s", RATE),
            Measure.of("mb_per_s", "MB/s"),
            Measure.of("cpu_s_per_gb", CPU)));
  }
}
