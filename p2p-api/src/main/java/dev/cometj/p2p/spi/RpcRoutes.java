package dev.cometj.p2p.spi;

import java.util.List;
import java.util.Optional;

/// What a component tells over the node's RPC: each route belongs to the module that owns its data. A component
/// contributes by offering this interface as a service; any number may. The host decides how routes are served, and
/// whether at all.
@FunctionalInterface
public interface RpcRoutes {
  /// List the routes. Called once, after all components were created and before they start; any thread.
  ///
  /// @return routes, whose names no other component of the node uses
  List<Route> routes();

  /// One question that clients may ask.
  ///
  /// @param name for example `net_info`: a path, and a JSON-RPC method
  /// @param parameters their names, in the order of JSON-RPC's array form
  /// @param isCacheable whether the answer to the same question never changes
  /// @param action answers it
  record Route(String name, List<String> parameters, boolean isCacheable, Action action) {
    /// Keep an unmodifiable copy.
    public Route {
      parameters = List.copyOf(parameters);
    }

    /// Make a route without parameters whose answer changes.
    ///
    /// @param name for example `net_info`
    /// @param action answers it
    /// @return the route
    public static Route of(String name, Action action) {
      return new Route(name, List.of(), false, action);
    }
  }

  /// Answers a question.
  @FunctionalInterface
  interface Action {
    /// Answer. Runs in a virtual thread of its own, possibly before the component has started or after it has
    /// stopped, and may block.
    ///
    /// @param arguments what was asked
    /// @return the result as JSON
    /// @throws IllegalArgumentException if the arguments do not fit; its message is told to the client
    /// @throws dev.cometj.p2p.P2pException if there is no answer; its message is told to the client
    String answer(Arguments arguments);
  }

  /// What a client gave for the parameters of a route.
  @FunctionalInterface
  interface Arguments {
    /// Find an argument.
    ///
    /// @param name the parameter
    /// @return its text without quotes, or empty if it was not given
    Optional<String> text(String name);
  }
}
