package dev.cometj.node.screen;

import dev.cometj.node.run.RunningNode;
import dev.cometj.p2p.PeerCounts;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.NodeRuntime;
import java.time.Duration;
import java.util.List;

/// One line below the log: who the node is, what its components tell, such as how far it has synced, and how many peers
/// it has. Only where a person watches.
public final class StatusLine implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(500);

  private final TerminalScreen screen;
  private final RunningNode node;
  private final NodeRuntime runtime;
  private final Mailbox mailbox;
  private final long start;

  private StatusLine(TerminalScreen screen, RunningNode node, NodeRuntime runtime) {
    this.screen = screen;
    this.node = node;
    this.runtime = runtime;
    this.mailbox = runtime.mailbox("status-line");
    this.start = runtime.nanoTime();
  }

  /// Shows the line until it is closed.
  ///
  /// @param screen where
  /// @param node what is shown
  /// @param runtime gives the time
  /// @return the line
  public static StatusLine show(TerminalScreen screen, RunningNode node, NodeRuntime runtime) {
    StatusLine line = new StatusLine(screen, node, runtime);
    if (screen.isTerminal()) {
      line.mailbox.execute(line::refresh);
    }
    return line;
  }

  private void refresh() {
    PeerCounts counts = node.network().counts();
    Duration up = Duration.ofNanos(runtime.nanoTime() - start);
    screen.keep(
        List.of(
            "%s on %s   %speers %d (%d in, %d out)   dialing %d   up %d:%02d:%02d"
                .formatted(
                    node.nodeInfo().id().text().substring(0, 10),
                    node.nodeInfo().network(),
                    told(),
                    node.network().peers().size(),
                    counts.inbound(),
                    counts.outbound(),
                    counts.dialing(),
                    up.toHours(),
                    up.toMinutesPart(),
                    up.toSecondsPart())));
    mailbox.schedule(PERIOD, this::refresh);
  }

  private String told() {
    StringBuilder told = new StringBuilder();
    node.statusTexts().forEach(text -> told.append(text).append("   "));
    return told.toString();
  }

  @Override
  public void close() {
    mailbox.close();
    screen.close();
  }
}
