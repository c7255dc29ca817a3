package dev.cometj.node.rpc;

import java.util.Optional;

/// What a client gave for a route's parameters, however it came.
@FunctionalInterface
public interface RouteArguments {
  /// Finds an argument.
  ///
  /// @param name the parameter
  /// @return its text without quotes, or empty if it was not given
  Optional<String> text(String name);
}
