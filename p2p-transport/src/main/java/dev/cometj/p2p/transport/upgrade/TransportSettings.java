package dev.cometj.p2p.transport.upgrade;

import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Settings;
import java.time.Duration;

/// How the standard transport dials, admits and shakes hands.
///
/// The time limits are those that Go's `p2p/transport.go` really works with; there `p2p.dial_timeout` and
/// `p2p.handshake_timeout` are read, but never reach it. `cometj.transport_timeouts = configured` puts the two to
/// work.
///
/// @param dialTimeout for the connection to be made
/// @param secretTimeout for the secret connection
/// @param infoTimeout for both node infos
/// @param filterTimeout for the answer of each filter
/// @param allowsDuplicateIp whether an IP may have several connections
/// @param limits how many connections there may be
record TransportSettings(
    Duration dialTimeout,
    Duration secretTimeout,
    Duration infoTimeout,
    Duration filterTimeout,
    boolean allowsDuplicateIp,
    AdmissionLimits limits) {

  private static final String TIMEOUTS = "cometj.transport_timeouts";

  /// Read the configuration.
  ///
  /// @throws InvalidSettingException if a value cannot be used
  static TransportSettings of(Settings settings) {
    boolean configured =
        switch (settings.text(TIMEOUTS, "compatible")) {
          case "compatible" -> false;
          case "configured" -> true;
          default ->
              throw new InvalidSettingException(TIMEOUTS, "choose 'compatible' or 'configured'");
        };
    Duration handshake =
        configured
            ? positive(settings, "p2p.handshake_timeout", Duration.ofSeconds(20))
            : Duration.ofSeconds(3);
    return new TransportSettings(
        configured
            ? positive(settings, "p2p.dial_timeout", Duration.ofSeconds(3))
            : Duration.ofSeconds(1),
        handshake,
        handshake,
        positive(settings, "cometj.filter_timeout", Duration.ofSeconds(5)),
        settings.flag("p2p.allow_duplicate_ip", false),
        AdmissionLimits.of(settings));
  }

  private static Duration positive(Settings settings, String key, Duration fallback) {
    Duration value = settings.duration(key, fallback);
    if (!value.isPositive()) {
      throw new InvalidSettingException(key, "a time limit must be longer than zero");
    }
    return value;
  }
}
