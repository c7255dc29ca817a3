package dev.cometj.p2p.testkit.contract;

import dev.cometj.p2p.Decoded;
import dev.cometj.p2p.MessageCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The wire form of a probe's messages: text in ASCII. `?...` is unknown, `!...` is malformed.
final class Words implements MessageCodec<String> {
  @Override
  public byte[] encode(String message) {
    return message.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Decoded<String> decode(ByteBuffer bytes) {
    String text = StandardCharsets.US_ASCII.decode(bytes).toString();
    if (text.startsWith("?")) {
      return new Decoded.Ignored<>("question");
    }
    return text.startsWith("!")
        ? new Decoded.Malformed<>("exclamation")
        : new Decoded.Message<>(text);
  }

  @Override
  public String typeLabel(String message) {
    return "word";
  }
}
