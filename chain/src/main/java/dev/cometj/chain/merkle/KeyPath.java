package dev.cometj.chain.merkle;

import dev.cometj.chain.ChainRule;
import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.crypto.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The keys on the way from the last root to a value, as in `/App/IBC/x:010203`: each behind a slash, either with
/// percent signs as in the path of a URL, or in hexadecimal behind `x:`. Realises `crypto/merkle/proof_key_path.go`.
///
/// @param keys the keys, of which the first belongs to the last step of a proof
public record KeyPath(List<Bytes> keys) {

  private static final String HEX_MARK = "x:";

  /// Copies the list.
  public KeyPath {
    keys = List.copyOf(keys);
  }

  /// Reads a path.
  ///
  /// @param text the path, which begins with a slash
  /// @return the keys
  /// @throws InvalidChainDataException if it does not, or a key is malformed
  public static KeyPath parse(String text) throws InvalidChainDataException {
    if (!text.startsWith("/")) {
      throw invalid("a key path begins with a slash");
    }
    List<Bytes> keys = new ArrayList<>();
    for (String part : text.substring(1).split("/", -1)) {
      keys.add(part.startsWith(HEX_MARK) ? hex(part) : unescape(part));
    }
    return new KeyPath(keys);
  }

  private static Bytes hex(String part) throws InvalidChainDataException {
    try {
      return Bytes.fromHex(part.substring(HEX_MARK.length()));
    } catch (IllegalArgumentException _) {
      throw invalid("no hexadecimal digits: " + part);
    }
  }

  private static Bytes unescape(String part) throws InvalidChainDataException {
    byte[] escaped = part.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream key = new ByteArrayOutputStream(escaped.length);
    for (int i = 0; i < escaped.length; i++) {
      if (escaped[i] != '%') {
        key.write(escaped[i]);
        continue;
      }
      int high = i + 2 < escaped.length ? Character.digit(escaped[i + 1], 16) : -1;
      int low = i + 2 < escaped.length ? Character.digit(escaped[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw invalid("no two hexadecimal digits behind a percent sign: " + part);
      }
      key.write(high << 4 | low);
      i += 2;
    }
    return Bytes.wrap(key.toByteArray());
  }

  private static InvalidChainDataException invalid(String message) {
    return new InvalidChainDataException(ChainRule.PROOF, message);
  }
}
