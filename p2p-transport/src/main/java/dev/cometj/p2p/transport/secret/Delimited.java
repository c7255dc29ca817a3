package dev.cometj.p2p.transport.secret;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;

/// Messages behind their length, as Go's `libs/protoio` writes them.
final class Delimited {
  private Delimited() {}

  /// Encode a message with its length in front.
  static byte[] of(MessageLite message) {
    byte[] content = message.toByteArray();
    int lengthBytes = CodedOutputStream.computeUInt32SizeNoTag(content.length);
    byte[] bytes = new byte[lengthBytes + content.length];
    int rest = content.length;
    for (int i = 0; i < lengthBytes; i++) {
      bytes[i] = (byte) (i == lengthBytes - 1 ? rest : rest | 0x80);
      rest >>>= 7;
    }
    System.arraycopy(content, 0, bytes, lengthBytes, content.length);
    return bytes;
  }
}
