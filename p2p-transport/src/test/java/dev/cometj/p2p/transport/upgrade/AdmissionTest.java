package dev.cometj.p2p.transport.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.Settings;
import dev.cometj.p2p.transport.secret.HandshakeFailedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final HostPort LOCAL = new HostPort("10.0.0.1", 26656);
  private static final long SECOND = 1_000_000_000L;

  private int port = 1_000;

  private static Admission admission(Map<String, String> settings) {
    return new Admission(AdmissionLimits.of(Settings.of(Path.of("home"), settings)), true);
  }

  private Admission.Ticket admit(Admission admission, String ip, long nanoTime)
      throws HandshakeFailedException {
    port++;
    return admission.admit(new HostPort(ip, port), LOCAL, true, nanoTime);
  }

  private void assertRefused(Admission admission, String ip, long nanoTime, Rejection.Kind kind) {
    assertThatThrownBy(() -> admit(admission, ip, nanoTime))
        .isInstanceOfSatisfying(
            HandshakeFailedException.class, e -> assertThat(e.rejection().kind()).isEqualTo(kind));
  }

  @Test
  @DisplayName("A41 the limits are 16 new a second, 32 at once, 4 and 256 handshakes, by default")
  void defaults() {
    AdmissionLimits limits = AdmissionLimits.of(Settings.of(Path.of("home"), Map.of()));
    assertThat(limits).isEqualTo(new AdmissionLimits(40, 256, 4, 16, 32, false));
  }

  @Test
  @DisplayName("A41 loopback is not limited")
  void loopback() throws Exception {
    Admission admission = admission(Map.of());
    for (int i = 0; i < 1_000; i++) {
      admit(admission, i % 2 == 0 ? "127.0.0.1" : "::1", 0);
    }
    assertThat(admission.size()).isEqualTo(1_000);
  }

  @Test
  @DisplayName("A41 loopback is limited if an operator asks for it")
  void limitedLoopback() throws Exception {
    Admission admission = admission(Map.of("cometj.limit_loopback", "true"));
    for (int i = 0; i < 4; i++) {
      admit(admission, "127.0.0.1", 0);
    }
    assertRefused(admission, "127.0.0.1", 0, Rejection.Kind.TOO_MANY_HANDSHAKES);
  }

  @Test
  @DisplayName("A41 an IPv6 customer has one limit for all of a /64")
  void networkOfOneCustomer() throws Exception {
    Admission admission = admission(Map.of());
    for (int i = 1; i <= 4; i++) {
      admit(admission, "2001:4860:1:2::" + i, 0);
    }
    assertRefused(admission, "2001:4860:1:2:ffff::1", 0, Rejection.Kind.TOO_MANY_HANDSHAKES);
    assertThatCode(() -> admit(admission, "2001:4860:1:3::1", 0)).doesNotThrowAnyException();
  }

  @Test
  void whatIsReleasedIsFree() throws Exception {
    Admission admission = admission(Map.of("p2p.max_num_inbound_peers", "4"));
    for (int round = 0; round < 20; round++) {
      long now = round * 10 * SECOND;
      List<Admission.Ticket> tickets = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        tickets.add(admit(admission, "10.0.0.9", now));
      }
      for (Admission.Ticket ticket : tickets) {
        ticket.authenticated();
      }
      assertRefused(admission, "10.0.0.9", now, Rejection.Kind.TOO_MANY_INBOUND);
      for (Admission.Ticket ticket : tickets) {
        ticket.release();
        ticket.release();
      }
      assertThat(admission.size()).isZero();
    }
  }

  @Test
  @DisplayName("L-T05 when several handshakes end at once, the last inbound place is given once")
  void lastPlace() throws Exception {
    Admission admission = admission(Map.of("p2p.max_num_inbound_peers", "1"));
    Admission.Ticket first = admit(admission, "10.0.0.8", 0);
    Admission.Ticket second = admit(admission, "10.0.0.9", 0);
    first.authenticated();
    assertThatThrownBy(second::authenticated).isInstanceOf(HandshakeFailedException.class);
    second.release();
    first.release();
    assertThatCode(() -> admit(admission, "10.0.0.9", 0).authenticated())
        .doesNotThrowAnyException();
  }

  @Test
  void zeroInboundPeersAreForTheSwitchToRefuse() throws Exception {
    Admission admission = admission(Map.of("p2p.max_num_inbound_peers", "0"));
    admit(admission, "10.0.0.9", 0).authenticated();
    assertThatCode(() -> admit(admission, "10.0.0.9", 0)).doesNotThrowAnyException();
  }

  @Test
  void outboundConnectionsAreNotLimited() throws Exception {
    Admission admission = admission(Map.of());
    for (int i = 1; i <= 100; i++) {
      admission.admit(new HostPort("10.0.0.9", i), LOCAL, false, 0).authenticated();
    }
    assertThat(admission.size()).isEqualTo(100);
  }

  @Test
  void theSourcesRememberedAreBounded() {
    ConnectionRates rates = new ConnectionRates(1, 1);
    IpAddress first = IpAddress.of(new byte[] {10, 0, 0, 0});
    assertThat(rates.take(first, 0)).isTrue();
    assertThat(rates.take(first, 0)).isFalse();
    for (int i = 0; i < 2 * ConnectionRates.REMEMBERED; i++) {
      rates.take(IpAddress.of(new byte[] {11, (byte) (i >> 16), (byte) (i >> 8), (byte) i}), 0);
    }
    assertThat(rates.size()).isEqualTo(ConnectionRates.REMEMBERED);
    assertThat(rates.take(first, 0)).isTrue();
  }
}
