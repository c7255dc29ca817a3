package dev.cometj.p2p.transport.secret;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.p2p.spi.NodeSigner;

/// Signs with a key held here.
public record KeySigner(Ed25519PrivateKey key) implements NodeSigner {
  @Override
  public byte[] publicKey() {
    return key.publicKey().bytes();
  }

  @Override
  public byte[] sign(byte[] message) {
    return key.sign(message);
  }
}
