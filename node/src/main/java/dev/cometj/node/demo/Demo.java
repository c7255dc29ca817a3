package dev.cometj.node.demo;

import dev.cometj.node.config.ConfigTable;
import dev.cometj.node.run.Surroundings;
import dev.cometj.node.screen.TerminalScreen;
import dev.cometj.p2p.switching.SystemRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Runs the demo: grows the network one node at a time, and shows it until somebody asks to stop.
///
/// @param table the known keys
/// @param surroundings tells when to stop
/// @param screen where it is shown
public record Demo(ConfigTable table, Surroundings surroundings, TerminalScreen screen) {
  private static final Duration FRAME = Duration.ofMillis(200);
  private static final Duration BETWEEN_NODES = Duration.ofSeconds(1);
  private static final int LINES_OF_STORY = 8;

  /// Runs it.
  ///
  /// @param nodes how many nodes besides the seed
  /// @param goProgram a CometBFT program that takes part, if any
  /// @param limit when it ends by itself, if ever
  /// @return false if it ended by itself before all nodes were connected
  public boolean run(int nodes, Optional<Path> goProgram, Optional<Duration> limit) {
    try (SystemRuntime runtime = new SystemRuntime();
        DemoNetwork network = new DemoNetwork(table, runtime, nodes, goProgram)) {
      return new Watch(network).run(limit);
    }
  }

  /// What has been seen so far.
  private final class Watch {
    private final DemoNetwork network;
    private final DemoView view;
    private final Instant start = Instant.now();
    private final DemoStory story = new DemoStory(start);
    private final Deque<String> latest = new ArrayDeque<>();
    private Optional<Duration> meshed = Optional.empty();

    Watch(DemoNetwork network) {
      this.network = network;
      this.view = new DemoView(surroundings.out().charset());
    }

    boolean run(Optional<Duration> limit) {
      say("Starting a seed and nodes that know nothing but the seed. Ctrl-C ends it.");
      Duration time = Duration.ZERO;
      Duration nextNode = Duration.ZERO;
      do {
        if (!network.isComplete() && time.compareTo(nextNode) >= 0) {
          network.grow();
          nextNode = time.plus(BETWEEN_NODES);
        }
        time = Duration.between(start, Instant.now());
        look(time);
      } while (!isOver(limit, time) && !surroundings.interruption().await(FRAME));
      screen.release();
      if (meshed.isEmpty()) {
        say(verdict());
      }
      return meshed.isPresent() || !isOver(limit, time);
    }

    private void look(Duration time) {
      for (String line : story.news(network.members())) {
        tell(line);
      }
      if (meshed.isEmpty() && network.isMeshed()) {
        meshed = Optional.of(time);
        if (!screen.isTerminal()) {
          say(verdict());
        }
      }
      if (screen.isTerminal()) {
        screen.keep(view.lines(network.members(), List.copyOf(latest), time, verdict()));
      }
    }

    private void tell(String line) {
      if (screen.isTerminal()) {
        latest.addLast(line);
        if (latest.size() > LINES_OF_STORY) {
          latest.removeFirst();
        }
      } else {
        say(line);
      }
    }

    private void say(String line) {
      screen.write(line + "\n");
    }

    private String verdict() {
      return meshed
          .map(after ->
              String.format(
                  Locale.ROOT,
                  "All %d nodes are connected with each other, after %.1f s.",
                  network.members().size() - 1,
                  after.toMillis() / 1000.0))
          .orElseGet(() ->
              "%d of %d connections between nodes."
                  .formatted(network.linkCount(), network.linkTarget()));
    }

    private static boolean isOver(Optional<Duration> limit, Duration time) {
      return limit.isPresent() && time.compareTo(limit.get()) >= 0;
    }
  }
}
