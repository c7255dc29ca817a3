package dev.cometj.p2p.transport.secret;

import java.nio.ByteBuffer;

/// Turns what comes from the network into one stream of plain bytes. Used by one thread at a time.
@FunctionalInterface
public interface StreamDecoder {
  /// Take network bytes and pass on every plain byte that they complete. What completes nothing yet is kept: less
  /// than one frame. Nothing is allocated on the way.
  ///
  /// @param network bytes from position to limit; the position is moved to the limit
  /// @param sink gets the plain bytes in order
  /// @throws BrokenStreamException if the bytes are no continuation of the stream. What came before the fault was
  ///     passed on; the decoder must not be used any more
  void feed(ByteBuffer network, PlaintextSink sink) throws BrokenStreamException;

  /// Make space for more frames at a time, once a peer has proved who it is and larger reads are worth their
  /// memory, or for fewer, when they are not any more. Does nothing by default.
  ///
  /// @param plainBytes at least so many; rounded up to whole frames
  default void resize(int plainBytes) {}
}
