package dev.cometj.crypto;

/// The sizes of a secret connection's frames, from `p2p/conn/secret_connection.go`.
public final class FrameFormat {

  /// The bytes of the length that opens a frame's plain text, little-endian.
  public static final int LENGTH_BYTES = 4;

  /// The most data that one frame carries, in bytes.
  public static final int DATA_BYTES = 1024;

  /// The size of every frame before it is sealed: the length, the data and whatever pads it.
  public static final int PLAIN_BYTES = LENGTH_BYTES + DATA_BYTES;

  /// The size of the Poly1305 tag behind the cipher text.
  public static final int TAG_BYTES = 16;

  /// The size of every sealed frame.
  public static final int SEALED_BYTES = PLAIN_BYTES + TAG_BYTES;

  /// The size of a ChaCha20-Poly1305 key.
  public static final int KEY_BYTES = 32;

  private FrameFormat() {}
}
