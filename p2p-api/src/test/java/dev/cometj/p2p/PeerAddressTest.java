package dev.cometj.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PeerAddressTest {
  private static final String ID = "c26d078673145b6ea221a651d8004b75dd8d9cf9";

  @Test
  @DisplayName("A44 a host name is kept as a name and never looked up by parsing")
  void keepsNames() {
    PeerAddress address = PeerAddress.parse("tcp://" + ID + "@seed.example:26656");

    assertThat(address.endpoint()).isEqualTo(new HostPort("seed.example", 26656));
    assertThat(address.literal()).isEmpty();
    assertThatThrownBy(address::requireLiteral)
        .isInstanceOfSatisfying(
            InvalidAddressException.class,
            e -> assertThat(e.kind()).isEqualTo(InvalidAddressException.Kind.UNRESOLVED));
  }

  @Test
  @DisplayName("two addresses are of one node by id or by endpoint")
  void sameNode() {
    NetAddress address = NetAddress.parse(ID + "@1.2.3.4:5");
    String otherId = "83dcb33a6da8067ec03e4dec743f22915d618ea3";

    assertThat(address.isSameNodeAs(NetAddress.parse(ID + "@9.9.9.9:9"))).isTrue();
    assertThat(address.isSameNodeAs(NetAddress.parse(otherId + "@1.2.3.4:5"))).isTrue();
    assertThat(address.isSameNodeAs(NetAddress.parse(otherId + "@1.2.3.4:6"))).isFalse();
  }
}
