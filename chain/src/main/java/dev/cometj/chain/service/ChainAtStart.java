package dev.cometj.chain.service;

import dev.cometj.chain.params.GenesisDoc;

/// The service that knows where the chain stood when this node started: after the handshake with the application, in which
/// stored blocks were executed again, and before any reactor starts.
///
/// Whoever names it among its needs makes the node one with a chain: genesis and application are then asked for at the
/// start.
public interface ChainAtStart {
  /// Give the document that the chain begins with.
  ///
  /// @return the document
  /// @throws IllegalStateException before its component has started
  GenesisDoc genesis();

  /// Give the state that the node goes on from, which the state store has too.
  ///
  /// @return the state
  /// @throws IllegalStateException before its component has started
  State state();
}
