package dev.cometj.node.run;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.p2p.spi.NodeSigner;

/// Signs with a key in memory. Usable from any thread.
///
/// @param key the node's key
record KeySigner(Ed25519PrivateKey key) implements NodeSigner {
  @Override
  public byte[] publicKey() {
    return key.publicKey().bytes();
  }

  @Override
  public byte[] sign(byte[] message) {
    return key.sign(message);
  }
}
