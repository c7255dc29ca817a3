package dev.cometj.p2p;

import java.util.List;

/// The special ranges that decide whether an address may enter the address book and in which group it counts;
/// the list of Go's `p2p/netaddress.go`.
public enum AddressRange {
  /// RFC 1918: private IPv4 networks.
  PRIVATE_IPV4(
      IpRange.of("10.0.0.0", 8), IpRange.of("192.168.0.0", 16), IpRange.of("172.16.0.0", 12)),
  /// RFC 3849: IPv6 documentation addresses.
  DOCUMENTATION(IpRange.of("2001:db8::", 32)),
  /// RFC 3927: IPv4 link-local addresses.
  LINK_LOCAL_IPV4(IpRange.of("169.254.0.0", 16)),
  /// RFC 3964: 6to4.
  SIX_TO_FOUR(IpRange.of("2002::", 16)),
  /// RFC 4193: IPv6 unique local addresses.
  UNIQUE_LOCAL(IpRange.of("fc00::", 7)),
  /// RFC 4380: Teredo tunnelling.
  TEREDO(IpRange.of("2001::", 32)),
  /// RFC 4843: ORCHID.
  ORCHID(IpRange.of("2001:10::", 28)),
  /// RFC 4862: IPv6 link-local addresses, the first /64 only.
  LINK_LOCAL_IPV6(IpRange.of("fe80::", 64)),
  /// RFC 6052: the well-known prefix for IPv4 in IPv6.
  WELL_KNOWN_PREFIX(IpRange.of("64:ff9b::", 96)),
  /// RFC 6145: IPv4-translated addresses.
  TRANSLATED_IPV4(IpRange.of("::ffff:0:0:0", 96)),
  /// The part of the unique local range that OnionCat uses for Tor.
  ONION_CAT(IpRange.of("fd87:d87e:eb43::", 48));

  // List.of is immutable; Error Prone cannot see that.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<IpRange> ranges;

  AddressRange(IpRange... ranges) {
    this.ranges = List.of(ranges);
  }

  /// Tell whether an address lies in the range.
  ///
  /// @param address any address
  /// @return true if so
  public boolean contains(IpAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }
}
