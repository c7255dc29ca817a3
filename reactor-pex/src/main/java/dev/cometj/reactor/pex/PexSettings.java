package dev.cometj.reactor.pex;

import dev.cometj.p2p.InvalidAddressException;
import dev.cometj.p2p.PeerAddress;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the operator configured.
///
/// @param seeds nodes to ask when no other address is left; `p2p.seeds`. Names are looked up on every attempt
/// @param seedMode whether this node is a seed: it crawls the network, answers who connects, and hangs up;
///     `p2p.seed_mode`
/// @param bookFile the address book's file; `p2p.addr_book_file`
/// @param strictAddresses whether only addresses that the internet routes to are kept; `p2p.addr_book_strict`
/// @param persistentMaxDialPeriod the longest wait between dials of a persistent peer, zero for no limit;
///     `p2p.persistent_peers_max_dial_period`
/// @param seedDisconnectWait after what time a seed lets peers go; `cometj.seed_disconnect_wait`
/// @param strictRequests whether a peer that asks too soon is banned at once, as the original does, instead of being
///     answered later; `cometj.pex_strict`
record PexSettings(
    List<PeerAddress> seeds,
    boolean seedMode,
    Path bookFile,
    boolean strictAddresses,
    Duration persistentMaxDialPeriod,
    Duration seedDisconnectWait,
    boolean strictRequests) {
  private static final String SEEDS = "p2p.seeds";

  /// As long as a peer needs to prove good in the original: 10000 blocks of ten seconds.
  private static final Duration SEED_DISCONNECT_WAIT = Duration.ofHours(28);

  PexSettings {
    seeds = List.copyOf(seeds);
  }

  /// Read the settings.
  ///
  /// @throws InvalidSettingException naming the key of a value that cannot be used
  static PexSettings of(Settings settings) {
    return new PexSettings(
        seeds(settings),
        settings.flag("p2p.seed_mode", false),
        settings.path("p2p.addr_book_file", "config/addrbook.json"),
        settings.flag("p2p.addr_book_strict", true),
        notNegative(settings, "p2p.persistent_peers_max_dial_period", Duration.ZERO),
        notNegative(settings, "cometj.seed_disconnect_wait", SEED_DISCONNECT_WAIT),
        settings.flag("cometj.pex_strict", false));
  }

  private static List<PeerAddress> seeds(Settings settings) {
    List<PeerAddress> seeds = new ArrayList<>();
    for (String text : settings.list(SEEDS)) {
      try {
        seeds.add(PeerAddress.parse(text));
      } catch (InvalidAddressException e) {
        throw new InvalidSettingException(
            SEEDS, "%s; a seed is written as id@host:port".formatted(e.getMessage()));
      }
    }
    return seeds;
  }

  private static Duration notNegative(Settings settings, String key, Duration fallback) {
    Duration value = settings.duration(key, fallback);
    if (value.isNegative()) {
      throw new InvalidSettingException(key, "'%s' is negative".formatted(value));
    }
    return value;
  }
}
