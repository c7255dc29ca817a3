package dev.cometj.p2p.switching.assembly;

import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.ConnectionFilter;
import dev.cometj.p2p.spi.PeerFilter;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.TransportProvider;
import java.util.ArrayList;
import java.util.List;

/// What a node is made of, before anything is checked.
///
/// @param transports factories of transports
/// @param reactors factories of reactors
/// @param components factories of components
/// @param connectionFilters asked before each handshake
/// @param peerFilters asked after each handshake
public record Parts(
    List<TransportProvider> transports,
    List<ReactorProvider> reactors,
    List<ComponentProvider> components,
    List<ConnectionFilter> connectionFilters,
    List<PeerFilter> peerFilters) {
  /// Keep unmodifiable copies.
  public Parts {
    transports = List.copyOf(transports);
    reactors = List.copyOf(reactors);
    components = List.copyOf(components);
    connectionFilters = List.copyOf(connectionFilters);
    peerFilters = List.copyOf(peerFilters);
  }

  /// The parts while they are collected.
  public static final class Builder {
    /// Factories of transports.
    public final List<TransportProvider> transports = new ArrayList<>();

    /// Factories of reactors.
    public final List<ReactorProvider> reactors = new ArrayList<>();

    /// Factories of components.
    public final List<ComponentProvider> components = new ArrayList<>();

    /// Asked before each handshake.
    public final List<ConnectionFilter> connectionFilters = new ArrayList<>();

    /// Asked after each handshake.
    public final List<PeerFilter> peerFilters = new ArrayList<>();

    /// Begin with nothing.
    public Builder() {}

    /// End the collection.
    ///
    /// @return the parts
    public Parts build() {
      return new Parts(transports, reactors, components, connectionFilters, peerFilters);
    }
  }
}
