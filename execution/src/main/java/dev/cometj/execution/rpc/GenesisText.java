package dev.cometj.execution.rpc;

import dev.cometj.chain.params.GenesisDoc;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// The genesis document as RPC shows it: whole if it is small, else in pieces. Safe for any thread.
public final class GenesisText {
  private static final int PIECE_BYTES = 16 * 1024 * 1024;

  private final byte[] json;
  private final int pieceBytes;

  private GenesisText(byte[] json, int pieceBytes) {
    this.json = json;
    this.pieceBytes = pieceBytes;
  }

  /// Makes the text.
  ///
  /// @param genesis the document
  /// @return its text
  public static GenesisText of(GenesisDoc genesis) {
    return of(genesis, PIECE_BYTES);
  }

  static GenesisText of(GenesisDoc genesis, int pieceBytes) {
    return new GenesisText(genesis.toCompactJson(), pieceBytes);
  }

  int pieces() {
    return (json.length + pieceBytes - 1) / pieceBytes;
  }

  String whole() {
    return new String(json, StandardCharsets.UTF_8);
  }

  /// Gives a piece in base64.
  String piece(int index) {
    int from = index * pieceBytes;
    int to = Math.min(json.length, from + pieceBytes);
    return Base64.getEncoder().encodeToString(Arrays.copyOfRange(json, from, to));
  }
}
