package dev.cometj.reactor.pex.book;

import dev.cometj.p2p.AddressRange;
import dev.cometj.p2p.IpAddress;
import java.util.Arrays;

/// The network an address counts in when it is spread over buckets, so that whoever owns one network fills few of
/// them (A38): Go's `groupKeyFor`.
final class AddressGroup {
  private static final byte[] HURRICANE_ELECTRIC = {0x20, 0x01, 0x04, 0x70};

  private AddressGroup() {}

  /// Name the group.
  ///
  /// @param strict whether addresses that the internet does not route share two groups of their own
  /// @return the /16 of IPv4, also where it is embedded in IPv6; the /32 of IPv6 (/36 for one large tunnel broker,
  ///     who gives whole /48 away); `local`, `unroutable`, or `tor:` with four bits of the onion key
  static String of(IpAddress ip, boolean strict) {
    if (strict && ip.isLocal()) {
      return "local";
    }
    if (strict && !ip.isRoutable()) {
      return "unroutable";
    }
    byte[] bytes = ip.toBytes();
    if (ip.isIpv4()) {
      return ipv4Network(bytes);
    }
    if (AddressRange.TRANSLATED_IPV4.contains(ip) || AddressRange.WELL_KNOWN_PREFIX.contains(ip)) {
      return ipv4Network(Arrays.copyOfRange(bytes, 12, 16));
    }
    if (AddressRange.SIX_TO_FOUR.contains(ip)) {
      return ipv4Network(Arrays.copyOfRange(bytes, 2, 6));
    }
    if (AddressRange.TEREDO.contains(ip)) {
      byte[] client = Arrays.copyOfRange(bytes, 12, 16);
      for (int i = 0; i < client.length; i++) {
        client[i] ^= (byte) 0xff; // Teredo hides the client's address by inverting it
      }
      return ipv4Network(client);
    }
    if (AddressRange.ONION_CAT.contains(ip)) {
      return "tor:" + (bytes[6] & 0x0f);
    }
    boolean tunnelBroker = Arrays.equals(bytes, 0, 4, HURRICANE_ELECTRIC, 0, 4);
    byte[] network = Arrays.copyOf(Arrays.copyOf(bytes, tunnelBroker ? 5 : 4), 16);
    network[4] &= (byte) 0xf0;
    return IpAddress.of(network).toString();
  }

  private static String ipv4Network(byte[] ipv4) {
    return IpAddress.of(new byte[] {ipv4[0], ipv4[1], 0, 0}).toString();
  }
}
