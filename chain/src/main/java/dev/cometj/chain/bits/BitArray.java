package dev.cometj.chain.bits;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A fixed number of bits, of which one writer sets and clears some. Realises `libs/bits/bit_array.go`.
///
/// An array of no bits takes the place of the original's nil: it is left out of messages, and operations with it give
/// what the original's give with nil. Operations return new arrays. Not safe for several threads at once; hand
/// [#copy()] to another one.
///
/// Words that came from a peer may hold bits past the end, and [#not()] sets them; they go onto the wire like the others.
public final class BitArray {

  private final int size;
  private final long[] words;

  private BitArray(int size, long[] words) {
    this.size = size;
    this.words = words;
  }

  /// Makes an array of cleared bits.
  ///
  /// @param size how many bits; none if not positive
  /// @return the array
  public static BitArray ofSize(int size) {
    int bits = Math.max(0, size);
    return new BitArray(bits, new long[wordCount(bits)]);
  }

  /// Makes an array and sets some of its bits.
  ///
  /// @param size how many bits; none if not positive
  /// @param isSet tells for each index whether the bit is set
  /// @return the array
  public static BitArray of(int size, IntPredicate isSet) {
    BitArray array = ofSize(size);
    for (int i = 0; i < array.size; i++) {
      if (isSet.test(i)) {
        array.set(i);
      }
    }
    return array;
  }

  /// Makes an array of what a peer sent, after checking that the numbers of bits and words go together. A negative
  /// number for which no words are needed counts as none, as in the original.
  ///
  /// @param size the number of bits that is stated
  /// @param words the words, of which the first holds bits 0 to 63; copied
  /// @return the array
  /// @throws InvalidChainDataException if the number of words is not the one for that many bits
  public static BitArray ofWords(long size, long[] words) throws InvalidChainDataException {
    long needed = size > 0 ? (size - 1) / Long.SIZE + 1 : size <= -2 * Long.SIZE + 1 ? -1 : 0;
    if (needed != words.length || size > Integer.MAX_VALUE) {
      throw new InvalidChainDataException(
          ChainRule.BIT_COUNT, words.length + " words do not make " + size + " bits");
    }
    return new BitArray(Math.max(0, (int) size), words.clone());
  }

