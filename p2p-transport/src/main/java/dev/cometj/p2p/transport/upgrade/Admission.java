package dev.cometj.p2p.transport.upgrade;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.transport.secret.HandshakeFailedException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Decides, before a byte is read, whether there may be a connection with a remote end, and counts those there are:
/// the connection set of Go's `p2p/conn_set.go` and the limits of [AdmissionLimits]. Usable from any thread.
///
/// A source of inbound connections is an IPv4 address, or the 64 bits of an IPv6 address that a single customer
/// commonly owns.
final class Admission {
  private final AdmissionLimits limits;
  private final boolean allowsDuplicateIp;
  private final ConnectionRates rates;

  private final Map<HostPort, HostPort> localByRemote = new HashMap<>();
  private final Map<String, Integer> connectionsOfHost = new HashMap<>();
  private final Map<IpAddress, Integer> handshakesOfSource = new HashMap<>();
  private int handshakes;
  private int inboundLinks;

  Admission(AdmissionLimits limits, boolean allowsDuplicateIp) {
    this.limits = limits;
    this.allowsDuplicateIp = allowsDuplicateIp;
    this.rates = new ConnectionRates(limits.newPerSecond(), limits.newBurst());
  }

  /// Let a connection in, or not.
  ///
  /// @param remote the remote end, whose host is an IP literal
  /// @param local our end
  /// @param isInbound whether the remote node opened it
  /// @param nanoTime the monotonic clock
  /// @return what the connection holds until it is released
  /// @throws HandshakeFailedException if it is refused
  synchronized Ticket admit(HostPort remote, HostPort local, boolean isInbound, long nanoTime)
      throws HandshakeFailedException {
    IpAddress source = source(remote);
    boolean isLimited = isInbound && (limits.limitsLoopback() || !source.isLoopback());
    boolean isTooFast = isLimited && !rates.take(source, nanoTime);
    if (localByRemote.containsKey(remote)) {
      throw refused(Rejection.Kind.DUPLICATE_CONNECTION, "connected with " + remote + " already");
    }
    if (!allowsDuplicateIp
        && connectionsOfHost.containsKey(remote.host())
        && !isOtherEndOfOurs(remote, local)) {
      throw refused(Rejection.Kind.DUPLICATE_IP, "connected with " + remote.host() + " already");
    }
    if (isTooFast) {
      throw refused(
          Rejection.Kind.TOO_MANY_HANDSHAKES,
          "more than %d new connections per second".formatted(limits.newPerSecond()));
    }
    if (isInbound) {
      requireInboundPlace();
    }
    if (isLimited) {
      requireHandshakePlace(source);
    }
    return new Ticket(remote, local, source, isInbound, isLimited);
  }

  /// When a node dials itself, both ends of one connection meet here. Neither is a duplicate of the other; the
  /// handshake finds out that it is ourselves.
  private boolean isOtherEndOfOurs(HostPort remote, HostPort local) {
    return remote.equals(localByRemote.get(local));
  }

  private void requireHandshakePlace(IpAddress source) throws HandshakeFailedException {
    if (handshakes >= limits.handshakes()) {
      throw refused(
          Rejection.Kind.TOO_MANY_HANDSHAKES,
          "%d connections have not authenticated yet".formatted(handshakes));
    }
    int ofSource = handshakesOfSource.getOrDefault(source, 0);
    if (ofSource >= limits.handshakesOfSource()) {
      throw refused(
          Rejection.Kind.TOO_MANY_HANDSHAKES,
          "%d connections from %s have not authenticated yet".formatted(ofSource, source));
    }
  }

  private void requireInboundPlace() throws HandshakeFailedException {
    if (limits.inboundLinks() > 0 && inboundLinks >= limits.inboundLinks()) {
      throw refused(
          Rejection.Kind.TOO_MANY_INBOUND,
          "all %d inbound places are taken".formatted(limits.inboundLinks()));
    }
  }

  private static IpAddress source(HostPort remote) throws HandshakeFailedException {
    IpAddress ip =
        IpAddress.parse(remote.host())
            .orElseThrow(() ->
                refused(Rejection.Kind.UNREACHABLE, "'" + remote.host() + "' is no IP address"));
    if (ip.isIpv4() || ip.isLoopback()) {
      return ip;
    }
    byte[] bytes = ip.toBytes();
    Arrays.fill(bytes, 8, 16, (byte) 0);
    return IpAddress.of(bytes);
  }

  private static HandshakeFailedException refused(Rejection.Kind kind, String detail) {
    return new HandshakeFailedException(Rejection.of(kind, detail));
  }

  private static <K> void add(Map<K, Integer> counts, K key, int change) {
    int count = counts.getOrDefault(key, 0) + change;
    if (count == 0) {
      counts.remove(key);
    } else {
      counts.put(key, count);
    }
  }

  /// How many connections are known.
  synchronized int size() {
    return localByRemote.size();
  }

  /// What one connection holds.
  final class Ticket {
    private final HostPort remote;
    private final IpAddress source;
    private final boolean isInbound;

    // Guarded by the admission.
    private final Set<Place> places = new HashSet<>();

    private Ticket(
        HostPort remote, HostPort local, IpAddress source, boolean isInbound, boolean isLimited) {
      this.remote = remote;
      this.source = source;
      this.isInbound = isInbound;
      localByRemote.put(remote, local);
      add(connectionsOfHost, remote.host(), 1);
      places.add(Place.CONNECTION);
      if (isLimited) {
        handshakes++;
        add(handshakesOfSource, source, 1);
        places.add(Place.HANDSHAKE);
      }
    }

    /// Count the connection as a link from now on, and no longer as a handshake.
    ///
    /// @throws HandshakeFailedException if other handshakes were faster and there is no inbound place left
    void authenticated() throws HandshakeFailedException {
      synchronized (Admission.this) {
        if (isInbound) {
          requireInboundPlace();
          inboundLinks++;
          places.add(Place.LINK);
        }
        leaveHandshake();
      }
    }

    private void leaveHandshake() {
      if (places.remove(Place.HANDSHAKE)) {
        handshakes--;
        add(handshakesOfSource, source, -1);
      }
    }

    /// Give everything back. A second call does nothing.
    void release() {
      synchronized (Admission.this) {
        leaveHandshake();
        if (places.remove(Place.LINK)) {
          inboundLinks--;
        }
        if (places.remove(Place.CONNECTION)) {
          localByRemote.remove(remote);
          add(connectionsOfHost, remote.host(), -1);
        }
      }
    }
  }

  private enum Place {
    CONNECTION,
    HANDSHAKE,
    LINK
  }
}
