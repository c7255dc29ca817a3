package dev.cometj.p2p;

import java.util.concurrent.CompletionStage;

/// Makes outbound connections.
public interface PeerDialer {
  /// Dial a node and make it a peer; SR-11. If it cannot be reached and is persistent, redialling starts.
  ///
  /// @param address whom and where
  /// @return a stage that ends with the outcome and never fails, as an event in the reactor's mailbox
  CompletionStage<DialOutcome> dial(NetAddress address);

  /// Tell whether [#dial(NetAddress)] would do nothing; SR-12.
  ///
  /// @param address whom and where
  /// @return true if the id is being dialled or is a peer, or the IP is a peer's while duplicates are not allowed
  boolean isDialingOrConnected(NetAddress address);

  /// Tell whether an address is one of the persistent peers', compared as full text; SR-09.
  ///
  /// @param address whom and where
  /// @return true if so
  boolean isPersistent(NetAddress address);

  /// Tell how many outbound peers are wanted; SR-10.
  ///
  /// @return the configured limit
  int maxOutbound();
}
