package dev.cometj.node.command;

import dev.cometj.node.config.NodeSettings;
import dev.cometj.node.home.DataLock;
import dev.cometj.node.home.HomeFiles;
import dev.cometj.node.home.OperatorException;
import dev.cometj.node.log.JulBridge;
import dev.cometj.node.run.NodeIdentity;
import dev.cometj.node.run.RunningNode;
import dev.cometj.node.run.Surroundings;
import dev.cometj.node.screen.StatusLine;
import dev.cometj.node.screen.TerminalScreen;
import dev.cometj.p2p.switching.SystemRuntime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// `start`: runs a node until it is asked to stop.
///
/// @param context what it works with
record StartCommand(CommandContext context) {
  private static final Logger LOG = System.getLogger(StartCommand.class.getPackageName());

  private static final Duration LONG = Duration.ofHours(1);

  int run() {
    Surroundings surroundings = context.surroundings();
    surroundings.interruption().watch();
    Path home = context.existingHome();
    try (TerminalScreen screen =
        new TerminalScreen(surroundings.out(), surroundings.isTerminal())) {
      NodeSettings settings = context.configure(home, screen);
      JulBridge.install();
      try (DataLock _ = DataLock.take(new HomeFiles(settings).dataFolder())) {
        run(settings, screen);
      }
    }
    return 0;
  }

  private void run(NodeSettings settings, TerminalScreen screen) {
    NodeIdentity identity =
        NodeIdentity.read(settings, context.words().value(Grammar.GENESIS_HASH));
    AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);
    Optional<String> failure;
    try (SystemRuntime runtime = new SystemRuntime();
        RunningNode node =
            RunningNode.start(settings, identity, runtime, stop -> breakOff(phase, stop));
        StatusLine _ = StatusLine.show(screen, node, runtime)) {
      phase.set(Phase.RUNNING);
      failure = untilTheEnd(node);
      LOG.log(Level.INFO, "Stopping node");
    } catch (OperatorException e) {
      if (phase.get() != Phase.BROKEN_OFF) {
        throw e;
      }
      failure = Optional.empty();
    }
    LOG.log(Level.INFO, "Stopped node");
    failure.ifPresent(line -> {
      throw new OperatorException(line);
    });
  }

  /// A node that is asked to stop while it starts has done what was asked.
  private void breakOff(AtomicReference<Phase> phase, Runnable stop) {
    interruption()
        .whenRequested(() -> {
          if (phase.compareAndSet(Phase.STARTING, Phase.BROKEN_OFF)) {
            stop.run();
          }
        });
  }

  /// Waits until the node is asked to stop, or cannot go on.
  ///
  /// @return why it cannot, if so
  private Optional<String> untilTheEnd(RunningNode node) {
    AtomicReference<Optional<String>> failure = new AtomicReference<>(Optional.empty());
    var _ =
        node.failed()
            .thenAccept(line -> {
              failure.set(Optional.of(line));
              interruption().request();
            });
    while (!interruption().await(LONG)) {
      LOG.log(Level.DEBUG, "Still running");
    }
    return failure.get();
  }

  private Surroundings.Interruption interruption() {
    return context.surroundings().interruption();
  }

  private enum Phase {
    STARTING,
    BROKEN_OFF,
    RUNNING
  }
}
