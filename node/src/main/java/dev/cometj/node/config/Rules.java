package dev.cometj.node.config;

import dev.cometj.node.log.LogLevels;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.InvalidAddressException;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The rules of `ValidateBasic` in the original's `config/config.go`, and of the places where it parses addresses.
final class Rules {
  private static final Pattern SEMANTIC_VERSION =
      Pattern.compile("v?(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)([-+].*)?");
  private static final NodeId SOME_ID = new NodeId("0".repeat(2 * NodeId.BYTES));

  private Rules() {}

  static Rule atLeast(long minimum) {
    return value ->
        Long.parseLong(value) >= minimum
            ? Optional.empty()
            : Optional.of("must be %d or more".formatted(minimum));
  }

  static Rule within(long minimum, long maximum) {
    return value -> {
      long number = Long.parseLong(value);
      return number >= minimum && number <= maximum
          ? Optional.empty()
          : Optional.of("must be %d to %d".formatted(minimum, maximum));
    };
  }

  static Rule notNegative() {
    return value ->
        Values.duration(value).isNegative()
            ? Optional.of("must not be negative")
            : Optional.empty();
  }

  static Rule positive() {
    return value ->
        Values.duration(value).isPositive()
            ? Optional.empty()
            : Optional.of("must be longer than nothing");
  }

  static Rule oneOf(String... choices) {
    List<String> all = List.of(choices);
    return value ->
        all.contains(value)
            ? Optional.empty()
            : Optional.of(
                "must be one of "
                    + String.join(", ", all.stream().map(c -> c.isEmpty() ? "\"\"" : c).toList()));
  }

  static Rule version() {
    return value ->
        value.isEmpty() || SEMANTIC_VERSION.matcher(value).matches()
            ? Optional.empty()
            : Optional.of("must be a version such as 0.38.26");
  }

  /// What a node may tell of itself: see [dev.cometj.p2p.NodeInfo].
  static Rule visibleAscii() {
    return value ->
        !value.isBlank() && value.chars().allMatch(c -> c >= ' ' && c <= '~')
            ? Optional.empty()
            : Optional.of("must be ASCII text that is not blank");
  }

  static Rule levels() {
    return value -> LogLevels.fault(value);
  }

  /// An address to listen on and to announce; its scheme picks the transport.
  static Rule listenAddress() {
    return parsed(
        value -> new PeerAddress(SOME_ID, HostPort.parse(value)),
        "write it as tcp://host:port, with 0.0.0.0 for all interfaces");
  }

  static Rule externalAddress() {
    Rule address =
        parsed(value -> new PeerAddress(SOME_ID, HostPort.parse(value)), "write it as host:port");
    return value -> value.isEmpty() ? Optional.empty() : address.mend(value);
  }

  /// Addresses of a server, or none for no server.
  static Rule serverAddresses() {
    return value -> each(value).map(Rules::serverFault).flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> serverFault(String address) {
    if (address.startsWith("unix://")) {
      return Optional.empty();
    }
    return parsed(HostPort::parse, "write it as tcp://host:port or unix:///path").mend(address);
  }

  /// Where a server without a scheme listens, such as `:26660`.
  static Rule endpoint() {
    Rule endpoint = parsed(HostPort::parse, "write it as host:port or :port");
    return value -> value.isEmpty() ? Optional.empty() : endpoint.mend(value);
  }

  static Rule peerAddresses() {
    Rule one = parsed(PeerAddress::parse, "write each as id@host:port, separated by commas");
    return value -> each(value).map(one::mend).flatMap(Optional::stream).findFirst();
  }

  static Rule nodeIds() {
    Rule one = parsed(NodeId::new, "write each as the 40 hex digits of show-node-id");
    return value -> each(value).map(one::mend).flatMap(Optional::stream).findFirst();
  }

  private static Stream<String> each(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static Rule parsed(Consumer<String> parser, String mend) {
    return value -> {
      try {
        parser.accept(value);
        return Optional.empty();
      } catch (InvalidAddressException e) {
        return Optional.of(e.getMessage() + "; " + mend);
      }
    };
  }
}
