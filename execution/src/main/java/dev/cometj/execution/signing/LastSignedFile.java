package dev.cometj.execution.signing;

import com.google.protobuf.ByteString;
import dev.cometj.p2p.spi.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.core.JacksonException;

/// `priv_validator_state.json`: what a validator signed last, in the bytes of Go's `FilePVLastSignState.Save`.
///
/// A file that is missing, damaged or contradicts itself is refused: to start from nothing could sign twice (F06).
///
/// @param disk where it is
/// @param file the file
record LastSignedFile(Disk disk, Path file) {
  private static final String WHAT = "state of the validator";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /// Read what was signed last. Blocks.
  LastSigned read() {
    byte[] json = SignerFiles.read(disk, file, WHAT);
    try {
      return parse(json);
    } catch (JacksonException e) {
      throw refusal("it is no JSON");
    } catch (IllegalArgumentException e) {
      throw refusal(String.valueOf(e.getMessage()));
    }
  }

  private RuntimeException refusal(String why) {
    return SignerFiles.unusable(
        "the %s %s is damaged: %s; nothing is signed without it, since the validator could sign twice"
            .formatted(WHAT, file, why),
        null);
  }

  /// Make durable what was signed. Blocks; when it returns it survives a power loss.
  ///
  /// @throws IOException if that cannot be promised
  void write(LastSigned signed) throws IOException {
    disk.replace(file, format(signed));
  }

  static LastSigned parse(byte[] json) {
    var values = SignerFiles.members(json);
    long height = Long.parseLong(SignerFiles.text(values, "height"));
    int round = SignerFiles.number(values, "round");
    SignStep step =
        SignStep.of(SignerFiles.number(values, "step"))
            .orElseThrow(() -> new IllegalArgumentException("there is no such step"));
    LastSigned signed = new LastSigned(height, round, step, signature(values), signBytes(values));
    requireConsistent(signed);
    return signed;
  }

  private static ByteString signature(Map<String, SignerFiles.Value> values) {
    return values.containsKey("signature")
        ? ByteString.copyFrom(Base64.getDecoder().decode(SignerFiles.text(values, "signature")))
        : ByteString.EMPTY;
  }

  private static ByteString signBytes(Map<String, SignerFiles.Value> values) {
    return values.containsKey("signbytes")
        ? ByteString.copyFrom(HEX.parseHex(SignerFiles.text(values, "signbytes")))
        : ByteString.EMPTY;
  }

  /// The original panics over some of this when it signs; better before.
  private static void requireConsistent(LastSigned signed) {
    if (signed.height() < 0 || signed.round() < 0) {
      throw new IllegalArgumentException("height or round is negative");
    }
    if (signed.signature().isEmpty() != signed.signBytes().isEmpty()) {
      throw new IllegalArgumentException("of signature and sign bytes one is missing");
    }
    if (signed.signBytes().isEmpty()) {
      return;
    }
    CanonicalBytes bytes = CanonicalBytes.of(signed.signBytes(), signed.step());
    if (bytes.height() != signed.height()
        || bytes.round() != signed.round()
        || bytes.step() != signed.step()) {
      throw new IllegalArgumentException("the sign bytes are of another height, round or step");
    }
  }

  static byte[] format(LastSigned signed) {
    StringBuilder json = new StringBuilder(256);
    json.append("{\n  \"height\": \"").append(signed.height()).append("\",\n");
    json.append("  \"round\": ").append(signed.round()).append(",\n");
    json.append("  \"step\": ").append(signed.step().number());
    if (!signed.signature().isEmpty()) {
      String base64 = Base64.getEncoder().encodeToString(signed.signature().toByteArray());
      json.append(",\n  \"signature\": \"").append(base64).append('"');
    }
    if (!signed.signBytes().isEmpty()) {
      String hex = HEX.formatHex(signed.signBytes().toByteArray());
      json.append(",\n  \"signbytes\": \"").append(hex).append('"');
    }
    return json.append("\n}").toString().getBytes(StandardCharsets.UTF_8);
  }
}
