package dev.cometj.p2p.switching.assembly;

import dev.cometj.p2p.Grants;
import dev.cometj.p2p.spi.ComponentContext;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.ReactorContext;
import dev.cometj.p2p.spi.Settings;

/// What parts are created with.
final class Contexts {
  private Contexts() {}

  record OfComponent(
      Settings settings, NodeRuntime runtime, Mailbox mailbox, Metrics metrics, Failure failure)
      implements ComponentContext {
    @Override
    public void fail(String line) {
      failure.report(line);
    }
  }

  record OfReactor(
      Settings settings,
      NodeRuntime runtime,
      Mailbox mailbox,
      Metrics metrics,
      Failure failure,
      Grants switchFacets)
      implements ReactorContext {
    @Override
    public void fail(String line) {
      failure.report(line);
    }
  }
}
