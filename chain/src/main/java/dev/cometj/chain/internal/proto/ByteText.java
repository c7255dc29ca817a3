package dev.cometj.chain.internal.proto;

import dev.cometj.crypto.Bytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Text that may hold any bytes, as the original's strings do, in a Java string that gives the same bytes back.
///
/// A byte that is no UTF-8 becomes a lone low surrogate, U+DC80 to U+DCFF, which no UTF-8 decodes to.
public final class ByteText {

  private static final char FIRST_ESCAPE = '\uDC80';
  private static final char LAST_ESCAPE = '\uDCFF';

  private ByteText() {}

  /// Reads bytes as text.
  ///
  /// @param bytes any bytes
  /// @return the text
  public static String decode(ByteBuffer bytes) {
    ByteBuffer in = bytes.duplicate();
    CharBuffer out = CharBuffer.allocate(in.remaining());
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (result.isUnderflow()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (FIRST_ESCAPE + (in.get() & 0x7F)));
      }
      decoder.reset();
    }
  }

  /// Gives the bytes of a text.
  ///
  /// @param text a text
  /// @return the bytes that it was read from, or its UTF-8
  public static Bytes encode(String text) {
    if (!hasEscape(text)) {
      return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
    ProtoWriter out = new ProtoWriter(text.length() * 3);
    for (int end = text.length(); end > 0; ) {
      int from = text.offsetByCodePoints(end, -1);
      char last = text.charAt(end - 1);
      out.raw(
          from == end - 1 && isEscape(last)
              ? Bytes.wrap(new byte[] {(byte) (last - FIRST_ESCAPE | 0x80)})
              : Bytes.wrap(text.substring(from, end).getBytes(StandardCharsets.UTF_8)));
      end = from;
    }
    return out.finish();
  }

  private static boolean hasEscape(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isEscape(text.charAt(i)) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEscape(char c) {
    return c >= FIRST_ESCAPE && c <= LAST_ESCAPE;
  }
}
