package dev.cometj.p2p.spi;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/// What a component tells over the node's RPC: each route belongs to the module that owns its data. A component
/// contributes by offering this interface as a service; any number may. The host decides how routes are served, and
/// whether at all.
@FunctionalInterface
public interface RpcRoutes {
  /// List the routes. Called once, after all components were created and before they start; any thread.
  ///
  /// @return routes, whose names no other component of the node uses
  List<Route> routes();

  /// Tell what this component knows for the node's `/status`. Called like [#routes].
  ///
  /// @return for members of its answer, such as `sync_info`, what gives their JSON; it takes the place of what a node
  ///     without chain says there, unless it is the empty text
  default Map<String, Action> statusMembers() {
    return Map.of();
  }

  /// One question that clients may ask.
  ///
  /// @param name for example `net_info`: a path, and a JSON-RPC method
  /// @param parameters in the order of JSON-RPC's array form
  /// @param isLasting whether the answer to such arguments never changes, so that caches may keep it
  /// @param action answers it
  record Route(
      String name, List<Parameter> parameters, Predicate<Arguments> isLasting, Action action) {
    /// Keep an unmodifiable copy.
    public Route {
      parameters = List.copyOf(parameters);
    }

    /// Make a route whose answer changes.
    ///
    /// @param name for example `net_info`
    /// @param action answers it
    /// @param parameters in the order of JSON-RPC's array form
    /// @return the route
    public static Route of(String name, Action action, Parameter... parameters) {
      return new Route(name, List.of(parameters), _ -> false, action);
    }

    /// Make a route whose answer changes and is not waited for in a thread.
    ///
    /// @param name for example `broadcast_tx_sync`
    /// @param action begins to answer it
    /// @param parameters in the order of JSON-RPC's array form
    /// @return the route
    public static Route later(String name, LaterAction action, Parameter... parameters) {
      return of(name, action, parameters);
    }

    /// Make a route whose answer may change unless a parameter is given.
    ///
    /// @param parameter its name
    /// @return the changed route
    public Route lastingWith(String parameter) {
      return new Route(
          name, parameters, arguments -> arguments.text(parameter).isPresent(), action);
    }
  }

  /// What a client may give.
  ///
  /// @param name for example `height`
  /// @param kind what it must be
  record Parameter(String name, Kind kind) {}

  /// What can be given for a parameter. The host refuses what is not of its kind.
  enum Kind {
    /// A text.
    TEXT,
    /// A whole number of 64 bits.
    NUMBER,
    /// A whole number of 64 bits that counts pages or entries.
    COUNT,
    /// A whole number of 64 bits without sign.
    INDEX,
    /// A truth value.
    FLAG,
    /// Bytes, which JSON-RPC carries in base64.
    BYTES,
    /// Bytes, which JSON-RPC carries in hexadecimal digits.
    DIGITS,
    /// Any JSON.
    JSON
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

  /// Answers a question without a thread that waits for the answer: for what is asked often.
  interface LaterAction extends Action {
    /// Begin to answer. Runs on any thread, possibly before the component has started or after it has stopped, and must
    /// neither block nor take long.
    ///
    /// @param arguments what was asked
    /// @return a stage that ends on any thread with the result as JSON, or fails as [#answer] does
    /// @throws IllegalArgumentException if the arguments do not fit; its message is told to the client
    /// @throws dev.cometj.p2p.P2pException if there is no answer; its message is told to the client
    CompletionStage<String> begin(Arguments arguments);

    @Override
    default String answer(Arguments arguments) {
      try {
        return begin(arguments).toCompletableFuture().join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
  }

  /// What a client gave for the parameters of a route. Each is of its parameter's kind.
  @FunctionalInterface
  interface Arguments {
    /// Find an argument.
    ///
    /// @param name the parameter
    /// @return its text: a number in decimal digits, `true` or `false`, bytes in hexadecimal digits, JSON as it was
    ///     given; or empty if it was not given, or null
    Optional<String> text(String name);

    /// Find a number.
    ///
    /// @param name a parameter of the kinds [Kind#NUMBER], [Kind#COUNT] or [Kind#INDEX], of which the last has no sign
    /// @return the number, or empty if it was not given
    default OptionalLong number(String name) {
      Optional<String> text = text(name);
      if (text.isEmpty()) {
        return OptionalLong.empty();
      }
      String digits = text.get();
      return OptionalLong.of(
          digits.startsWith("-") ? Long.parseLong(digits) : Long.parseUnsignedLong(digits));
    }

    /// Find a truth value.
    ///
    /// @param name a parameter of the kind [Kind#FLAG]
    /// @return its value, false if it was not given
    default boolean flag(String name) {
      return text(name).map("true"::equals).orElse(false);
    }

    /// Find bytes.
    ///
    /// @param name a parameter of the kinds [Kind#BYTES] or [Kind#DIGITS]
    /// @return the bytes, none if it was not given
    default byte[] bytes(String name) {
      return HexFormat.of().parseHex(text(name).orElse(""));
    }
  }
}
