package dev.cometj.crypto;

/// A peer's X25519 key has low order: the secret would be zero whatever our key is, so it would be no secret.
public final class LowOrderPointException extends CryptoException {

  private static final long serialVersionUID = 1L;

  LowOrderPointException() {
    super("the peer's X25519 public key is a point of low order");
  }
}
