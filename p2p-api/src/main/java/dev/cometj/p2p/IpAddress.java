package dev.cometj.p2p;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/// An IPv4 or IPv6 address without a port, a zone or a name. An IPv4-mapped IPv6 address is the IPv4 one.
///
/// Parsing and printing follow Go's `net.ParseIP` and `net.IP.String`, because the text travels on the wire and
/// addresses are compared by it; the range predicates follow `p2p/netaddress.go`.
public final class IpAddress implements Comparable<IpAddress> {
  private static final byte[] MAPPED_PREFIX = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff
  };

  private static final IpRange IPV4_ZERO = IpRange.of("0.0.0.0", 8);
  private static final IpRange IPV4_LOOPBACK = IpRange.of("127.0.0.0", 8);

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Wrap the bytes of an address.
  ///
  /// @param bytes 4 or 16 bytes in network order; copied
  /// @return the address
  /// @throws InvalidAddressException for any other number of bytes
  public static IpAddress of(byte[] bytes) {
    if (bytes.length == 16 && Arrays.equals(bytes, 0, 12, MAPPED_PREFIX, 0, 12)) {
      return new IpAddress(Arrays.copyOfRange(bytes, 12, 16));
    }
    if (bytes.length != 4 && bytes.length != 16) {
      throw new InvalidAddressException(
          InvalidAddressException.Kind.MALFORMED,
          "an IP address has 4 or 16 bytes, not " + bytes.length);
    }
    return new IpAddress(bytes.clone());
  }

  /// Convert an address of the platform; a scope id is dropped.
  ///
  /// @param address the platform's address
  /// @return the same address
  public static IpAddress of(InetAddress address) {
    return of(address.getAddress());
  }

  /// Read an address literal; never looks up a name.
  ///
  /// @param text for example `10.0.0.1` or `2001:db8::1`
  /// @return the address, or empty if the text is no literal that Go's `net.ParseIP` takes
  public static Optional<IpAddress> parse(String text) {
    return IpText.parse(text).map(IpAddress::of);
  }

  /// Convert to an address of the platform.
  ///
  /// @return the same address, without a name
  public InetAddress toInetAddress() {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the length was checked at construction", e);
    }
  }

  /// Copy the bytes out.
  ///
  /// @return 4 or 16 bytes in network order
  public byte[] toBytes() {
    return bytes.clone();
  }

  /// Tell the family.
  ///
  /// @return true for an IPv4 address (or an IPv4-mapped one)
  public boolean isIpv4() {
    return bytes.length == 4;
  }

  /// Tell whether it is the unspecified address of its family.
  ///
  /// @return true for `0.0.0.0` and `::`
  public boolean isUnspecified() {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /// Tell whether it is local to the machine: loopback, or in `0.0.0.0/8`.
  ///
  /// @return true if so
  public boolean isLocal() {
    return isLoopback() || IPV4_ZERO.contains(this);
  }

  /// Tell whether it is a loopback address.
  ///
  /// @return true for `127.0.0.0/8` and `::1`
  public boolean isLoopback() {
    return isIpv4() ? IPV4_LOOPBACK.contains(this) : toString().equals("::1");
  }

  /// Tell whether a node could have this address at all: not unspecified, not the IPv4 broadcast address, not
  /// reserved for documentation (`2001:db8::/32`).
  ///
  /// @return true if so
  public boolean isUsable() {
    return !isUnspecified()
        && !AddressRange.DOCUMENTATION.contains(this)
        && !toString().equals("255.255.255.255");
  }

  /// Tell whether the public internet would route to it: usable, not local and in no private range. Multicast
  /// and `100.64.0.0/10` count as routable, as in the original.
  ///
  /// @return true if so
  public boolean isRoutable() {
    return isUsable()
        && !AddressRange.PRIVATE_IPV4.contains(this)
        && !AddressRange.LINK_LOCAL_IPV4.contains(this)
        && !AddressRange.LINK_LOCAL_IPV6.contains(this)
        && !AddressRange.UNIQUE_LOCAL.contains(this)
        && !AddressRange.ORCHID.contains(this)
        && !isLocal();
  }

  /// Grade how well another address can be reached from this one.
  ///
  /// @param other the address to reach
  /// @return the grade; better ones are greater
  public Reachability reachabilityTo(IpAddress other) {
    if (!isRoutable()) {
      return Reachability.UNREACHABLE;
    }
    if (!other.isRoutable()) {
      return Reachability.DEFAULT;
    }
    boolean fromTeredo = AddressRange.TEREDO.contains(this);
    if (isIpv4()) {
      return other.isIpv4() ? Reachability.IPV4 : Reachability.DEFAULT;
    }
    if (AddressRange.TEREDO.contains(other)) {
      return Reachability.TEREDO;
    }
    if (other.isIpv4()) {
      return Reachability.IPV4;
    }
    boolean tunneled =
        AddressRange.SIX_TO_FOUR.contains(other)
            || AddressRange.WELL_KNOWN_PREFIX.contains(other)
            || AddressRange.TRANSLATED_IPV4.contains(other);
    return fromTeredo || tunneled ? Reachability.IPV6_WEAK : Reachability.IPV6_STRONG;
  }

  /// How well an address is reached from another, worst first, with the ordinals of Go's `ReachabilityTo`.
  public enum Reachability {
    /// The source itself is not routable.
    UNREACHABLE,
    /// Nothing better is known.
    DEFAULT,
    /// Through Teredo tunnelling.
    TEREDO,
    /// Over IPv6, tunnelled on one side.
    IPV6_WEAK,
    /// Over IPv4.
    IPV4,
    /// Over native IPv6.
    IPV6_STRONG
  }

  @Override
  public int compareTo(IpAddress other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Print as Go does: dotted decimal, or IPv6 with the longest run of zero groups shortened (RFC 5952).
  @Override
  public String toString() {
    return IpText.print(bytes);
  }
}
