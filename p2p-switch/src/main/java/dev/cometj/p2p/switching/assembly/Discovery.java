package dev.cometj.p2p.switching.assembly;

import dev.cometj.p2p.spi.ComponentProvider;
import dev.cometj.p2p.spi.ReactorProvider;
import dev.cometj.p2p.spi.TransportProvider;
import java.util.ServiceLoader;

/// The only place that asks `ServiceLoader`.
public final class Discovery {
  private Discovery() {}

  /// Add the providers of this module's own layer and its parents; of the class path where there is no layer.
  ///
  /// @param parts gets them
  public static void addAll(Parts.Builder parts) {
    ModuleLayer layer = Discovery.class.getModule().getLayer();
    if (layer != null) {
      addAll(layer, parts);
      return;
    }
    ServiceLoader.load(TransportProvider.class).forEach(parts.transports::add);
    ServiceLoader.load(ReactorProvider.class).forEach(parts.reactors::add);
    ServiceLoader.load(ComponentProvider.class).forEach(parts.components::add);
  }

  /// Add the providers of a layer and its parents.
  ///
  /// @param layer the layer
  /// @param parts gets them
  public static void addAll(ModuleLayer layer, Parts.Builder parts) {
    ServiceLoader.load(layer, TransportProvider.class).forEach(parts.transports::add);
    ServiceLoader.load(layer, ReactorProvider.class).forEach(parts.reactors::add);
    ServiceLoader.load(layer, ComponentProvider.class).forEach(parts.components::add);
  }
}
