package dev.cometj.p2p.transport.secret;

import java.nio.ByteBuffer;

/// Hands network bytes on as they are; the counterpart of [PlainEncoder].
public final class PlainDecoder implements StreamDecoder {
  private static final int CHUNK_BYTES = 16 * 1024;

  private final byte[] chunk = new byte[CHUNK_BYTES];

  /// Make a decoder.
  public PlainDecoder() {}

  @Override
  public void feed(ByteBuffer network, PlaintextSink sink) {
    while (network.hasRemaining()) {
      int length = Math.min(network.remaining(), chunk.length);
      network.get(chunk, 0, length);
      if (!sink.take(chunk, 0, length)) {
        network.position(network.limit());
      }
    }
  }
}
