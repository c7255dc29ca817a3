package dev.cometj.p2p.switching.core;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.InvalidAddressException;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.PeerAddress;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.Settings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What the operator configured of the Switch.
///
/// @param scheme picks the transport, `tcp` unless `p2p.laddr` begins with another one
/// @param listenAddress where to listen
/// @param announcedAddress what peers are told: `p2p.external_address`, or else `p2p.laddr` as it is written
/// @param ownAddresses the addresses under which we must not be dialled by ourselves; hosts may be names
/// @param persistentPeers whom to stay connected with
/// @param unconditionalIds to whom no limit applies
/// @param privateIds whom never to hand on
/// @param maxInbound how many inbound peers, without the unconditional ones
/// @param maxOutbound how many outbound peers PEX is to look for
/// @param allowDuplicateIp whether several peers may share an IP
/// @param inboxBytes how much of one peer may wait for one reactor
/// @param scoreLoopback whether faults of peers on loopback addresses count against their IP
public record SwitchConfig(
    String scheme,
    HostPort listenAddress,
    String announcedAddress,
    List<HostPort> ownAddresses,
    List<PeerAddress> persistentPeers,
    Set<NodeId> unconditionalIds,
    Set<NodeId> privateIds,
    int maxInbound,
    int maxOutbound,
    boolean allowDuplicateIp,
    long inboxBytes,
    boolean scoreLoopback) {

  private static final String LISTEN = "p2p.laddr";
  private static final String EXTERNAL = "p2p.external_address";
  private static final String DEFAULT_LISTEN = "tcp://0.0.0.0:26656";

  /// Keep unmodifiable copies.
  public SwitchConfig {
    ownAddresses = List.copyOf(ownAddresses);
    persistentPeers = List.copyOf(persistentPeers);
    unconditionalIds = Set.copyOf(unconditionalIds);
    privateIds = Set.copyOf(privateIds);
  }

  /// Read the configuration. A key that cannot be used is reported and replaced by its default, so that one look finds
  /// all of them.
  ///
  /// @param settings the node's configuration
  /// @param problems gets a failure for each bad value
  /// @return the configuration; not to be used if there were problems
  public static SwitchConfig read(Settings settings, Consumer<InvalidSettingException> problems) {
    Reader reader = new Reader(settings, problems);
    String listen = settings.text(LISTEN, DEFAULT_LISTEN);
    String external = settings.text(EXTERNAL, "");
    HostPort listenAddress = reader.endpoint(LISTEN, listen, HostPort.parse(DEFAULT_LISTEN));
    List<HostPort> own = new ArrayList<>();
    if (!external.isEmpty()) {
      own.add(reader.endpoint(EXTERNAL, external, listenAddress));
    }
    own.add(listenAddress);
    return new SwitchConfig(
        listen.contains("://") ? listen.substring(0, listen.indexOf("://")) : "tcp",
        listenAddress,
        external.isEmpty() ? listen : external,
        own,
        reader.peers("p2p.persistent_peers"),
        reader.ids("p2p.unconditional_peer_ids"),
        reader.ids("p2p.private_peer_ids"),
        reader.count("p2p.max_num_inbound_peers", 40),
        reader.count("p2p.max_num_outbound_peers", 10),
        reader.flag("p2p.allow_duplicate_ip"),
        reader.count("cometj.p2p.inbox_bytes", 4 << 20),
        reader.flag("cometj.p2p.score_loopback"));
  }

  private record Reader(Settings settings, Consumer<InvalidSettingException> problems) {
    HostPort endpoint(String key, String text, HostPort fallback) {
      try {
        return HostPort.parse(text);
      } catch (InvalidAddressException e) {
        problems.accept(
            new InvalidSettingException(
                key, e.getMessage() + "; write for example tcp://0.0.0.0:26656"));
        return fallback;
      }
    }

    List<PeerAddress> peers(String key) {
      List<PeerAddress> result = new ArrayList<>();
      for (String text : settings.list(key)) {
        try {
          result.add(PeerAddress.parse(text));
        } catch (InvalidAddressException e) {
          problems.accept(
              new InvalidSettingException(
                  key, "'%s': %s; write id@host:port".formatted(text, e.getMessage())));
        }
      }
      return result;
    }

    Set<NodeId> ids(String key) {
      Set<NodeId> result = new LinkedHashSet<>();
      for (String text : settings.list(key)) {
        if (NodeId.isValid(text)) {
          result.add(new NodeId(text));
        } else {
          problems.accept(
              new InvalidSettingException(key, "'" + text + "' is no node id of 40 hex digits"));
        }
      }
      return result;
    }

    int count(String key, int fallback) {
      try {
        long value = settings.number(key, fallback);
        if (value < 0 || value > Integer.MAX_VALUE) {
          throw new InvalidSettingException(key, value + " is not in 0..2147483647");
        }
        return (int) value;
      } catch (InvalidSettingException e) {
        problems.accept(e);
        return fallback;
      }
    }

    boolean flag(String key) {
      try {
        return settings.flag(key, false);
      } catch (InvalidSettingException e) {
        problems.accept(e);
        return false;
      }
    }
  }
}
