package dev.cometj.crypto;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Bytes that never change: a hash, an address, a signature, a transaction. Equal if the content is.
///
/// A value may be a view of a longer array, so that the transactions of a block share the bytes that came from the
/// network; [#compact()] cuts a small view loose from a large array. Safe for any thread. Realises what the original
/// calls `HexBytes` (`libs/bytes/bytes.go`).
public final class Bytes implements Comparable<Bytes> {

  /// No bytes. The original does not tell it from nil in anything that is encoded or hashed.
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  /// How much of the content enters the hash code.
  private static final int HASHED_BYTES = 64;

  private static final HexFormat UPPER_HEX = HexFormat.of().withUpperCase();

  private final byte[] array;
  private final int offset;
  private final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /// Copies an array.
  ///
  /// @param array the content
  /// @return a value of its own
  public static Bytes copyOf(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array.clone(), 0, array.length);
  }

  /// Takes an array over without copying it.
  ///
  /// @param array the content; nobody may write to it any more
  /// @return a view of the whole array
  public static Bytes wrap(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array, 0, array.length);
  }

  /// Takes a part of an array over without copying it.
  ///
  /// @param array the array; nobody may write to it any more
  /// @param offset where the content begins
  /// @param length how many bytes it has
  /// @return a view of that part
  /// @throws IndexOutOfBoundsException if the part is not within the array
  public static Bytes wrap(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return length == 0 ? EMPTY : new Bytes(array, offset, length);
  }

  /// Reads hexadecimal digits of either case.
  ///
  /// @param hex two digits for each byte
  /// @return the bytes
  /// @throws IllegalArgumentException if that is not what the text is
  public static Bytes fromHex(String hex) {
    return wrap(HexFormat.of().parseHex(hex));
  }

  /// The number of bytes.
  ///
  /// @return from 0
  public int length() {
    return length;
  }

  /// Whether there are no bytes.
  ///
  /// @return whether the length is 0
  public boolean isEmpty() {
    return length == 0;
  }

  /// One byte.
  ///
  /// @param index from 0 to below the length
  /// @return the byte
  /// @throws IndexOutOfBoundsException for another index
  public byte at(int index) {
    return array[offset + Objects.checkIndex(index, length)];
  }

  /// A part, which shares the content with this value.
  ///
  /// @param from the first byte
  /// @param to the index behind the last byte
  /// @return the part
  /// @throws IndexOutOfBoundsException if the part is not within this value
  public Bytes slice(int from, int to) {
    Objects.checkFromToIndex(from, to, length);
    return from == to ? EMPTY : new Bytes(array, offset + from, to - from);
  }

  /// The same content in an array of just its length, for a value that outlives a large array it may be a view of.
  ///
  /// @return this value if it has such an array already
  public Bytes compact() {
    return length == array.length ? this : wrap(toByteArray());
  }

  /// Copies the content.
  ///
  /// @return an array of the caller's own
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /// Copies the content into an array.
  ///
  /// @param target where to
  /// @param at the index of the first byte there
  /// @throws IndexOutOfBoundsException if there is not enough room
  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, offset, target, at, length);
  }

  /// Views the content.
  ///
  /// @return a read-only buffer from the first byte to the last
  public ByteBuffer toByteBuffer() {
    return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
  }

  /// Feeds the content to a hash function, without copying it.
  ///
  /// @param digest the hash function
  public void update(MessageDigest digest) {
    digest.update(array, offset, length);
  }

  /// Compares byte for byte, as unsigned numbers; of two of which one begins with the other, the shorter is less.
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(
        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that
        && length == that.length
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = length;
    for (int i = 0, end = Math.min(length, HASHED_BYTES); i < end; i++) {
      hash = 31 * hash + array[offset + i];
    }
    return hash;
  }

  /// The content in lower-case hexadecimal.
  ///
  /// @return two digits for each byte
  public String toHex() {
    return HexFormat.of().formatHex(array, offset, offset + length);
  }

  /// The content in upper-case hexadecimal, as the original prints it.
  @Override
  public String toString() {
    return UPPER_HEX.formatHex(array, offset, offset + length);
  }
}
