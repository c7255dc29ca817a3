package dev.cometj.p2p.spi;

/// Proves a node's identity without showing its private key. Usable from any thread.
public interface NodeSigner {
  /// Give the public key.
  ///
  /// @return 32 bytes of Ed25519, a copy
  byte[] publicKey();

  /// Sign.
  ///
  /// @param message the bytes to sign
  /// @return 64 bytes of Ed25519
  byte[] sign(byte[] message);
}
