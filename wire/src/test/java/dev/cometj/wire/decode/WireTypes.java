package dev.cometj.wire.decode;

import com.google.protobuf.Message;

/// Finds the generated class of a message by the original's type name.
final class WireTypes {

  private WireTypes() {}

  static Message prototype(String type) {
    String path = type.replace("tendermint.libs.bits", "bits").replace("tendermint.", "");
    try {
      Class<?> generated = Class.forName("dev.cometj.wire." + path);
      return (Message) generated.getMethod("getDefaultInstance").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("no message " + type, e);
    }
  }

  static UntrustedDecoder<Message> decoder(String type) {
    return UntrustedDecoder.of(prototype(type));
  }
}
