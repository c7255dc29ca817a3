package dev.cometj.crypto;

/// The sending half of a secret connection's cipher: seals frames with one key, counting them by itself.
///
/// A frame is sealed where it lies: the caller writes [FrameFormat#PLAIN_BYTES] bytes, leaves
/// [FrameFormat#TAG_BYTES] for the tag, and starts the next frame right behind, so that many frames lie
/// [FrameFormat#SEALED_BYTES] apart and go to the socket as they are. Everything between is sealed, so the
/// caller fills the whole frame: what an earlier user left in a pooled buffer would reach the peer.
///
/// The nonce is four zero bytes and the frame's number as 64 bits, little-endian. A number is never used twice: the
/// instance counts, and refuses to go past the last one.
///
/// Not safe for use by several threads at a time; one instance serves one direction of one connection. Realises
/// `p2p/conn/secret_connection.go`, `Write`.
public interface FrameSealer {

  /// Seals consecutive frames in place. Does not block and keeps no reference to the array.
  ///
  /// @param buffer the array that holds the frames
  /// @param offset where the first frame's plain text begins
  /// @param frames how many frames, from 0; each takes [FrameFormat#SEALED_BYTES]
  /// @throws IndexOutOfBoundsException if the frames do not lie within the array; nothing is sealed then
  /// @throws IllegalStateException if not that many frame numbers are left; nothing is sealed then
  void seal(byte[] buffer, int offset, int frames);

  /// The number that the next frame will be sealed with, an unsigned 64-bit value.
  ///
  /// @return the next frame's number
  long nextCounter();
}
