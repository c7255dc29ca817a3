package dev.cometj.p2p.transport.link;

import dev.cometj.p2p.transport.secret.StreamDecoder;

/// Keeps the decoder as large as the reads are: a frame or two for a quiet peer, many frames at a time under load. The
/// stream's thread only.
final class ReadBuffer {
  private static final int LEAST = 1024;
  private static final int LARGEST = 64 * 1024 - 1024;

  private final StreamDecoder decoder;
  private int size = LEAST;
  private int largestRead;

  ReadBuffer(StreamDecoder decoder) {
    this.decoder = decoder;
    decoder.resize(LEAST);
  }

  /// Make room for a read.
  void expect(int bytes) {
    largestRead = Math.max(largestRead, bytes);
    if (bytes > size && size < LARGEST) {
      size = Math.min(LARGEST, Math.max(bytes, 4 * size));
      decoder.resize(size);
    }
  }

  /// Give memory back if no read since the last call needed it.
  ///
  /// @return true if there is more to give back later
  boolean settle() {
    if (size > LEAST && largestRead <= LEAST) {
      size = LEAST;
      decoder.resize(LEAST);
    }
    largestRead = 0;
    return size > LEAST;
  }

  boolean isLarge() {
    return size > LEAST;
  }
}
