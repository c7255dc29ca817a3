package dev.cometj.p2p.spi;

import dev.cometj.p2p.AttributeKey;
import dev.cometj.p2p.Channel;
import dev.cometj.p2p.Reactor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A cheap, stateless factory of a reactor, found by `ServiceLoader`. See [ComponentProvider] for the parts that
/// are the same; this is a type of its own because a reactor is created with the facets of the Switch.
public interface ReactorProvider {
  /// Name the reactor; unique in a node. The names of the original are `MEMPOOL`, `BLOCKSYNC`, `CONSENSUS`,
  /// `EVIDENCE`, `STATESYNC` and `PEX`.
  ///
  /// @return the name
  String name();

  /// List the channels it owns.
  ///
  /// @param settings the node's configuration, which some limits depend on
  /// @return the channels; no other reactor of the node may own one of their ids
  List<Channel<?>> channels(Settings settings);

  /// List the facets it needs, of the Switch and of peers; nothing else is reachable.
  ///
  /// @return facet interfaces of [dev.cometj.p2p]
  Set<Class<?>> facets();

  /// List the facts about peers it publishes; they order `admit` among reactors.
  ///
  /// @return attribute keys
  default Set<AttributeKey<?>> publishes() {
    return Set.of();
  }

  /// List the facts about peers it reads.
  ///
  /// @return attribute keys
  default Set<AttributeKey<?>> reads() {
    return Set.of();
  }

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

  /// Decide whether the configuration leaves the reactor out.
  ///
  /// @param settings the node's configuration
  /// @return why it stays out, or empty if it takes part
  default Optional<String> declines(Settings settings) {
    return Optional.empty();
  }

  /// Create the reactor.
  ///
  /// @param context what it gets
  /// @return a new reactor
  /// @throws InvalidSettingException if a value of its configuration cannot be used
  Reactor<?, ?> create(ReactorContext context);
}