  /// Reads the text form.
  ///
  /// @param text an `x` for each bit that is set and a `_` for each that is not
  /// @return the array
  /// @throws IllegalArgumentException if there are other characters
  public static BitArray parse(String text) {
    BitArray array = ofSize(text.length());
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case 'x' -> array.set(i);
        case '_' -> {}
        default ->
            throw new IllegalArgumentException("bits are written as x and _, not \"" + text + '"');
      }
    }
    return array;
  }

  private static int wordCount(int bits) {
    return (bits + Long.SIZE - 1) / Long.SIZE;
  }

  /// How many bits there are.
  ///
  /// @return from 0
  public int size() {
    return size;
  }

  /// The words, as they go onto the wire.
  ///
  /// @return a copy, of which the first holds bits 0 to 63
  public long[] words() {
    return words.clone();
  }

  /// Whether a bit is set.
  ///
  /// @param index any number
  /// @return whether there is such a bit and it is set
  public boolean get(int index) {
    return index >= 0 && index < size && (words[index / Long.SIZE] & 1L << index) != 0;
  }

  /// Sets a bit.
  ///
  /// @param index any number
  /// @return whether there is such a bit
  public boolean set(int index) {
    if (index < 0 || index >= size) {
      return false;
    }
    words[index / Long.SIZE] |= 1L << index;
    return true;
  }

  /// Clears a bit.
  ///
  /// @param index any number
  /// @return whether there is such a bit
  public boolean clear(int index) {
    if (index < 0 || index >= size) {
      return false;
    }
    words[index / Long.SIZE] &= ~(1L << index);
    return true;
  }

  /// Copies the array.
  ///
  /// @return an array that changes on its own
  public BitArray copy() {
    return new BitArray(size, words.clone());
  }

  /// The bits that are set in one of two arrays. As in the original, words that only the other array has count as
  /// cleared, unless this array has no bits.
  ///
  /// @param other the other array
  /// @return as many bits as the longer array has
  public BitArray or(BitArray other) {
    if (size == 0) {
      return other.copy();
    }
    BitArray result = resized(Math.max(size, other.size));
    for (int i = 0; i < Math.min(words.length, other.words.length); i++) {
      result.words[i] |= other.words[i];
    }
    return result;
  }

  /// The bits that are set in both of two arrays.
  ///
  /// @param other the other array
  /// @return as many bits as the shorter array has
  public BitArray and(BitArray other) {
    BitArray result = resized(Math.min(size, other.size));
    for (int i = 0; i < result.words.length; i++) {
      result.words[i] &= other.words[i];
    }
    return result;
  }

  /// The bits that are set here and not in another array.
  ///
  /// @param other the other array
  /// @return as many bits as this array has, or none if the other array has none
  public BitArray minus(BitArray other) {
    if (other.size == 0) {
      return ofSize(0);
    }
    BitArray result = copy();
    for (int i = 0; i < Math.min(words.length, other.words.length); i++) {
      result.words[i] &= ~other.words[i];
    }
    return result;
  }

  /// The bits that are not set, and with them those past the end in the last word.
  ///
  /// @return as many bits as this array has
  public BitArray not() {
    BitArray result = copy();
    for (int i = 0; i < words.length; i++) {
      result.words[i] = ~words[i];
    }
    return result;
  }

  /// Takes over the words of another array, as many as there are here; the size stays.
  ///
  /// @param other the other array
  public void update(BitArray other) {
    System.arraycopy(other.words, 0, words, 0, Math.min(words.length, other.words.length));
  }

  private BitArray resized(int newSize) {
    return new BitArray(newSize, Arrays.copyOf(words, wordCount(newSize)));
  }

  /// Whether no bit is set, not even past the end.
  ///
  /// @return whether all words are zero
  public boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether every bit is set.
  ///
  /// @return whether it is so; true if there are no bits
  public boolean isFull() {
    return count() == size;
  }

  /// How many bits are set, not counting those past the end.
  ///
  /// @return from 0
  public int count() {
    int count = 0;
    for (int i = 0; i < words.length; i++) {
      count += Long.bitCount(word(i));
    }
    return count;
  }

  /// The first bit that is set, from an index on.
  ///
  /// @param from where to begin, from 0
  /// @return its index, or -1 if there is none
  public int nextSet(int from) {
    for (int i = from / Long.SIZE; i < words.length; i++) {
      long rest = i == from / Long.SIZE ? word(i) & -1L << from : word(i);
      if (rest != 0) {
        return i * Long.SIZE + Long.numberOfTrailingZeros(rest);
      }
    }
    return -1;
  }

  /// Chooses one of the bits that are set, each with the same chance.
  ///
  /// @param random the source of chance
  /// @return its index, or -1 if none is set
  public int pickRandom(RandomGenerator random) {
    int count = count();
    if (count == 0) {
      return -1;
    }
    int skip = random.nextInt(count);
    int index = nextSet(0);
    while (skip-- > 0) {
      index = nextSet(index + 1);
    }
    return index;
  }

  /// A word without bits past the end.
  private long word(int index) {
    int past = (index + 1) * Long.SIZE - size;
    return past > 0 ? words[index] & -1L >>> past : words[index];
  }

  /// The text form: an `x` for each bit that is set and a `_` for each that is not. This is also the JSON form.
  ///
  /// @return as many characters as there are bits
  public String toText() {
    StringBuilder text = new StringBuilder(size);
    for (int i = 0; i < size; i++) {
      text.append(get(i) ? 'x' : '_');
    }
    return text.toString();
  }

  /// The number of bits and the text form, as the original prints it.
  @Override
  public String toString() {
    return size == 0 ? "nil-BitArray" : "BA{" + size + ":" + toText() + "}";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BitArray that && size == that.size && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return 31 * size + Arrays.hashCode(words);
  }
}
