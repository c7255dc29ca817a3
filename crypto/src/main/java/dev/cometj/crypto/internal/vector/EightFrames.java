package dev.cometj.crypto.internal.vector;

import static dev.cometj.crypto.FrameFormat.PLAIN_BYTES;
import static dev.cometj.crypto.FrameFormat.SEALED_BYTES;
import static dev.cometj.crypto.internal.vector.KeyStream.FRAMES;

/// Seals and opens eight frames at once. It holds the memory to work in, of some twenty kilobytes, which all connections
/// of a thread share; nothing is left in it that matters to the next call. One thread at a time.
final class EightFrames {
  private static final int BLOCK_BYTES = 64;
  private static final int WHOLE_BLOCKS = PLAIN_BYTES / BLOCK_BYTES;
  private static final int HALF_BLOCK_WORDS = 8 * FRAMES;

  private final KeyStream stream = new KeyStream();
  private final PolyLanes tags = new PolyLanes();
  private final int[] keyBlock = new int[16 * FRAMES];

  /// A place for fewer than eight frames, so that all eight lanes have something to work on.
  private final byte[] spare = new byte[FRAMES * SEALED_BYTES];

  /// Seals up to eight frames.
  ///
  /// @param key the key words
  /// @param firstCounter the number of the first frame
  /// @param buffer the array
  /// @param offset where the first frame begins
  /// @param frames how many, 1..8
  void seal(int[] key, long firstCounter, byte[] buffer, int offset, int frames) {
    if (frames < FRAMES) {
      System.arraycopy(buffer, offset, spare, 0, frames * SEALED_BYTES);
      sealAll(key, firstCounter, spare, 0);
      System.arraycopy(spare, 0, buffer, offset, frames * SEALED_BYTES);
    } else {
      sealAll(key, firstCounter, buffer, offset);
    }
  }

  private void sealAll(int[] key, long firstCounter, byte[] buffer, int offset) {
    stream.turnTo(firstCounter);
    makeTagKeys(key);
    cipher(key, buffer, offset);
    tags.compute(keyBlock, buffer, offset);
    for (int frame = 0; frame < FRAMES; frame++) {
      tags.tag(frame).write(buffer, offset + frame * SEALED_BYTES + PLAIN_BYTES);
    }
  }

  /// Opens up to eight frames, or none of them.
  ///
  /// @param key the key words
  /// @param firstCounter the number of the first frame
  /// @param buffer the array
  /// @param offset where the first frame begins
  /// @param frames how many, 1..8
  /// @return true if all are authentic and open; false if one is forged, and nothing is changed
  boolean open(int[] key, long firstCounter, byte[] buffer, int offset, int frames) {
    if (frames < FRAMES) {
      System.arraycopy(buffer, offset, spare, 0, frames * SEALED_BYTES);
      boolean opened = openAll(key, firstCounter, spare, 0, frames);
      if (opened) {
        System.arraycopy(spare, 0, buffer, offset, frames * SEALED_BYTES);
      }
      return opened;
    }
    return openAll(key, firstCounter, buffer, offset, frames);
  }

  private boolean openAll(int[] key, long firstCounter, byte[] buffer, int offset, int frames) {
    stream.turnTo(firstCounter);
    makeTagKeys(key);
    tags.compute(keyBlock, buffer, offset);
    boolean authentic = true;
    for (int frame = 0; frame < frames; frame++) {
      authentic &= tags.tag(frame).matches(buffer, offset + frame * SEALED_BYTES + PLAIN_BYTES);
    }
    if (authentic) {
      cipher(key, buffer, offset);
    }
    return authentic;
  }

  private void makeTagKeys(int[] key) {
    System.arraycopy(stream.block(key, 0), 0, keyBlock, 0, keyBlock.length);
  }

  private void cipher(int[] key, byte[] buffer, int offset) {
    int at = offset;
    for (int block = 1; block <= WHOLE_BLOCKS; block++) {
      int[] words = stream.block(key, block);
      Mixer.mix(buffer, at, words, 0);
      Mixer.mix(buffer, at + BLOCK_BYTES / 2, words, HALF_BLOCK_WORDS);
      at += BLOCK_BYTES;
    }
    // One word is left of each frame: 1028 bytes are sixteen blocks and four bytes.
    int[] words = stream.block(key, WHOLE_BLOCKS + 1);
    for (int frame = 0; frame < FRAMES; frame++) {
      int last = at + frame * SEALED_BYTES;
      PolyLanes.INT.set(buffer, last, (int) PolyLanes.INT.get(buffer, last) ^ words[frame]);
    }
  }
}
