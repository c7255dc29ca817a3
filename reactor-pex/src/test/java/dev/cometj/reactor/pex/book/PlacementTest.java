package dev.cometj.reactor.pex.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.reactor.pex.Vectors;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Addresses belong in the buckets where the Go original puts them")
final class PlacementTest {
  private static final HexFormat HEX = HexFormat.of();

  static Stream<JsonNode> hashes() {
    return Vectors.ownCases("addressbook-placement", "highwayHash64");
  }

  @ParameterizedTest
  @MethodSource("hashes")
  @DisplayName("HighwayHash-64 gives the known answers")
  void hashes(JsonNode known) {
    HighwayHash64 hash = new HighwayHash64(HEX.parseHex(known.path("key").asString()));
    long value = hash.hash(HEX.parseHex(known.path("data").asString()));
    assertThat(HEX.toHexDigits(Long.reverseBytes(value))).isEqualTo(known.path("hash").asString());
  }

  @Test
  @DisplayName("HighwayHash-64 gives the answers its inventors published for the key 00..1f")
  void publishedAnswers() {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    HighwayHash64 hash = new HighwayHash64(key);
    assertThat(hash.hash(new byte[0])).isEqualTo(0x907A56DE22C26E53L);
    assertThat(hash.hash(new byte[] {0})).isEqualTo(0x7EAB43AAC7CDDD78L);
    assertThatThrownBy(() -> new HighwayHash64(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static Stream<JsonNode> groups() {
    return Vectors.ownCases("addressbook-placement", "groupKey");
  }

  @ParameterizedTest
  @MethodSource("groups")
  @DisplayName("L-A01 an address counts in its /16, /32 or special group")
  void groups(JsonNode known) {
    IpAddress ip = IpAddress.parse(known.path("ip").asString()).orElseThrow();
    assertThat(AddressGroup.of(ip, known.path("strict").asBoolean()))
        .isEqualTo(known.path("group").asString());
  }

  static Stream<JsonNode> placements() {
    return Vectors.ownCases("addressbook-placement", "placement");
  }

  @ParameterizedTest
  @MethodSource("placements")
  @DisplayName("L-A01 both bucket numbers equal those of the original under the same keys")
  void placements(JsonNode known) {
    Placement placement =
        new Placement(
            HEX.parseHex(known.path("hashKey").asString()),
            known.path("bookKey").asString(),
            known.path("strict").asBoolean());
    NetAddress address = NetAddress.parse(known.path("addr").asString());
    NetAddress source = NetAddress.parse(known.path("src").asString());
    assertThat(placement.newBucket(address, source)).isEqualTo(known.path("newBucket").asInt());
    assertThat(placement.oldBucket(address)).isEqualTo(known.path("oldBucket").asInt());
  }
}
