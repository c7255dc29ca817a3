package dev.cometj.crypto;

import dev.cometj.crypto.internal.strobe.Strobe128;
import java.nio.charset.StandardCharsets;

/// A Merlin transcript: absorbs labelled messages and yields challenges that depend on everything before.
///
/// Merlin v1.0 over STROBE-128. Not safe for use by several threads at a time. The secret connection's challenge is
/// made with it (`p2p/conn/secret_connection.go`, `MakeSecretConnection`).
public final class MerlinTranscript {

  private static final String PROTOCOL = "Merlin v1.0";
  private static final String DOMAIN_SEPARATOR = "dom-sep";

  private final Strobe128 strobe;

  /// Opens a transcript.
  ///
  /// @param label the name of the protocol that the transcript belongs to
  public MerlinTranscript(String label) {
    strobe = new Strobe128(utf8(PROTOCOL));
    append(DOMAIN_SEPARATOR, utf8(label));
  }

  /// Adds a message.
  ///
  /// @param label what the message is
  /// @param message its bytes, which may be none
  public void append(String label, byte[] message) {
    strobe.metaAuthenticate(utf8(label), false);
    strobe.metaAuthenticate(littleEndian(message.length), true);
    strobe.authenticate(message);
  }

  /// Draws bytes that depend on everything so far, and go into the transcript themselves.
  ///
  /// @param label what the challenge is for
  /// @param length how many bytes, from 0
  /// @return the challenge
  /// @throws IllegalArgumentException if the length is negative
  public byte[] challenge(String label, int length) {
    if (length < 0) {
      throw new IllegalArgumentException("a challenge cannot have " + length + " bytes");
    }
    strobe.metaAuthenticate(utf8(label), false);
    strobe.metaAuthenticate(littleEndian(length), true);
    byte[] challenge = new byte[length];
    strobe.pseudoRandom(challenge);
    return challenge;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] littleEndian(int value) {
    return new byte[] {
      (byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)
    };
  }
}
