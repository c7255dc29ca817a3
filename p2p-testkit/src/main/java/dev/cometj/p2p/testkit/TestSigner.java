package dev.cometj.p2p.testkit;

import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.spi.NodeSigner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;

/// A node's identity for tests: a real Ed25519 key made from a name. Never use it for anything else: whoever knows
/// the name knows the key.
public final class TestSigner implements NodeSigner {
  private final PrivateKey privateKey;
  private final byte[] publicKey;

  private TestSigner(KeyPair pair) {
    this.privateKey = pair.getPrivate();
    byte[] encoded = pair.getPublic().getEncoded();
    this.publicKey = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  /// Make the identity of a name.
  ///
  /// @param name any name
  /// @return the same key for the same name
  public static TestSigner named(String name) {
    try {
      byte[] seed =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, new FixedBytes(seed));
      return new TestSigner(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform of ours has Ed25519", e);
    }
  }

  /// Derive the node id.
  ///
  /// @return the id of the key
  public NodeId id() {
    return NodeId.ofPublicKey(publicKey);
  }

  @Override
  public byte[] publicKey() {
    return publicKey.clone();
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a valid key signs", e);
    }
  }

  /// Gives the key generator the bytes that we want.
  private static final class FixedBytes extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    FixedBytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] target) {
      for (int i = 0; i < target.length; i++) {
        target[i] = bytes[i % bytes.length];
      }
    }
  }
}
