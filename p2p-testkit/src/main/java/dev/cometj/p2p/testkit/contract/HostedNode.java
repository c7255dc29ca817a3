package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.HostPort;
import java.util.concurrent.CompletionStage;

/// A node under a [ReactorContract]: a host with its reactors.
public interface HostedNode {
  /// Start it.
  ///
  /// @return a stage that ends when it works
  CompletionStage<Void> start();

  /// Stop it.
  ///
  /// @return a stage that ends when everything has stopped
  CompletionStage<Void> stop();

  /// Tell where it listens.
  ///
  /// @return the address really bound, known after the start
  HostPort listenAddress();
}
