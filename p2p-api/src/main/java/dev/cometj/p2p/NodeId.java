package dev.cometj.p2p;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The identity of a node: the first 20 bytes of the SHA-256 of its Ed25519 public key, as 40 hex digits.
///
/// Ids are compared as text. Digits in upper case are valid and kept, as in Go's `p2p/key.go` and
/// `validateID`; an id derived from a key is always lower case, so a peer cannot claim the upper-case one.
///
/// @param text 40 hex digits
public record NodeId(String text) implements Comparable<NodeId> {
  /// The number of bytes behind an id.
  public static final int BYTES = 20;

  /// Check the digits.
  ///
  /// @throws InvalidAddressException if the text is not 40 hex digits
  public NodeId {
    if (!isValid(text)) {
      throw new InvalidAddressException(
          InvalidAddressException.Kind.MALFORMED,
          "a node id has %d hex digits, not '%s'".formatted(2 * BYTES, abbreviated(text)));
    }
  }

  /// Tell whether a text is an id.
  ///
  /// @param text any text
  /// @return true for 40 hex digits of either case
  public static boolean isValid(String text) {
    return text.length() == 2 * BYTES && text.chars().allMatch(HexFormat::isHexDigit);
  }

  /// Derive the id of a key, as Go does in `PubKeyToID` of `p2p/key.go`.
  ///
  /// @param ed25519PublicKey 32 bytes
  /// @return the id, in lower case
  public static NodeId ofPublicKey(byte[] ed25519PublicKey) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(ed25519PublicKey);
      return new NodeId(HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String abbreviated(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  @Override
  public int compareTo(NodeId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
