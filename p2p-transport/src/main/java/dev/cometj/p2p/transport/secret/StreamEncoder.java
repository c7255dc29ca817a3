package dev.cometj.p2p.transport.secret;

import dev.cometj.p2p.Payload;
import java.nio.ByteBuffer;

/// Turns one stream of plain bytes into what goes to the network.
///
/// Plain bytes are laid where they will be sealed, up to [#room()]; [#drain()] then gives all of them as network
/// bytes in one piece. Nothing is allocated on the way. Used by one thread at a time.
public interface StreamEncoder {
  /// Tell how many plain bytes fit before the next [#drain()].
  ///
  /// @return bytes, zero or more
  int room();

  /// Tell whether there is nothing to drain.
  ///
  /// @return true if nothing was put since the last [#drain()]
  boolean isEmpty();

  /// Append a byte.
  ///
  /// @param value its low eight bits
  /// @throws IndexOutOfBoundsException if there is no room
  void put(int value);

  /// Append bytes.
  ///
  /// @param bytes where they are
  /// @param offset the first
  /// @param length how many
  /// @throws IndexOutOfBoundsException if there is not so much room; nothing is appended then
  void put(byte[] bytes, int offset, int length);

  /// Append a part of a message.
  ///
  /// @param payload the message
  /// @param from the first byte
  /// @param length how many
  /// @throws IndexOutOfBoundsException if there is not so much room; nothing is appended then
  void put(Payload payload, int from, int length);

  /// Give all that was put as network bytes, and begin anew.
  ///
  /// @return the bytes from position to limit, none if nothing was put; valid until the next call of a `put`
  /// @throws BrokenStreamException if the numbers of the frames are used up; nothing may be put any more
  ByteBuffer drain() throws BrokenStreamException;

  /// Change how much fits before a drain, when nothing waits to be drained.
  ///
  /// @param plainBytes at least so many; rounded up to whole frames
  /// @throws IllegalStateException if [#isEmpty()] does not hold
  void resize(int plainBytes);
}
