package dev.cometj.node.rpc;

import java.util.List;

/// Something that can be asked over RPC, as `/name` and as a JSON-RPC method.
///
/// @param name for example `net_info`
/// @param parameters their names, in the order of JSON-RPC's array form
/// @param isCacheable whether the answer to the same question never changes
/// @param action answers
public record Route(String name, List<String> parameters, boolean isCacheable, Action action) {
  /// Keep an unmodifiable copy.
  public Route {
    parameters = List.copyOf(parameters);
  }

  /// Makes a route without parameters whose answer changes.
  ///
  /// @param name for example `net_info`
  /// @param action answers
  /// @return the route
  public static Route of(String name, Action action) {
    return new Route(name, List.of(), false, action);
  }

  /// Answers a question. Runs in a virtual thread of its own and may block.
  @FunctionalInterface
  public interface Action {
    /// Answers.
    ///
    /// @param arguments what was asked
    /// @return the result as JSON
    /// @throws RpcFault if there is no answer; told to the client
    String answer(RouteArguments arguments);
  }
}
