package dev.cometj.p2p.spi;

import java.util.Optional;
import java.util.Set;

/// A cheap, stateless factory of a component, found by `ServiceLoader`. Creating opens nothing and starts nothing.
public interface ComponentProvider {
  /// Name the component; unique in a node.
  ///
  /// @return for example `PEX`
  String name();

  /// List the services it offers.
  ///
  /// @return service interfaces
  default Set<Class<?>> offers() {
    return Set.of();
  }

  /// List the services it cannot do without.
  ///
  /// @return service interfaces
  default Set<Class<?>> needs() {
    return Set.of();
  }

  /// List the services it uses if somebody offers them.
  ///
  /// @return service interfaces
  default Set<Class<?>> wants() {
    return Set.of();
  }

  /// Tell whether the component takes part only if another part of the node needs one of its services.
  ///
  /// @return false if it takes part in any case
  default boolean isOnDemand() {
    return false;
  }

  /// Decide whether the configuration leaves the component out.
  ///
  /// @param settings the node's configuration
  /// @return why it stays out, for example `p2p.pex = false`, or empty if it takes part
  default Optional<String> declines(Settings settings) {
    return Optional.empty();
  }

  /// Create the component.
  ///
  /// @param context what it gets
  /// @return a new component
  /// @throws InvalidSettingException if a value of its configuration cannot be used
  Component create(ComponentContext context);
}
