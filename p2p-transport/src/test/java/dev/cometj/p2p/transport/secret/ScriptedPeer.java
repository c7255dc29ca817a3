package dev.cometj.p2p.transport.secret;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.crypto.FrameSealer;
import dev.cometj.crypto.X25519KeyPair;
import dev.cometj.p2p.NodeInfo;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// A remote end that knows the protocol and does with it what a test wants.
public final class ScriptedPeer {
  private final Ed25519PrivateKey key;
  private final X25519KeyPair ephemeral;
  private KeyAgreement agreement;
  private FrameSealer sealer;
  private SealedDecoder decoder;

  public ScriptedPeer(Ed25519PrivateKey key) {
    this.key = key;
    this.ephemeral = X25519KeyPair.generate(new SplittableRandom(99));
  }

  public byte[] opening() {
    return EphemeralKeyMessage.encode(ephemeral.publicKey());
  }

  /// Learn the other side's ephemeral key.
  public ScriptedPeer agree(byte[] theirOpening) {
    try {
      byte[] theirs = EphemeralKeyMessage.decode(java.util.Arrays.copyOfRange(theirOpening, 1, 35));
      agreement = KeyAgreement.of(ephemeral, theirs);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    sealer = FrameCipherProvider.jdk().sealer(agreement.sendKey(), 0);
    decoder = new SealedDecoder(FrameCipherProvider.jdk().opener(agreement.receiveKey(), 0), 1024);
    return this;
  }

  public byte[] auth() {
    return AuthMessage.encode(key.publicKey().bytes(), key.sign(agreement.challenge()));
  }

  /// All that makes a node of it once the keys are exchanged.
  public byte[] introduction(NodeInfo info) {
    ByteArrayOutputStream network = new ByteArrayOutputStream();
    network.writeBytes(frames(auth()));
    network.writeBytes(frames(NodeInfoCodec.encodeDelimited(info)));
    return network.toByteArray();
  }

  public byte[] signature() {
    return key.sign(agreement.challenge());
  }

  /// Seal data in frames of at most so many bytes each.
  public byte[] frames(byte[] data, int perFrame) {
    ByteArrayOutputStream network = new ByteArrayOutputStream();
    SealedEncoder encoder = new SealedEncoder(sealer, 1024);
    for (int at = 0; at < data.length; at += perFrame) {
      encoder.put(data, at, Math.min(perFrame, data.length - at));
      network.writeBytes(drained(encoder));
    }
    return network.toByteArray();
  }

  public byte[] frames(byte[] data) {
    return frames(data, 1024);
  }

  /// Seal one frame that claims a length.
  public byte[] frame(int claimedLength) {
    byte[] frame = new byte[1044];
    FrameSlots.putLength(frame, 0, claimedLength);
    sealer.seal(frame, 0, 1);
    return frame;
  }

  private static byte[] drained(StreamEncoder encoder) {
    try {
      ByteBuffer drained = encoder.drain();
      byte[] bytes = new byte[drained.remaining()];
      drained.get(bytes);
      return bytes;
    } catch (BrokenStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Open what the other side sent behind its ephemeral key.
  public byte[] opened(byte[] network) throws BrokenStreamException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    decoder.feed(
        ByteBuffer.wrap(network),
        (data, offset, length) -> {
          plain.write(data, offset, length);
          return true;
        });
    return plain.toByteArray();
  }
}
