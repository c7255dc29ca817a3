package dev.cometj.p2p.spi;

/// What a component gets when it is created.
public interface ComponentContext {
  /// Give the node's configuration.
  ///
  /// @return the settings
  Settings settings();

  /// Give the world the node runs in.
  ///
  /// @return the runtime
  NodeRuntime runtime();

  /// Give the mailbox that all calls to this component run in; its own timers and results belong there too.
  ///
  /// @return the component's mailbox
  Mailbox mailbox();

  /// Give the node's meters.
  ///
  /// @return the metrics
  Metrics metrics();

  /// End the node, because it cannot go on: its disk failed, for example, or its application died. The node stops
  /// itself in order, and whoever runs it tells the line. Only the first counts. May be called from any thread at any
  /// time, and returns at once.
  ///
  /// @param line what happened and what mends it, for the operator
  void fail(String line);
}
