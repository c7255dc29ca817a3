package dev.cometj.crypto.internal.vector;

import jdk.incubator.vector.IntVector;

/// Tells what the processor can do. A class of its own, because it must not be touched where the Vector API is missing.
final class VectorSupport {
  private static final int BITS = 256;

  private VectorSupport() {}

  static boolean isWideEnough() {
    return IntVector.SPECIES_PREFERRED.vectorBitSize() >= BITS;
  }
}
