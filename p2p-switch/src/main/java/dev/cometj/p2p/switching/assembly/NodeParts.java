package dev.cometj.p2p.switching.assembly;

import dev.cometj.p2p.spi.ConnectionFilter;
import dev.cometj.p2p.spi.Metrics;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.p2p.spi.NodeSigner;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.switching.peer.ReactorSlot;
import java.util.ArrayList;
import java.util.List;

/// Everything a node has been made of, created and not yet started.
record NodeParts(
    Settings settings,
    NodeRuntime runtime,
    Metrics metrics,
    NodeSigner signer,
    Plan plan,
    NodeProfile profile,
    List<Member> components,
    List<Member> reactors,
    List<ReactorSlot<?, ?>> slots,
    ServiceRegistry services,
    Failure failure,
    List<ConnectionFilter> ownFilters) {
  NodeParts {
    components = List.copyOf(components);
    reactors = List.copyOf(reactors);
    slots = List.copyOf(slots);
    ownFilters = List.copyOf(ownFilters);
  }

  List<ConnectionFilter> connectionFilters() {
    List<ConnectionFilter> all = new ArrayList<>(ownFilters);
    all.addAll(services.all(ConnectionFilter.class));
    return all;
  }
}
