package dev.cometj.reactor.pex.book;

/// The two halves of the book: addresses that were only heard of, and addresses that proved good.
enum Tier {
  /// Heard of; an address may be in up to four of these buckets, one for each group that told of it.
  NEW(1, 256),
  /// Proved good; an address is in exactly one of these buckets.
  OLD(2, 64);

  private final int code;
  private final int buckets;

  Tier(int code, int buckets) {
    this.code = code;
    this.buckets = buckets;
  }

  /// Give the number that stands for it in the file.
  int code() {
    return code;
  }

  /// Tell how many buckets it has.
  int buckets() {
    return buckets;
  }
}
