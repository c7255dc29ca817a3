package dev.cometj.p2p.testkit;

/// Derives independent seeds from a seed and a name.
final class Seeds {
  private Seeds() {}

  static long of(String text) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }

  static long of(long seed, String name) {
    long mixed = (seed ^ of(name)) * 0xBF58476D1CE4E5B9L;
    return (mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL;
  }
}
