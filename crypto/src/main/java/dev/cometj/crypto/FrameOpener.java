package dev.cometj.crypto;

/// The receiving half of a secret connection's cipher: opens frames with one key, counting them by itself.
///
/// The counterpart of [FrameSealer], with the same layout: frames of [FrameFormat#SEALED_BYTES] lie one behind the
/// other, and after opening the first [FrameFormat#PLAIN_BYTES] of each are its plain text.
///
/// Not safe for use by several threads at a time; one instance serves one direction of one connection. Realises
/// `p2p/conn/secret_connection.go`, `Read`.
public interface FrameOpener {

  /// Opens consecutive frames in place. Does not block and keeps no reference to the array.
  ///
  /// When a frame is forged, those before it are open and authentic; of the forged one and those behind it no plain
  /// text is ever in the array. After that the instance opens nothing more.
  ///
  /// @param buffer the array that holds the frames
  /// @param offset where the first sealed frame begins
  /// @param frames how many frames, from 0
  /// @throws ForgedFrameException if a frame's tag is wrong
  /// @throws IndexOutOfBoundsException if the frames do not lie within the array; nothing is opened then
  /// @throws IllegalStateException if a frame was forged before, or not that many frame numbers are left
  void open(byte[] buffer, int offset, int frames) throws ForgedFrameException;

  /// The number that the next frame will be opened with, an unsigned 64-bit value.
  ///
  /// @return the next frame's number
  long nextCounter();
}
