package dev.cometj.p2p;

/// A range of addresses of one family that share their leading bits.
///
/// @param first the first address of the range
/// @param prefixBits how many leading bits are shared, 0..32 or 0..128
record IpRange(IpAddress first, int prefixBits) {

  static IpRange of(String first, int prefixBits) {
    return new IpRange(IpAddress.parse(first).orElseThrow(), prefixBits);
  }

  boolean contains(IpAddress address) {
    byte[] expected = first.toBytes();
    byte[] actual = address.toBytes();
    if (expected.length != actual.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      int mask = 0x80 >> (bit & 7);
      if (((expected[bit >> 3] ^ actual[bit >> 3]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
