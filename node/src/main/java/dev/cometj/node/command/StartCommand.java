package dev.cometj.node.command;

import dev.cometj.node.config.NodeSettings;
import dev.cometj.node.home.DataLock;
import dev.cometj.node.home.HomeFiles;
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
    try (SystemRuntime runtime = new SystemRuntime();
        RunningNode node = RunningNode.start(settings, identity, runtime);
        StatusLine _ = StatusLine.show(screen, node, runtime)) {
      while (!context.surroundings().interruption().await(LONG)) {
        LOG.log(Level.DEBUG, "Still running");
      }
      LOG.log(Level.INFO, "Stopping node");
    }
    LOG.log(Level.INFO, "Stopped node");
  }
}
