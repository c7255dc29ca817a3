package dev.cometj.p2p.transport.secret;

import dev.cometj.crypto.X25519KeyPair;
import java.util.Arrays;

/// The first message of each side: its ephemeral key as a `google.protobuf.BytesValue` behind its length.
///
/// The original pads or cuts a key of another length to 32 bytes; here it is refused (W6), and so is a length that
/// no such message has (W5).
final class EphemeralKeyMessage {
  private static final byte VALUE_TAG = 0x0a;

  /// The tag, the length and the key.
  static final int BYTES = 2 + X25519KeyPair.KEY_BYTES;

  private EphemeralKeyMessage() {}

  /// Encode with the length in front.
  static byte[] encode(byte[] key) {
    byte[] bytes = new byte[1 + BYTES];
    bytes[0] = BYTES;
    bytes[1] = VALUE_TAG;
    bytes[2] = X25519KeyPair.KEY_BYTES;
    System.arraycopy(key, 0, bytes, 3, X25519KeyPair.KEY_BYTES);
    return bytes;
  }

  /// Decode without the length.
  ///
  /// @return the key of 32 bytes
  /// @throws LengthRefusedException if it is not a key of 32 bytes and nothing else
  static byte[] decode(byte[] message) throws LengthRefusedException {
    if (message.length != BYTES
        || message[0] != VALUE_TAG
        || message[1] != X25519KeyPair.KEY_BYTES) {
      throw new LengthRefusedException("the first message is no ephemeral key of 32 bytes");
    }
    return Arrays.copyOfRange(message, 2, BYTES);
  }
}
