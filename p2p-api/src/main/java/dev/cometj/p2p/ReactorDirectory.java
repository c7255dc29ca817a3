package dev.cometj.p2p;

import java.util.List;
import java.util.Optional;

/// The assembled reactors, for applications; SR-07. Reactors reach each other by typed services instead.
public interface ReactorDirectory {
  /// Find a reactor by the name its provider gave.
  ///
  /// @param name for example `PEX`
  /// @return the reactor, or empty if none of that name was assembled
  Optional<Reactor<?, ?>> reactor(String name);

  /// List the names of the assembled reactors.
  ///
  /// @return names, in the order in which the reactors are admitted and started
  List<String> reactorNames();
}
