package dev.cometj.p2p.transport.secret;

import dev.cometj.crypto.Ed25519PublicKey;
import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.crypto.FrameFormat;
import dev.cometj.crypto.LowOrderPointException;
import dev.cometj.crypto.X25519KeyPair;
import dev.cometj.p2p.Rejection;
import dev.cometj.p2p.spi.NodeSigner;
import dev.cometj.wire.decode.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes a secret connection: ephemeral keys are exchanged in the clear, everything after them is sealed, and each
/// side proves its key by signing what only these two can know. Realises `MakeSecretConnection` of Go's
/// `p2p/conn/secret_connection.go`.
///
/// Who the key belongs to is for the caller to check. No byte is read beyond the frame that completes the proof, and
/// before it a peer makes us hold no more than one frame and one small message.
///
/// Bytes in, bytes out, one thread at a time; there is no deadline here.
public final class SecretHandshake {
  private final NodeSigner signer;
  private final X25519KeyPair ephemeral;
  private final FrameCipherProvider ciphers;

  private final DelimitedReader keyReader = new DelimitedReader(EphemeralKeyMessage.BYTES);
  private final DelimitedReader proofReader = new DelimitedReader(AuthMessage.MAX_BYTES);
  private final byte[] single = new byte[1];

  private @Nullable KeyAgreement agreement;
  private @Nullable SealedEncoder encoder;
  private @Nullable SealedDecoder decoder;
  private @Nullable Ed25519PublicKey remoteKey;
  private @Nullable HandshakeFailedException failure;
  private byte[] leftover = new byte[0];

  /// Make one end.
  ///
  /// @param signer proves our key
  /// @param ephemeral our key pair for this connection alone
  /// @param ciphers makes the frame ciphers
  public SecretHandshake(NodeSigner signer, X25519KeyPair ephemeral, FrameCipherProvider ciphers) {
    this.signer = signer;
    this.ephemeral = ephemeral;
    this.ciphers = ciphers;
  }

  /// Give what is sent first, without waiting for the peer.
  ///
  /// @return our ephemeral key as a message
  public ByteBuffer opening() {
    return ByteBuffer.wrap(EphemeralKeyMessage.encode(ephemeral.publicKey()));
  }

  /// Take network bytes until the peer is authenticated.
  ///
  /// @param network bytes from position on; the position is moved behind the last one used
  /// @param output gets what is to be sent, to be copied at once
  /// @return true as soon as the peer is authenticated; there may be network bytes left then
  /// @throws HandshakeFailedException if no secret connection comes of it
  public boolean receive(ByteBuffer network, Consumer<ByteBuffer> output)
      throws HandshakeFailedException {
    try {
      if (decoder == null) {
        receiveKey(network, output);
      }
      while (decoder != null && remoteKey == null && network.hasRemaining()) {
        decoder.feedFrame(network, this::takeProof);
        if (failure != null) {
          throw failure;
        }
      }
    } catch (BrokenStreamException | LengthRefusedException e) {
      throw failed(e.getMessage());
    }
    return remoteKey != null;
  }

  private void receiveKey(ByteBuffer network, Consumer<ByteBuffer> output)
      throws LengthRefusedException, HandshakeFailedException, BrokenStreamException {
    while (!keyReader.isComplete() && network.hasRemaining()) {
      single[0] = network.get();
      keyReader.take(single, 0, 1);
    }
    if (keyReader.isComplete()) {
      agree(EphemeralKeyMessage.decode(keyReader.message()), output);
    }
  }

  private void agree(byte[] theirs, Consumer<ByteBuffer> output)
      throws HandshakeFailedException, BrokenStreamException {
    try {
      agreement = KeyAgreement.of(ephemeral, theirs);
    } catch (LowOrderPointException e) {
      throw failed(e.getMessage());
    }
    encoder = new SealedEncoder(ciphers.sealer(agreement.sendKey(), 0), FrameFormat.DATA_BYTES);
    decoder = new SealedDecoder(ciphers.opener(agreement.receiveKey(), 0), FrameFormat.DATA_BYTES);
    byte[] proof = AuthMessage.encode(signer.publicKey(), signer.sign(agreement.challenge()));
    encoder.put(proof, 0, proof.length);
    output.accept(encoder.drain());
  }

  private boolean takeProof(byte[] bytes, int offset, int length) {
    try {
      int taken = proofReader.take(bytes, offset, length);
      if (proofReader.isComplete()) {
        remoteKey = verified(AuthMessage.decode(proofReader.message()));
        leftover = new byte[length - taken];
        System.arraycopy(bytes, offset + taken, leftover, 0, leftover.length);
      }
      return true;
    } catch (LengthRefusedException | MalformedMessageException e) {
      failure = failed("the proof of the key is malformed: " + e.getMessage());
    } catch (HandshakeFailedException e) {
      failure = e;
    }
    return false;
  }

  private Ed25519PublicKey verified(AuthMessage proof) throws HandshakeFailedException {
    byte[] challenge = Objects.requireNonNull(agreement).challenge();
    if (!proof.key().verifies(challenge, proof.signature())) {
      throw failed("the signature over the challenge is wrong");
    }
    return proof.key();
  }

  private static HandshakeFailedException failed(@Nullable String detail) {
    return HandshakeFailedException.of(Rejection.Kind.AUTHENTICATION_FAILED, detail);
  }

  /// Give the key that the peer proved.
  ///
  /// @return the authenticated key
  /// @throws IllegalStateException if the peer is not authenticated yet
  public Ed25519PublicKey remoteKey() {
    return done(remoteKey);
  }

  /// Give the sealing direction, which writes on behind our proof.
  ///
  /// @return the encoder, of one frame as yet
  /// @throws IllegalStateException if the peer's key has not come yet
  public StreamEncoder encoder() {
    return done(encoder);
  }

  /// Give the opening direction, which reads on behind the peer's proof.
  ///
  /// @return the decoder, of one frame as yet
  /// @throws IllegalStateException if the peer's key has not come yet
  public SealedDecoder decoder() {
    return done(decoder);
  }

  /// Give the plain bytes that came behind the proof in its last frame.
  ///
  /// @return the bytes, usually none
  public byte[] leftover() {
    return leftover.clone();
  }

  private static <T> T done(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the handshake is not so far yet");
    }
    return value;
  }
}
