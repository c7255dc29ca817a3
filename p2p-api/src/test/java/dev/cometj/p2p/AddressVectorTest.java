package dev.cometj.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Addresses read, print and rank as the Go original's")
final class AddressVectorTest {

  static Stream<JsonNode> parsed() {
    return Vectors.cases("nodeinfo", "netAddressParse");
  }

  @ParameterizedTest
  @MethodSource("parsed")
  @DisplayName("id@host:port is accepted or refused, for the same kind of reason")
  void parses(JsonNode vector) {
    String input = vector.path("input").asString();
    if (!vector.path("valid").asBoolean()) {
      assertThat(refusal(input)).contains(kind(vector.path("errorKind").asString()));
      return;
    }
    NetAddress address = NetAddress.parse(input);
    assertThat(address.id().text()).isEqualTo(vector.path("id").asString());
    assertThat(address.ip().toString()).isEqualTo(vector.path("ip").asString());
    assertThat(address.port()).isEqualTo(vector.path("port").asInt());
    assertThat(address.toString()).isEqualTo(vector.path("string").asString());
    assertThat(address.endpoint().toString()).isEqualTo(vector.path("dialString").asString());
  }

  private static Optional<InvalidAddressException.Kind> refusal(String input) {
    try {
      NetAddress.parse(input);
      return Optional.empty();
    } catch (InvalidAddressException e) {
      return Optional.of(e.kind());
    }
  }

  private static InvalidAddressException.Kind kind(String goType) {
    return switch (goType) {
      case "p2p.ErrNetAddressNoID" -> InvalidAddressException.Kind.NO_ID;
      case "p2p.ErrNetAddressLookup" -> InvalidAddressException.Kind.UNRESOLVED;
      default -> InvalidAddressException.Kind.MALFORMED;
    };
  }

  static Stream<JsonNode> routability() {
    return Vectors.cases("nodeinfo", "routability");
  }

  @ParameterizedTest
  @MethodSource("routability")
  @DisplayName("an IP prints canonically and lies in the same special ranges")
  void ranges(JsonNode vector) {
    Optional<NetAddress> address = address(vector);
    assertThat(address.filter(a -> a.ip().isUsable()).isPresent())
        .isEqualTo(vector.path("validError").isNull());
    assertThat(address.filter(NetAddress::isRoutable).isPresent())
        .isEqualTo(vector.path("routable").asBoolean());
    if (address.isEmpty() || vector.path("canonical").isMissingNode()) {
      return; // Go lets an address have no IP or a bad id; ours cannot
    }
    IpAddress ip = address.get().ip();
    assertThat(ip.toString()).isEqualTo(vector.path("canonical").asString());
    assertThat(ip.isIpv4()).isEqualTo(vector.path("isIpv4").asBoolean());
    assertThat(ip.isLocal()).isEqualTo(vector.path("local").asBoolean());
    check(AddressRange.PRIVATE_IPV4, ip, vector.path("rfc1918"));
    check(AddressRange.DOCUMENTATION, ip, vector.path("rfc3849"));
    check(AddressRange.LINK_LOCAL_IPV4, ip, vector.path("rfc3927"));
    check(AddressRange.SIX_TO_FOUR, ip, vector.path("rfc3964"));
    check(AddressRange.UNIQUE_LOCAL, ip, vector.path("rfc4193"));
    check(AddressRange.TEREDO, ip, vector.path("rfc4380"));
    check(AddressRange.ORCHID, ip, vector.path("rfc4843"));
    check(AddressRange.LINK_LOCAL_IPV6, ip, vector.path("rfc4862"));
    check(AddressRange.WELL_KNOWN_PREFIX, ip, vector.path("rfc6052"));
    check(AddressRange.TRANSLATED_IPV4, ip, vector.path("rfc6145"));
    check(AddressRange.ONION_CAT, ip, vector.path("onionCatTor"));
  }

  private static Optional<NetAddress> address(JsonNode vector) {
    String id = vector.path("id").asString("c26d078673145b6ea221a651d8004b75dd8d9cf9");
    return Optional.of(id)
        .filter(NodeId::isValid)
        .flatMap(i -> IpAddress.parse(vector.path("ip").asString("")))
        .map(ip -> new NetAddress(new NodeId(id), ip, 26656));
  }

  private static void check(AddressRange range, IpAddress ip, JsonNode expected) {
    assertThat(range.contains(ip)).as("%s in %s", ip, range).isEqualTo(expected.asBoolean());
  }

  static Stream<JsonNode> reachability() {
    return Vectors.cases("nodeinfo", "reachability");
  }

  @ParameterizedTest
  @MethodSource("reachability")
  @DisplayName("one address is reached from another equally well")
  void reaches(JsonNode vector) {
    IpAddress from = IpAddress.parse(vector.path("name").asString()).orElseThrow();
    List<JsonNode> columns = vector.path("columns").valueStream().toList();
    for (int i = 0; i < columns.size(); i++) {
      IpAddress to = IpAddress.parse(columns.get(i).asString()).orElseThrow();
      assertThat(from.reachabilityTo(to).ordinal())
          .as("%s to %s", from, to)
          .isEqualTo(vector.path("values").path(i).asInt());
    }
  }
}
