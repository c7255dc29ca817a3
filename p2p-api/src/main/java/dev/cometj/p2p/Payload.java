package dev.cometj.p2p;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// An encoded message on its way out: bytes that never change, so that one encoding is shared by all peers of a
/// broadcast and by every queue it waits in.
public final class Payload {
  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Take an array over without copying.
  ///
  /// @param bytes the encoded message; the caller must not write to it any more
  /// @return the payload
  public static Payload of(byte[] bytes) {
    return new Payload(bytes);
  }

  /// Tell the size.
  ///
  /// @return the number of bytes, possibly 0
  public int length() {
    return bytes.length;
  }

  /// Copy a part out.
  ///
  /// @param from the first byte to copy
  /// @param target where to put it
  /// @param at the index in the target
  /// @param length how many bytes
  /// @throws IndexOutOfBoundsException if either range does not fit
  public void copyTo(int from, byte[] target, int at, int length) {
    System.arraycopy(bytes, from, target, at, length);
  }

  /// View the bytes.
  ///
  /// @return a read-only buffer from the first byte to the last
  public ByteBuffer toByteBuffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Print the size and the first bytes.
  @Override
  public String toString() {
    int shown = Math.min(bytes.length, 16);
    return "Payload[%d: %s%s]"
        .formatted(
            bytes.length,
            HexFormat.of().formatHex(bytes, 0, shown),
            shown < bytes.length ? "…" : "");
  }
}
